"""The console script: interrupted while it loads, it ends like any program; afterwards the command line catches the interruption."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

#: Runs the script's entry with a finder that interrupts the process when a module is looked for.
INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
sys.argv = ["kg", "queries"]
from kg.program import main
main()
"""


def run(module: str, *before: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-c", INTERRUPTED.format(module=module)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["kg.cli", "click"])
def test_an_interruption_while_the_program_loads_ends_it_without_a_trace(module: str) -> None:
    done = run(module)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_a_later_interruption_is_said() -> None:
    done = run("kg.cli.asking")
    assert (done.returncode, done.stderr) == (130, "kg: interrupted\n")


def test_where_the_shell_ignores_interruptions_they_stay_ignored() -> None:
    for module in ("kg.cli", "kg.cli.asking"):
        done = run(module, "sh", "-c", 'trap "" INT; exec "$@"', "sh")
        assert done.returncode == 0, done.stderr
