"""Word documents of the old binary kind (.doc, .wps), through a program that reads them: antiword, or LibreOffice. Neither is required.

antiword writes DocBook, which keeps the cells of tables and their widths (so the columns that a cell spans), but not vertical merging.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kg.documents.building import DocumentBuilder, nearest, plain_text
from kg.documents.flows import FlowCell, FlowTable, build_flow
from kg.documents.limits import Limits
from kg.documents.markup import LENIENT, local
from kg.documents.old_word_tables import count_cells, read_tables
from kg.documents.old_word_texts import as_lines, missing, open_text
from kg.documents.values import Document, Table
from kg.documents.words import read_word
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/msword"
#: antiword may lack so many characters: signs that it cannot print, hidden text.
TOLERATED = 5
#: Column edges this close (in points) are one.
NEAR = 4.0

#: The field code of a tick box.
TICK_FIELD = "FORMCHECKBOX"
TICKS_LOST = "which tick boxes of this .doc file are ticked cannot be read; with LibreOffice installed, or saved as .docx, they can"
#: antiword takes signs of the font Wingdings, with which offices tick boxes, for those of the font Symbol.
TICKS = str.maketrans({"\u23ad": "☑", "\u23ac": "☒", "\u23ab": "√", "\u2666": "□"})
TICKED = frozenset("\u23ad\u23ac\u23ab")

Content = list[str | FlowTable]


def read_old_word(data: bytes, *, source: str, limits: Limits) -> Document:
    """A .doc file; raises UnreadableInput. antiword is quick, but loses cells of wide tables: its reading counts where it lacks nothing of
    the file's text and cells. LibreOffice is next. Where it runs cells together too, or neither is there, the file's own structures are read,
    without the numbers of lists; where those do not hold together, its text without the rows of its tables, and a note says so."""
    opened = open_text(data, source)
    antiword, office = shutil.which("antiword"), office_program()
    # antiword leaves out which tick boxes of a form are ticked.
    ticks = any(TICK_FIELD.encode(encoding) in data for encoding in ("ascii", "utf-16-le"))
    by_office = ticks and office is not None
    document = read_by_antiword(antiword, data, source=source, limits=limits) if antiword is not None and not by_office else None
    if document is not None and (
        opened is None or (missing(as_lines(opened.raw), document.text) <= TOLERATED and not has_glued(document, opened.raw))
    ):
        return replace(document, notes=(*document.notes, TICKS_LOST), unread=(*document.unread, TICKS_LOST)) if ticks else document
    if office is not None:
        converted = convert(office, data, source=source, ending=".doc", limits=limits)
        document = read_word(converted, source=source, limits=limits)
        own = own_tables(data, source=source, limits=limits) if opened is not None and has_glued(document, opened.raw) else None
        if own is not None:
            return own
        return replace(document, sha256=hashlib.sha256(data).hexdigest(), media_type=MEDIA_TYPE)
    if opened is None:
        raise UnreadableInput(source, "a .doc file of this age needs antiword or LibreOffice, and neither can read it here; or save it as .docx")
    if (own := own_tables(data, source=source, limits=limits)) is not None:
        return own
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    builder.paragraph(as_lines(opened.raw))
    builder.lost("the tables of this .doc file are read without their rows; with LibreOffice installed, or saved as .docx, they keep them")
    return builder.document()


def own_tables(data: bytes, *, source: str, limits: Limits) -> Document | None:
    """A .doc file by its own structures; None where it has no tables that hold together."""
    read = read_tables(data, source)
    if read is None:
        return None
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    build_flow(builder, read)
    return builder.document()


def has_glued(document: Document, raw: str) -> bool:
    """Whether a reading of a .doc file ran cells together: it has far fewer with text than the file marks."""
    read = sum(cell.end > cell.begin for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row)
    return read < GLUED * count_cells(raw)


#: A reading that has this share of a file's cells has them all, but for frames and tables of one cell.
GLUED = 0.8


def office_program() -> str | None:
    """LibreOffice, under any of its names."""
    return next((found for name in ("soffice", "libreoffice", "soffice.com") if (found := shutil.which(name))), None)


def run(command: Sequence[str], *, source: str, limits: Limits, environment: Mapping[str, str] | None = None) -> bytes | None:
    """What a program writes; None where it fails. Raises UnreadableInput where it has to be stopped."""
    variables = {**os.environ, **(environment or {})}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=subprocess.PIPE, stderr=silent, start_new_session=True, env=variables) as process:
        try:
            written, _ = process.communicate(timeout=limits.reader_seconds)
        except subprocess.TimeoutExpired:
            stop(process)
            program = Path(command[0]).name
            raise UnreadableInput(source, f"{program} was stopped after {limits.reader_seconds} seconds (KG_READER_SECONDS)") from None
    return written if process.returncode == 0 else None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and what it started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()


def convert(office: str, data: bytes, *, source: str, ending: str, limits: Limits) -> bytes:
    """A file converted to .docx by LibreOffice, which runs no macros of it; raises UnreadableInput."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "given" + ending)
        given.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "docx", "--outdir", folder, str(given)]
        run(command, source=source, limits=limits)
        made = given.with_suffix(".docx")
        if not made.is_file():
            raise UnreadableInput(source, "LibreOffice cannot read the file: it is damaged, or protected by a password")
        return made.read_bytes()


def read_by_antiword(antiword: str, data: bytes, *, source: str, limits: Limits) -> Document | None:
    """A .doc file as antiword reads it; None where it cannot."""
    with tempfile.NamedTemporaryFile(suffix=".doc") as given:
        given.write(data)
        given.flush()
        written = run([antiword, "-x", "db", given.name], source=source, limits=limits, environment={"LC_ALL": "C.UTF-8"})
    if not written:
        return None
    # antiword may write characters that XML cannot hold, and the document type that it declares is never fetched.
    root = etree.fromstring(written, LENIENT)
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    build_flow(builder, content(root))
    if not builder.parts:
        return None
    document = builder.document()
    # A lozenge alone may mark the items of a list; beside ticks, it is an empty box.
    return replace(document, text=document.text.translate(TICKS)) if TICKED & set(document.text) else document


def content(parent: etree._Element) -> Content:
    """The paragraphs and tables of a DocBook element."""
    found: Content = []
    for child in parent:
        name = local(child)
        if name in {"para", "title", "subtitle", "literallayout", "entry"} or name.startswith("emphasis"):
            found += paragraph(child)
        elif name == "informaltable":
            found.append(table_of(child))
        elif name not in {"bookinfo", "beginpage"}:
            found += content(child)
    return found


def paragraph(element: etree._Element) -> Content:
    """The lines of a paragraph, and the tables that antiword nests in it."""
    found: Content = []
    pieces = [element.text or ""]
    for child in element:
        if local(child) == "informaltable":
            found += lines("".join(pieces))
            pieces = []
            found.append(table_of(child))
        else:
            pieces.append("".join(str(text) for text in child.itertext()))
        pieces.append(child.tail or "")
    return found + lines("".join(pieces))


def lines(text: str) -> list[str]:
    """The lines of a run that hold text: antiword writes a paragraph on one line."""
    return [line.strip() for line in plain_text(text).split("\n") if line.strip()]


def table_of(element: etree._Element) -> FlowTable:
    """A table whose groups of rows have columns of their own; the edges of all of them make its grid."""
    groups: list[tuple[list[float], etree._Element]] = []
    for group in element:
        if local(group) != "tgroup":
            continue
        edges = [0.0]
        for part in group:
            if local(part) == "colspec":
                width = str(part.get("colwidth", "")).removesuffix("pt")
                edges.append(edges[-1] + (float(width) if width.replace(".", "", 1).isdecimal() else 72.0))
        groups.append((edges, group))
    grid: list[float] = []
    for edge in sorted(edge for edges, _ in groups for edge in edges):
        if not grid or edge - grid[-1] > NEAR:
            grid.append(edge)
    table = FlowTable()
    for edges, group in groups:
        columns = [nearest(grid, edge) for edge in edges]
        for row in group.iter("{*}row"):
            cells = []
            for at, entry in enumerate(part for part in row if local(part) == "entry"):
                column = columns[at] if at < len(columns) else columns[-1] + at
                span = columns[at + 1] - column if at + 1 < len(columns) else 1
                cells.append(FlowCell(column, column_span=max(span, 1), content=paragraph(entry)))
            table.rows.append(cells)
    return table
