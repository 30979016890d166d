"""The documents stage: files of any known format to blocks that point into one linear text.

A reader is a function of the file's bytes; a new format adds its reader to `FORMATS` and nothing else changes. A file is read by what it is
(`format_of`), not by what its name says. An archive is no document: `walk` lists its files as sources of their own.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from kg.documents.formats import BY_ENDING, FORMATS, Format, format_of, unpacked_size
from kg.documents.limits import DEFAULT_LIMITS, Limits
from kg.documents.sources import STANDARD_INPUT, SourceFile, read_bytes, walk
from kg.documents.texts import read_text, text_blocks
from kg.documents.values import LINED, Block, Cell, Document, Locator, Paragraph, Place, Table, TextTable
from kg.errors import UnreadableInput

__all__ = [
    "BY_ENDING", "DEFAULT_LIMITS", "FORMATS", "LINED", "STANDARD_INPUT", "Block", "Cell", "Document", "Format", "Limits", "Locator", "Paragraph",
    "Place", "SourceFile", "Table", "TextTable", "format_of", "read_bytes", "read_data", "read_document", "read_text", "text_blocks",
    "walk",
]  # fmt: skip

#: An office file or page of at most so many bytes, packed and unpacked, is read in this process: it can do no harm. A larger one goes to the
#: reader process, whose memory and time are bounded.
SMALL, SMALL_UNPACKED = 1024 * 1024, 16 * 1024 * 1024


def read_document(source: SourceFile, *, max_bytes: int, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document that a file holds; raises UnreadableInput."""
    return read_data(read_bytes(source, max_bytes=max_bytes, limits=limits), source=source.name, limits=limits)


def read_data(data: bytes, *, source: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document that bytes hold; raises UnreadableInput. A file whose content is not what its name says is read by its content, and a
    note says so."""
    if not data:
        raise UnreadableInput(source, "the file is empty")
    known = format_of(data, source)
    if known.name == "text":
        document = read_text(data, source=source)
    elif known.isolated or len(data) > SMALL or unpacked_size(data) > SMALL_UNPACKED:
        from kg.documents.isolation import read_isolated

        document = read_isolated(known, data, source=source, limits=limits)
    else:
        document = getattr(import_module(known.module), known.function)(data, source=source, limits=limits)
    ending = PurePosixPath(source).suffix.lower()
    named = BY_ENDING.get(ending, known)
    if named is not known and ending:
        document = replace(document, notes=(*document.notes, f"named {ending}, but read as {known.name}"))
    return document
