"""Cards are read in the event loop: their statements follow orders that the index holds, and scan or sort no table, however much it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.store import FolderStore
from kg.store.index import INDEX, Index
from kg.store.index.departments import department_card, issuer_card
from kg.store.index.projects import project_card
from kg.store.index.regulations import regulation_card
from tests.built import sample_store

__all__ = ["sample_store"]
CARDS: dict[str, tuple[Callable[[Index, int], Any], str]] = {
    "department": (department_card, "SELECT id FROM departments ORDER BY by_amount LIMIT 1"),
    "issuer": (issuer_card, "SELECT issuer FROM instruments WHERE issuer IS NOT NULL LIMIT 1"),
    "regulation": (regulation_card, "SELECT id FROM instruments ORDER BY by_use LIMIT 1"),
    "project": (project_card, "SELECT id FROM years ORDER BY by_amount LIMIT 1"),
}


@pytest.mark.parametrize("kind", CARDS)
def test_cards_follow_orders_that_the_index_holds(sample_store: Path, kind: str) -> None:
    read, first = CARDS[kind]
    index = Index(FolderStore(sample_store).folder / INDEX)
    row = index.row(first)
    assert row is not None
    asked: list[str] = []
    index.connection.set_trace_callback(asked.append)
    assert read(index, row[0])
    index.connection.set_trace_callback(None)
    assert asked
    for statement in asked:
        plan = [step[-1] for step in index.rows(f"EXPLAIN QUERY PLAN {statement}")]
        assert not any(step.startswith("SCAN") for step in plan), (statement, plan)
        whole = [step for step in plan if step == "USE TEMP B-TREE FOR ORDER BY"]
        assert not whole or "d.parent" in statement, (statement, plan)  # bodies below one are few
    index.close()
