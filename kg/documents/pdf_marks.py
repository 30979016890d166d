"""What is printed on a page of a PDF: glyphs, rulings and images, in points from the page's upper left corner as it is shown.

pdfium reads the file: it repairs a broken cross-reference table, knows the Chinese character maps, and is an order of magnitude faster than
readers in Python. It is native code, so that this runs in the reader process only.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from kg.documents.building import CONTROL
from kg.documents.pdf_characters import FULL, IDEOGRAPHIC, THIN_INK, Box, Glyph, Point, clip_of, outside, scale_of, upright_rotation, with_body
from kg.documents.pdf_turned_text import is_turned, with_turned_upright
from kg.documents.pdf_watermarks import find_watermarks

#: A page with more drawn lines than this is a map or a picture, and its lines are no rulings of tables.
MOST_RULINGS = 40_000
#: Rectangles thinner than this are lines.
THIN = 3.0
#: Lines shorter than this are parts of signs, dashes and patterns.
SHORT = 4.0
#: Text that leans is a watermark or a stamp.
LEANING = math.radians(5)


class Ruling(NamedTuple):
    """A straight line along one axis: at `at` on the other axis, from `begin` to `end`."""

    at: float
    begin: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """All marks of a page. `images` counts those large enough to be a scanned page; `unreadable` glyphs have no known character;
    `leaning` is the text of watermarks, which stands in no line; `turned` is by how many quarter turns the page is read otherwise than
    shown; `hidden` characters, which the page does not show, are left out."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    images: int = 0
    unreadable: int = 0
    leaning: list[str] = field(default_factory=list)
    turned: int = 0
    hidden: int = 0
    crowded: bool = False


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_marks(page: pdfium.PdfPage) -> PageMarks:
    """The marks of a page, turned so that most of its text stands upright."""
    left, bottom, right, top = page.get_cropbox()
    shown = page.get_rotation() // 90
    width, height = abs(right - left), abs(top - bottom)
    text_page = page.get_textpage()
    rotation = upright_rotation(text_page.raw, shown)
    marks = PageMarks(*((height, width) if rotation % 2 else (width, height)), turned=(rotation - shown) % 4)
    place = placed(rotation, left, bottom, width, height)
    read_glyphs(text_page, marks, place, rotation)
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


#: As what pdfium tells a hyphen behind which a line ends: it is printed, and kept. A font may call any other sign so too; pdfium tells them apart.
HYPHEN = 0x02


def read_glyphs(text_page: pdfium.PdfTextPage, marks: PageMarks, place: Callable[[float, float], Point], rotation: int) -> None:
    """The characters of a page, in the order of the file."""
    handle = text_page.raw
    unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    size_of, generated, unmapped = raw.FPDFText_GetFontSize, raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    upright = (-rotation % 4) * math.pi / 2
    glyphs = marks.glyphs
    high = 0
    runs: dict[int | None, tuple[Box | None, float, bool]] = {}
    hidden: list[int] = []
    owners: list[Any] = []
    turned: list[bool] = []
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
        text = "-" if code == HYPHEN and raw.FPDFText_IsHyphen(handle, at) == 1 else chr(code)
        if CONTROL.match(text):
            marks.unreadable += code == HYPHEN
            continue
        angle = (angle_of(handle, at) - upright) % (2 * math.pi)
        if LEANING < angle % (math.pi / 2) < math.pi / 2 - LEANING:
            marks.leaning.append(text)
            continue
        thing = raw.FPDFText_GetTextObject(handle, at)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        if key not in runs:
            unseen = bool(key) and raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            runs[key] = clip_of(thing, place) if key else None, size_of(handle, at) * scale_of(handle, at), unseen
        clip, size, unseen = runs[key]
        if unseen:
            hidden.append(len(glyphs))
        left, right = box.left, box.right
        bounds = (left, box.bottom, right, box.top)
        narrow = min(right - left, box.top - box.bottom) < size * (FULL if IDEOGRAPHIC.match(text) else THIN_INK)
        if narrow and abs(math.sin(2 * angle)) < 0.02:
            bounds = with_body(handle, at, bounds, size, ideographic=IDEOGRAPHIC.match(text) is not None)
        (x0, y0), (x1, y1) = place(*bounds[:2]), place(*bounds[2:])
        home = outside(clip, (x0 + x1) / 2, (y0 + y1) / 2)
        glyphs.append(Glyph(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), size, home))
        owners.append(thing)
        turned.append(is_turned(angle))
    behind = find_watermarks([glyph.size for glyph in glyphs], owners)
    text_page.close()
    if 2 * len(hidden) > len(glyphs):
        # A layer that is not shown repeats what is, or says what nobody should see; alone it is what text recognition found on a scanned page.
        hidden = []
    marks.hidden = len(hidden)
    marks.leaning += [glyphs[at].text for at in behind if at not in hidden]
    gone = {*hidden, *behind}
    kept = [at for at in range(len(glyphs)) if at not in gone] if gone else range(len(glyphs))
    if gone or any(turned):
        glyphs[:] = with_turned_upright([glyphs[at] for at in kept], [turned[at] for at in kept])
    if 2 * sum(glyph.home is not None for glyph in glyphs) > len(glyphs):
        # Clips in embedded forms are told in coordinates of their own: a page that cut off most of its text would show nothing.
        glyphs[:] = [glyph._replace(home=None) for glyph in glyphs]


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
