"""Sorting in runs equals sorting at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.store.sorting import sort_lines

LINES = st.lists(st.binary(max_size=6).map(lambda b: b.replace(b"\n", b"") + b"\n"), max_size=60)


@given(LINES, st.integers(1, 40))
def test_runs_make_no_difference(lines: list[bytes], run_bytes: int) -> None:
    assert list(sort_lines(lines, run_bytes=run_bytes)) == sorted(set(lines))
