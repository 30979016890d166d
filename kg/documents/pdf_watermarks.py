"""Watermarks that stand upright: text far larger than the rest of its page, and light, so that what is printed over it can be read."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]

#: Text of so many times the usual size is no title of a form: those of A4 pages have 22 points at most, their cells 9 or more.
LARGE = 2.6
#: What is at least so light, where 0 is black and 1 is white, is printed behind other text: words to be read are darker.
LIGHT = 0.55
#: A page with fewer characters is a cover, whose text may be large.
FEWEST = 40


def find_watermarks(sizes: Sequence[float], owners: Sequence[Any]) -> list[int]:
    """The places of the characters of watermarks among those of a page, which have these sizes and belong to these text objects."""
    if len(sizes) < FEWEST:
        return []
    usual = sorted(sizes)[len(sizes) // 2]
    large = [at for at, size in enumerate(sizes) if size > LARGE * usual]
    return [at for at in large if owners[at] and lightness(owners[at]) >= LIGHT]


def lightness(thing: Any) -> float:
    """How light a text looks on white paper, by the weights of its colours (ITU-R BT.601) and how much shines through."""
    red, green, blue, opaque = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, (red, green, blue, opaque))):
        return 0.0
    shade = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
    return 1.0 - (1.0 - shade) * opaque.value / 255
