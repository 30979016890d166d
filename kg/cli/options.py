"""Options that several commands share."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.store import is_endpoint

if TYPE_CHECKING:
    from kg.builds.values import Progress


class Place(click.Path):
    """A file or folder, which need not exist. The empty name is refused: it is a variable of the shell that was not set, and would be the
    working folder. Whether a file can be read is the reader's to say, file by file: exit code 1, not 2.
    """

    def __init__(self, *, may_be_endpoint: bool = False) -> None:
        super().__init__(readable=False, path_type=str if may_be_endpoint else Path)
        self.may_be_endpoint = may_be_endpoint

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("the name is empty", param, ctx)
        if is_endpoint(value) and not self.may_be_endpoint:
            self.fail(f"{value} is an address; expected a file or folder of this machine", param, ctx)
        return super().convert(value, param, ctx)


input_path = output_path = store_folder = Place()
store_option = click.option(
    "--store", "store", required=True, metavar="S", type=Place(may_be_endpoint=True), help="folder of a store, or URL of a SPARQL 1.1 endpoint"
)
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=input_path)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="no progress on standard error")

#: A line of progress is rewritten at most so often, in seconds.
INTERVAL = 0.2


def progress_lines(quiet: bool) -> Progress:
    """Progress on standard error: one line a step, rewritten in place where it is a terminal."""
    if quiet:
        return lambda step, done, total: None
    terminal = can_rewrite()
    last = 0.0

    def show(step: str, done: int, total: int) -> None:
        nonlocal last
        if total == 0:
            click.echo(f"{chr(13)}\x1b[K{step} …" if terminal else f"{step} …", err=True, nl=not terminal)
        elif terminal and time.monotonic() - last > INTERVAL:
            last = time.monotonic()
            click.echo(f"{chr(13)}\x1b[K{step} {done:,} of {total:,}", err=True, nl=False)

    return show


def can_rewrite() -> bool:
    """Whether standard error is a terminal on which a line can be written again."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def end_progress(quiet: bool) -> None:
    """Clears a line of progress left on a terminal."""
    if not quiet and can_rewrite():
        click.echo("\r\x1b[K", err=True, nl=False)
