"""Positions beside the graph: written once, read by view and by node."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError, UnknownName
from kg.store.positions import BATCH, FILE, read_positions, write_positions

PLACES = {f"node:{n}": (n / 2, -n / 4) for n in range(2 * BATCH + 5)}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_positions(tmp_path, {"overview": [("a", (1.5, -2.25))], "whole": PLACES.items()})
    assert read_positions(tmp_path, "overview") == {"a": (1.5, -2.25)}
    assert read_positions(tmp_path, "whole") == PLACES
    assert read_positions(tmp_path, "whole", iter(PLACES)) == PLACES
    assert read_positions(tmp_path, "whole", ["node:7", "unknown"]) == {"node:7": (3.5, -1.75)}


def test_a_generation_without_positions_has_none(tmp_path: Path) -> None:
    assert read_positions(tmp_path, "whole") == {}


def test_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="overview, whole"):
        read_positions(tmp_path, "everything")
    (tmp_path / FILE).write_bytes(b"no database, but long enough to be looked at" * 40)
    with pytest.raises(StoreError, match=FILE):
        read_positions(tmp_path, "whole")
