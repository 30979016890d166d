"""What a query process and the service say to each other: jobs as JSON lines one way, frames the other way.

A frame is a letter, a length of four bytes, and that many bytes. A short answer, or an error, is one frame W: the length of its header in four
bytes, the header (JSON), the bytes of the answer; so that it costs one write and one look. A long one is H, its header; D, data, as often as
needed; E, its end (JSON: the error that broke the answer off, or nothing).
"""

from __future__ import annotations

import json
import struct
from typing import Any

WHOLE, HEADER, DATA, END = b"W", b"H", b"D", b"E"
PREFIX = struct.Struct(">cI")
LENGTH = struct.Struct(">I")
#: Bytes of an answer that travel at once; a shorter answer is whole.
CHUNK_BYTES = 64 * 1024


def frame(kind: bytes, payload: bytes) -> bytes:
    """One frame."""
    return PREFIX.pack(kind, len(payload)) + payload


def whole(header: dict[str, Any], body: bytes = b"") -> bytes:
    """The frame of a whole answer."""
    written = json.dumps(header).encode()
    return frame(WHOLE, LENGTH.pack(len(written)) + written + body)


def read_whole(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The header and the bytes of a whole answer."""
    end = LENGTH.size + LENGTH.unpack_from(payload)[0]
    return json.loads(payload[LENGTH.size : end]), payload[end:]
