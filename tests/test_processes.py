"""Workers leave an interrupt to the program, and drop what has not begun when their block ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from kg.processes import Workers


def masked() -> set[signal.Signals | int]:
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def test_workers_are_started_with_the_interrupt_blocked_and_the_program_is_not() -> None:
    with Workers(1) as pool:
        assert signal.SIGINT in pool.submit(masked).result()
    assert signal.SIGINT not in masked()


def test_a_task_that_has_not_begun_is_dropped_when_the_block_ends() -> None:
    with Workers(1) as pool:
        tasks = [pool.submit(time.sleep, 0.5) for _ in range(20)]
        tasks[0].result()
    assert tasks[-1].cancelled()


def test_an_interrupt_of_the_whole_group_while_workers_start_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    for number in range(300):
        (tmp_path / "forms" / f"{number}.txt").write_text(f"财政项目支出绩效目标表\n{number}\n" * 200, encoding="utf-8")
    command = [sys.executable, "-m", "kg.cli", "build", "forms", "--store", "store", "--workers", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    seen = ""
    while "read" not in seen:
        seen += process.stderr.readline()
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert rest.splitlines()[-1] == "kg: interrupted"
    assert "Traceback" not in rest
