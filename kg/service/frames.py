"""What a query process and the service say to each other: jobs as JSON lines one way, frames the other way.

A frame is a letter, a length of four bytes, and that many bytes: H header (JSON) before the first byte of an answer, or alone where there is
none; D data; E end (JSON: the error that broke the answer off, or nothing).
"""

from __future__ import annotations

import struct

HEADER, DATA, END = b"H", b"D", b"E"
PREFIX = struct.Struct(">cI")
#: Bytes of an answer that travel at once.
CHUNK_BYTES = 64 * 1024


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return PREFIX.pack(kind, len(payload)) + payload
