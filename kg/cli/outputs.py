"""Files that a command writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.documents.sources import reason_of
from kg.errors import UnwritableOutput


@contextmanager
def output(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears under its name when it is whole; a device or a pipe is written to as it is.

    Raises UnwritableOutput.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    # A link stays a link: what it leads to is replaced.
    target = path.resolve()
    part = target.with_name(f".{target.name}.part")
    try:
        # Asked of the name itself: what /dev/stdout resolves to in a pipe is no name of a file.
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    except OSError as fault:
        raise UnwritableOutput(str(path), reason_of(fault)) from fault
    finally:
        with suppress(OSError):
            part.unlink()
