"""Pictures and objects that a file shows beside its text: no reader reads them, and where they may be a scanned form, that is said.

Source of the elements: ECMA-376 part 1, chapters 20 and 21 (DrawingML), part 4, chapter 19 (VML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from kg.documents.building import DocumentBuilder
from kg.documents.markup import attribute
from kg.documents.values import Paragraph

#: A fifth of a sheet A4, in square points: seals, logos and signatures are smaller, scanned forms larger.
LARGE = 0.2 * 595 * 842
#: English metric units, in which DrawingML measures, in a point.
EMU = 12700
LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|px)?")
STYLED = re.compile(r"(width|height)\s*:\s*([\w.]+)", re.IGNORECASE)
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}


class Shown(NamedTuple):
    """What a drawing shows besides text: large pictures, and objects of other programs."""

    pictures: int = 0
    objects: int = 0


def shown_in(drawing: etree._Element) -> Shown:
    """The large pictures and the objects of a drawing element (`drawing`, `pict`, `object`, an anchor of a sheet; `frame` of OpenDocument)."""
    objects = sum(1 for name in ("OLEObject", "object-ole") for _ in named(drawing, name))
    if objects:
        # The picture in it shows what the object holds.
        return Shown(0, objects)
    sizes = [vml_area(shape) for image in named(drawing, "imagedata") if (shape := image.getparent()) is not None]
    if any(True for _ in named(drawing, "blip")):
        sizes.append(area(drawing))
    if any(True for _ in named(drawing, "image")):
        sizes.append(length(attribute(drawing, "width")) * length(attribute(drawing, "height")))
    return Shown(sum(size >= LARGE for size in sizes))


def named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name, in any namespace."""
    return element.iter(f"{{*}}{name}")


def area(drawing: etree._Element) -> float:
    """The area of a drawing in square points: that of the largest extent it states."""
    return max((emu(size, "cx") * emu(size, "cy") for name in ("extent", "ext") for size in named(drawing, name)), default=0.0)


def emu(element: etree._Element, name: str) -> float:
    """A length in points."""
    text = attribute(element, name) or ""
    return int(text) / EMU if text.isdecimal() and len(text) < 12 else 0.0


def vml_area(shape: etree._Element) -> float:
    """The area of a shape of the older kind, whose style states its size."""
    sizes = {match[1].lower(): match[2] for match in STYLED.finditer(attribute(shape, "style") or "")}
    return length(sizes.get("width")) * length(sizes.get("height"))


def length(text: str | None) -> float:
    """A length with its unit, in points; 0 where it is none."""
    match = LENGTH.fullmatch((text or "").strip().lower())
    return float(match[1]) * POINTS[match[2] or ""] if match else 0.0


def holds_table(builder: DocumentBuilder) -> bool:
    """Whether a table has been read; in a file without one, the form may stand in what is not read."""
    return any(not isinstance(block, Paragraph) for block in builder.blocks)


def tell_shown(builder: DocumentBuilder, shown: Shown, *, where: str = "the file") -> None:
    """Says how many large pictures and objects a file, or a sheet of it, holds."""
    kinds = ((shown.pictures, "large picture", "large pictures"), (shown.objects, "object of another program", "objects of other programs"))
    told = [f"{count} {one if count == 1 else more}" for count, one, more in kinds if count]
    if told:
        tell = builder.note if holds_table(builder) else builder.lost
        tell(f"{where} holds {' and '.join(told)}, of which no text is read")
