"""Options that several commands share."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.builds.values import Progress

store_option = click.option("--store", "store", required=True, metavar="S", help="folder of a store, or URL of a SPARQL 1.1 endpoint")
#: A file or folder to read. Whether it can be read is the reader's to say, file by file: exit code 1, not 2.
input_path = click.Path(path_type=Path, readable=False)
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=input_path)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="no progress on standard error")

#: A line of progress is rewritten at most so often, in seconds.
INTERVAL = 0.2


def progress_lines(quiet: bool) -> Progress:
    """Progress on standard error: one line a step, rewritten in place where it is a terminal."""
    if quiet:
        return lambda step, done, total: None
    terminal = sys.stderr.isatty()
    last = 0.0

    def show(step: str, done: int, total: int) -> None:
        nonlocal last
        if total == 0:
            click.echo(f"{chr(13)}\x1b[K{step} …" if terminal else f"{step} …", err=True, nl=not terminal)
        elif terminal and time.monotonic() - last > INTERVAL:
            last = time.monotonic()
            click.echo(f"{chr(13)}\x1b[K{step} {done:,} of {total:,}", err=True, nl=False)

    return show


def end_progress(quiet: bool) -> None:
    """Clears a line of progress left on a terminal."""
    if not quiet and sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
