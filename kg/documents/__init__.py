"""The documents stage: files of any known format to blocks that point into one linear text.

A reader is a function of the file's bytes; a new format adds its reader to `READERS` and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Protocol

from kg.documents.sources import STANDARD_INPUT, SourceFile, read_bytes, walk
from kg.documents.texts import read_text
from kg.documents.values import Block, Cell, Document, Locator, Paragraph, Table, TextTable
from kg.errors import UnreadableInput

__all__ = [
    "READERS", "STANDARD_INPUT", "Block", "Cell", "Document", "Locator", "Paragraph", "Reader", "SourceFile", "Table", "TextTable", "read_bytes",
    "read_data", "read_document", "read_text", "walk",
]  # fmt: skip


class Reader(Protocol):
    """Bytes of one format to a document; raises UnreadableInput with the place and the reason."""

    def __call__(self, data: bytes, *, source: str) -> Document: ...


#: File name ending → reader.
READERS: Mapping[str, Reader] = {".txt": read_text, ".text": read_text, "": read_text}


def read_document(source: SourceFile, *, max_bytes: int) -> Document:
    """The document that a file holds; raises UnreadableInput."""
    return read_data(read_bytes(source, max_bytes=max_bytes), source=source.name)


def read_data(data: bytes, *, source: str) -> Document:
    """The document that bytes hold, read by the ending of their name; raises UnreadableInput for an ending that no reader knows."""
    ending = PurePosixPath(source).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        known = ", ".join(sorted(e for e in READERS if e))
        raise UnreadableInput(source, f"no reader for files that end with {ending} (known: {known})")
    return reader(data, source=source)
