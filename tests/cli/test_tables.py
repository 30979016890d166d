"""Answers on the screen: tables where they fit, records where they do not; figures are never cut."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
import termios
from fcntl import ioctl

import pytest

from kg.cli.tables import print_table, records
from kg.store.answers import Answer

#: Prints a table of one row as a program of its own, whose standard output is a terminal.
SCRIPT = """
import sys
from pyoxigraph import Store
from kg.cli.tables import print_table
from kg.store.answers import Answer
print_table(Answer(Store().query(sys.argv[1])), base="urn:x:", brief=int(sys.argv[2]) or None)
"""
ROW = 'SELECT ("上海市市容景观事务中心的名称" AS ?name) (12345678.50 AS ?yuan) ("" AS ?note) {}'


def on_a_terminal(query: str, *, columns: int, brief: int = 0) -> list[str]:
    """The lines that a terminal of so many columns is shown."""
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}} | {"TERM": "dumb"}
    done = subprocess.run([sys.executable, "-c", SCRIPT, query, str(brief)], stdout=follower, env=environment, check=False)
    os.close(follower)
    assert done.returncode == 0
    with os.fdopen(leader, "rb") as stream:
        return stream.read1().decode().replace("\r\n", "\n").splitlines()


def test_a_table_that_fits_is_a_table() -> None:
    lines = on_a_terminal(ROW, columns=80)
    assert lines[1].split() == ["name", "yuan", "note"]
    assert lines[3].split() == ["上海市市容景观事务中心的名称", "12,345,678.5"]
    assert lines[-1] == "1 row"


@pytest.mark.parametrize("columns", [44, 30, 10])
def test_a_table_that_does_not_fit_is_shown_as_records(columns: int) -> None:
    assert on_a_terminal(ROW, columns=columns) == ["", "name  上海市市容景观事务中心的名称", "yuan  12,345,678.5", "", "1 row"]


def test_a_first_look_at_records_is_shorter() -> None:
    query = "SELECT ?text (1234567 AS ?yuan) { VALUES ?text { " + " ".join(f'"第{n}个很长很长的名称"' for n in range(9)) + " } }"
    assert on_a_terminal(query, columns=20, brief=8)[-1] == "9 rows, the first 2 shown"
    assert on_a_terminal(query, columns=80, brief=8)[-1] == "9 rows, the first 8 shown"


def test_a_first_look_cuts_long_texts_to_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    from pyoxigraph import Store

    text = "some words that are longer than a cell " * 3
    print_table(Answer(Store().query(f'SELECT ("{text}" AS ?text) (7 AS ?count) {{}}')), base="urn:x:", brief=5)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert lines[3].endswith("7")
    assert "…" in lines[3]


def test_where_nobody_watches_no_line_is_broken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from pyoxigraph import Store

    monkeypatch.setenv("COLUMNS", "40")
    text = "长" * 300
    assert print_table(Answer(Store().query(f'SELECT ("{text}" AS ?text) {{}}')), base="urn:x:") == 1
    lines = capsys.readouterr().out.splitlines()
    assert f" {text}" in lines
    assert [line for line in lines if line != line.rstrip()] == []


def test_records_leave_empty_values_out() -> None:
    assert records(("a", "bcd"), (("1", ""), ("", "2"))) == "\na    1\n\nbcd  2\n\n"
