"""What the console script runs: the command line, loaded so that Ctrl-C before it is there leaves no trace of Python's."""

from __future__ import annotations

import signal


def main() -> None:
    """Loads the command line, a tenth of a second of imports that nothing could catch an interruption of, and runs it."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # nohup, or a shell's background job, ignores it: that stays
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kg.cli import main as run

    signal.signal(signal.SIGINT, before)
    run()
