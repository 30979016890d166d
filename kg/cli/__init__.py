"""The command `kg`. Results go to standard output, progress and complaints to standard error.

Exit codes stand in docs/commands.md. Results and messages are UTF-8, whatever the locale.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from kg.errors import InvalidSetting, KgError, QueryError
from kg.settings import unknown_settings
from kg.version import __version__

#: command → module below this package. A command's module is loaded when it is needed.
COMMANDS = {
    "extract": "extracting",
    "citations": "extracting",
    "build": "building",
    "sparql": "asking",
    "queries": "asking",
    "query": "asking",
    "check": "checking",
    "network": "drawing",
    "export": "exporting",
    "serve": "serving",
    "demo": "demonstrating",
    "evaluate": "evaluating",
    "review": "reviewing",
    "annotations": "annotating",
    "registry": "registering",
}

WRONG_USAGE, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

#: What says that a disk is full (`kg … > file`), or broken.
UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

EPILOG = """
Results go to standard output, progress and complaints to standard error.
Exit codes: 0 all well; 1 something could not be read or written, a name is not known, or a check found a violation; 2 wrong usage.
Settings are read from the environment (KG_...).
"""


class Commands(click.Group):
    """A group whose commands are loaded when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise click.UsageError(f"unknown command {cmd_name!r}; known: {', '.join(COMMANDS)}", ctx)
        command = getattr(import_module(f"kg.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command), f"{cmd_name} is a command"
        if not any("--quiet" in parameter.opts for parameter in command.params):
            # Every command takes it; these print no progress.
            command.params.append(click.Option(["--quiet", "-q"], is_flag=True, expose_value=False, help="no progress on standard error"))
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Chinese budget-performance filings as a knowledge graph: read, build, ask.

    First `kg build FILES --store DIR`, then `kg query`, `kg sparql` or `kg serve` with the same DIR; `kg demo` shows it on bundled samples.
    """
    for line in unknown_settings(os.environ):
        click.echo(f"kg: {line}", err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and exits. Of errors, only the project's own family is caught here: anything else is a fault of the program."""
    open_closed_streams()
    if arguments is None and codecs.lookup(sys.getfilesystemencoding()).name != "utf-8":
        # In a locale without Chinese (LC_ALL=POSIX, PYTHONUTF8=0) arguments and file names have been taken apart before any code of ours ran.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "kg.cli", *sys.argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def open_closed_streams() -> None:
    """What the caller has closed (`kg … >&-`) reads and writes nothing: else a file of a store could be given its number, and what is printed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(number, True)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - open to the end


def discard_output() -> None:
    """Lets what is left in the buffer of standard output go nowhere: it must not be tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    try:
        with kg.make_context("kg", list(sys.argv[1:] if arguments is None else arguments)) as context:
            result = kg.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except KgError as fault:
        click.echo(f"kg: {fault}", err=True)
        return WRONG_USAGE if isinstance(fault, QueryError | InvalidSetting) else 1
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()  # the reader (`| head`) has gone
        return BROKEN_PIPE
    except OSError as fault:
        if fault.errno not in UNWRITABLE or fault.filename is not None:
            raise
        discard_output()  # every other file that cannot be written is an error of the family
        click.echo(f"kg: standard output: cannot be written: {(fault.strerror or str(fault)).lower()}", err=True)
        return 1
    return result if isinstance(result, int) else 0
