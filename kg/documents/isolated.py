"""The process that runs risky readers: `python -m kg.documents.isolated`, spoken to by `kg.documents.isolation` over its standard streams.

A fault that a reader does not expect ends the process with its traceback; the other side turns that into an error that names the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from kg.documents.isolation import receive, receive_bytes, send
from kg.documents.limits import Limits
from kg.documents.values import Document
from kg.errors import UnreadableInput

#: Settings of the C library's allocator and mapped libraries count as address space too.
OVERHEAD = 512 * 1024 * 1024


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Reads file after file until the other side hangs up."""
    while True:
        try:
            module, function, source, limits = receive(requests)
            data = receive_bytes(requests)
        except EOFError:
            return
        bound_memory(limits.reader_memory_bytes)
        send(answers, answer(getattr(import_module(module), function), data, source, limits))


def answer(reader: Callable[..., Document], data: bytes, source: str, limits: Limits) -> tuple[str, Any]:
    """("read", document) or ("refused", the parts of an UnreadableInput)."""
    try:
        return "read", reader(data, source=source, limits=limits)
    except UnreadableInput as fault:
        return "refused", (source, fault.reason, fault.place)
    except MemoryError:
        return "refused", (source, f"the reader needs more than {limits.reader_memory_bytes:,} bytes of memory (KG_READER_MEMORY_BYTES)", "")


def bound_memory(count: int) -> None:
    """Bounds the address space, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = count + OVERHEAD
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def main() -> None:
    """Keeps the answers' stream to itself: what a library prints goes to the standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
