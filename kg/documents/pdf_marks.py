"""What is printed on a page of a PDF: glyphs, rulings and images, in points from the page's upper left corner as it is shown.

pdfium reads the file: it repairs a broken cross-reference table, knows the Chinese character maps, and is an order of magnitude faster than
readers in Python. It is native code, so that this runs in the reader process only.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from kg.documents.building import CONTROL

#: A page with more drawn lines than this is a map or a picture, and its lines are no rulings of tables.
MOST_RULINGS = 40_000
#: Rectangles thinner than this are lines.
THIN = 3.0
#: Lines shorter than this are parts of signs, dashes and patterns.
SHORT = 4.0
#: Text that leans is a watermark or a stamp.
LEANING = math.radians(5)


class Glyph(NamedTuple):
    """A printed character with its box; `size` is the height of its font in points.

    `home` is set where the page cuts the character off because it stands outside the field to which it belongs (a sheet's cell that is too
    small for its text): the middle of that field.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    home: tuple[float, float] | None = None


class Ruling(NamedTuple):
    """A straight line along one axis: at `at` on the other axis, from `begin` to `end`."""

    at: float
    begin: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """All marks of a page. `images` counts those large enough to be a scanned page; `unreadable` glyphs have no known character;
    `leaning` is the text of watermarks, which stands in no line."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    images: int = 0
    unreadable: int = 0
    leaning: list[str] = field(default_factory=list)
    crowded: bool = False


#: Characters as wide as their font is high: ideographs, and brackets and stops in their full width.
IDEOGRAPHIC = re.compile("[\u3001-\u9fff\uf900-\ufaff\uff01-\uff60]")

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_marks(page: pdfium.PdfPage) -> PageMarks:
    """The marks of a page."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation() // 90
    width, height = abs(right - left), abs(top - bottom)
    marks = PageMarks(*((height, width) if rotation % 2 else (width, height)))
    place = placed(rotation, left, bottom, width, height)
    read_glyphs(page, marks, place, rotation)
    read_objects(page, marks, place)
    return marks


def placed(rotation: int, left: float, bottom: float, width: float, height: float) -> Callable[[float, float], Point]:
    """A function from the coordinates of the file (origin at the lower left, before the page is turned) to ours."""
    turns: tuple[Callable[[float, float], Point], ...] = (
        lambda x, y: (x - left, height - (y - bottom)),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (width - (x - left), y - bottom),
        lambda x, y: (height - (y - bottom), width - (x - left)),
    )
    return turns[rotation % 4]


def read_glyphs(page: pdfium.PdfPage, marks: PageMarks, place: Callable[[float, float], Point], rotation: int) -> None:
    """The characters of a page, in the order of the file."""
    text_page = page.get_textpage()
    handle = text_page.raw
    unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    size_of, generated, unmapped = raw.FPDFText_GetFontSize, raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    upright = (-rotation % 4) * math.pi / 2
    glyphs = marks.glyphs
    high = 0
    runs: dict[int | None, tuple[Box | None, float]] = {}
    for at in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, at)
        # pdfium puts in spaces and line ends where it thinks that they belong; ours follow from the places alone.
        if code in {0x0D, 0x0A} or generated(handle, at) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in {0, 0xFFFE, 0xFFFF} or unmapped(handle, at) == 1:
            marks.unreadable += 1
            if code in {0, 0xFFFE, 0xFFFF}:
                continue
        box_of(handle, at, reference)
        text = chr(code)
        if CONTROL.match(text):
            continue
        angle = (angle_of(handle, at) - upright) % (2 * math.pi)
        if LEANING < angle % (math.pi / 2) < math.pi / 2 - LEANING:
            marks.leaning.append(text)
            continue
        thing = raw.FPDFText_GetTextObject(handle, at)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        if key not in runs:
            runs[key] = clip_of(thing, place) if key else None, size_of(handle, at) * scale_of(handle, at)
        clip, size = runs[key]
        left, right = box.left, box.right
        if rotation == 0 and angle == 0 and right - left < 0.98 * size and IDEOGRAPHIC.match(text):
            left, right = advance(handle, at, left, right, size)
        (x0, y0), (x1, y1) = place(left, box.bottom), place(right, box.top)
        home = outside(clip, (x0 + x1) / 2, (y0 + y1) / 2)
        glyphs.append(Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), size, home))
    text_page.close()


def scale_of(handle: Any, at: int) -> float:
    """How many times the size of its font a character is printed: some programs set all text in size 1, and enlarge it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix)):
        return 1.0
    return math.hypot(matrix.c, matrix.d) or 1.0


def advance(handle: Any, at: int, left: float, right: float, size: float) -> tuple[float, float]:
    """The full width of a Chinese character, where only that of its ink is known: its box does not start at its origin then."""
    x, y = ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetCharOrigin(handle, at, ctypes.byref(x), ctypes.byref(y)) or abs(x.value - left) < 0.01 * size or x.value > left:
        return left, right
    return x.value, max(right, x.value + size)


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
    """The middle of a clip, for a place outside it."""
    if clip is None or (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]) or clip[0] >= clip[2] or clip[1] >= clip[3]:
        return None
    return (clip[0] + clip[2]) / 2, (clip[1] + clip[3]) / 2


def read_objects(page: pdfium.PdfPage, marks: PageMarks, place: Callable[[float, float], Point]) -> None:
    """The straight lines and large images of a page, also those in forms it embeds."""
    waiting: list[tuple[Any, Matrix, int]] = []
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        waiting.append((raw.FPDFPage_GetObject(page.raw, at), IDENTITY, 0))
    paths = 0
    while waiting:
        thing, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
            inner = times(matrix_of(thing), outer)
            for at in range(max(raw.FPDFFormObj_CountObjects(thing), 0)):
                waiting.append((raw.FPDFFormObj_GetObject(thing, at), inner, depth + 1))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths <= MOST_RULINGS:
                read_path(thing, times(matrix_of(thing), outer), marks, place)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = times(matrix_of(thing), outer)
            area = abs(a * d - b * c)
            marks.images += area > 0.2 * marks.width * marks.height
    if paths > MOST_RULINGS or len(marks.horizontal) + len(marks.vertical) > MOST_RULINGS:
        marks.crowded = True
        marks.horizontal.clear()
        marks.vertical.clear()


def matrix_of(thing: Any) -> Matrix:
    """The matrix of a page object."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies one matrix and then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def read_path(path: Any, matrix: Matrix, marks: PageMarks, place: Callable[[float, float], Point]) -> None:
    """The straight lines of a path: the stroked ones along an axis, and filled rectangles as thin as a line."""
    fill, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)) or not (fill.value or stroke.value):
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[Point]] = []
    curved = False
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = place(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([point])
        else:
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            parts[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and parts[-1][0] != point:
            parts[-1].append(parts[-1][0])
    for points in parts:
        if stroke.value and not curved:
            for first, second in pairwise(points):
                add_ruling(marks, *first, *second)
        elif fill.value and len(points) >= 4 and not curved:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
            if y1 - y0 < THIN and x1 - x0 > y1 - y0:
                add_ruling(marks, x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
            elif x1 - x0 < THIN:
                add_ruling(marks, (x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def add_ruling(marks: PageMarks, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line, if it runs along an axis and is no mere dash. A dash joins with its neighbours later, so that only dots are dropped here."""
    if abs(y0 - y1) < 1 and abs(x0 - x1) > 0.5:
        marks.horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) < 1 and abs(y0 - y1) > 0.5:
        marks.vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
