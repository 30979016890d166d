"""Readers that do what no reader should: for the tests of the process that bounds them."""

from __future__ import annotations

import os
import sys
import time

from kg.documents import Document, Limits
from kg.errors import UnreadableInput


def hang(data: bytes, *, source: str, limits: Limits) -> Document:
    """Takes for ever."""
    time.sleep(600)
    raise AssertionError


def devour(data: bytes, *, source: str, limits: Limits) -> Document:
    """Takes all memory."""
    kept = [bytearray(64 * 1024 * 1024) for _ in range(1000)]
    raise AssertionError(len(kept))


def die(data: bytes, *, source: str, limits: Limits) -> Document:
    """Ends its process, as native code does."""
    os._exit(139)


def stumble(data: bytes, *, source: str, limits: Limits) -> Document:
    """Fails in a way that no reader should."""
    raise ZeroDivisionError("no reader expects this")


def refuse(data: bytes, *, source: str, limits: Limits) -> Document:
    """Refuses the file in the proper way."""
    raise UnreadableInput(source, "is no good", "page 7")


def shout(data: bytes, *, source: str, limits: Limits) -> Document:
    """Prints, as some libraries do, and reads."""
    sys.stdout.write("noise " * 100_000)
    return Document(source, "", "text/x", data.decode(), ())
