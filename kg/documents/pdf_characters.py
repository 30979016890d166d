"""Single characters of a PDF as pdfium tells of them: their boxes, where only the ink is known; how they are turned; what cuts them off."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as raw  # type: ignore[import-untyped]

Point = tuple[float, float]
Box = tuple[float, float, float, float]

#: Characters as wide as their font is high: ideographs, and brackets and stops in their full width.
IDEOGRAPHIC = re.compile("[\u3001-\u9fff\uf900-\ufaff\uff01-\uff60]")
#: So many characters tell how the text of a page is turned.
SAMPLES = 200
#: What is cut off belongs so many points inside the edge that cuts it.
INSET = 4.0
#: Boxes of Chinese characters narrower than so many ems, of others lower than so many, are those of the ink alone; what lies so many ems from its
#: origin is told in other coordinates; how far Chinese fonts reach above and below their baseline.
FULL, THIN_INK, FAR, ASCENT, DESCENT = 0.98, 0.6, 1.5, 0.88, 0.12


class Glyph(NamedTuple):
    """A printed character with its box; `size` is the height of its font in points.

    `home` is set where the page cuts the character off because it stands outside the field to which it belongs (a sheet's cell that is too
    small for its text, a merged one that goes on over the page): the nearest place in that field.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    home: tuple[float, float] | None = None


def upright_rotation(handle: Any, shown: int) -> int:
    """The quarter turns to the right with which most of the text of a page stands upright; those of the page itself where no others do."""
    count = raw.FPDFText_CountChars(handle)
    turns: dict[int, int] = {}
    for at in range(0, count, max(count // SAMPLES, 1)):
        if raw.FPDFText_GetUnicode(handle, at) > 0x20 and raw.FPDFText_IsGenerated(handle, at) != 1:
            turn = round(-raw.FPDFText_GetCharAngle(handle, at) / (math.pi / 2)) % 4
            turns[turn] = turns.get(turn, 0) + 1
    turn = max(turns, key=lambda each: turns[each], default=shown)
    return turn if 3 * turns.get(turn, 0) > 2 * sum(turns.values()) else shown


def scale_of(handle: Any, at: int) -> float:
    """How many times the size of its font a character is printed: some programs set all text in size 1, and enlarge it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix)):
        return 1.0
    return math.hypot(matrix.c, matrix.d) or 1.0


def with_body(handle: Any, at: int, box: Box, size: float, *, ideographic: bool) -> Box:
    """The box of a character with the height of its font, and of a Chinese one with its width, where only the box of its ink is known; in
    embedded forms even that and its origin may be told as if the form were not turned or moved, far from the line of its run."""
    origin_x, origin_y, run = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    if not raw.FPDFText_GetCharOrigin(handle, at, ctypes.byref(origin_x), ctypes.byref(origin_y)):
        return box
    turn = round(raw.FPDFText_GetCharAngle(handle, at) / (math.pi / 2)) % 4
    (ux, uy), (vx, vy) = ((1, 0), (0, -1), (-1, 0), (0, 1))[turn], ((0, 1), (1, 0), (0, -1), (-1, 0))[turn]
    x, y = origin_x.value, origin_y.value
    if raw.FPDFText_GetMatrix(handle, at, ctypes.byref(run)) and abs((x - run.e) * vx + (y - run.f) * vy) > FAR * size:
        x, y = run.e, run.f
    corners = ((box[0] - x, box[1] - y), (box[2] - x, box[3] - y))
    begin, end = sorted(dx * ux + dy * uy for dx, dy in corners)
    low, high = sorted(dx * vx + dy * vy for dx, dy in corners)
    if max(-end, begin, -high, low) > FAR * size:
        begin, end, low, high = 0.0, size if ideographic else end - begin, -DESCENT * size, ASCENT * size
    if ideographic and begin >= 0.01 * size and end - begin < FULL * size:
        begin, end = 0.0, max(end, size)
    if high - low < THIN_INK * size:
        low, high = min(low, -DESCENT * size), max(high, ASCENT * size)
    xs = sorted(x + along * ux + up * vx for along, up in ((begin, low), (end, high)))
    ys = sorted(y + along * uy + up * vy for along, up in ((begin, low), (end, high)))
    return xs[0], ys[0], xs[1], ys[1]


def clip_of(thing: Any, place: Callable[[float, float], Point]) -> Box | None:
    """The box outside which the page does not show an object; None where there is none."""
    path = raw.FPDFPageObj_GetClipPath(thing)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes: list[Box] = []
    for at in range(min(count, 8)):
        points: list[Point] = []
        for number in range(raw.FPDFClipPath_CountPathSegments(path, at)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, at, number), ctypes.byref(x), ctypes.byref(y))
            points.append(place(x.value, y.value))
        if points:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    return (max(b[0] for b in boxes), max(b[1] for b in boxes), min(b[2] for b in boxes), min(b[3] for b in boxes))


def outside(clip: Box | None, x: float, y: float) -> Point | None:
    """The nearest place within a clip, for a place outside it."""
    if clip is None or (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]) or clip[0] >= clip[2] or clip[1] >= clip[3]:
        return None
    across, down = min(INSET, (clip[2] - clip[0]) / 2), min(INSET, (clip[3] - clip[1]) / 2)
    return min(max(x, clip[0] + across), clip[2] - across), min(max(y, clip[1] + down), clip[3] - down)
