"""Texts that a command is given by the name of a file, or on standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from kg.documents import STANDARD_INPUT
from kg.documents.encodings import decode
from kg.documents.sources import reason_of
from kg.errors import UnreadableInput

Row = TypeVar("Row")


def read_text(name: str) -> str:
    """A text of any known encoding; raises UnreadableInput."""
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as fault:
        raise UnreadableInput(name, reason_of(fault)) from fault
    return decode(data, name)[0]


def read_checked(file: Path, read_rows: Callable[..., Sequence[Row]]) -> tuple[str, Sequence[Row]]:
    """The text of a CSV, and its rows as `read_rows` gives them; a fault in it is told with the name of the file."""
    text = read_text(str(file))
    return text, read_rows(text, source=str(file))
