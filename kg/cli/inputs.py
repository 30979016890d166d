"""Texts that a command is given by the name of a file, or on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.documents import STANDARD_INPUT
from kg.documents.encodings import decode
from kg.documents.sources import reason_of
from kg.errors import UnreadableInput


def read_text(name: str) -> str:
    """A text of any known encoding; raises UnreadableInput."""
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as fault:
        raise UnreadableInput(name, reason_of(fault)) from fault
    return decode(data, name)[0]
