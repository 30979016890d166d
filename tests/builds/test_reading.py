"""Tasks, workers, and what a document leaves in the spool."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.builds import reading
from kg.builds.reading import Reader, ReadSource, read_all, read_task, tasks_of
from kg.documents import Limits, SourceFile, walk
from kg.errors import KgError
from kg.processes import Workers

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
READER = Reader("http" + "://example.org/", "f" * 64, Limits())


def sources() -> tuple[SourceFile, ...]:
    return walk([SAMPLES])[0]


def test_tasks_hold_every_source_once_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TASK_DOCUMENTS", 3)
    tasks = list(tasks_of(sources()))
    assert [source for task in tasks for source in task] == list(sources())
    assert {len(task) for task in tasks[:-1]} == {3}
    monkeypatch.setattr(reading, "TASK_BYTES", 1)
    assert {len(task) for task in tasks_of(sources())} == {1}


def test_a_source_that_is_gone_does_not_stop_the_task(tmp_path: Path) -> None:
    gone = SourceFile("gone.txt", tmp_path / "gone.txt")
    first, second = sources()[:2]
    (task,) = tasks_of([first, gone, second])
    results = read_task(task, tmp_path / "shard.nq", READER)
    assert [(r.name, r.rows is None, r.failure is None) for r in results] == [
        (first.name, False, True),
        ("gone.txt", True, False),
        (second.name, False, True),
    ]


@pytest.mark.parametrize("step", ["filing_quads", "filing_records"])
def test_a_fault_of_our_rules_costs_one_file_and_is_said_to_be_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    first, second, third = sources()[:3]
    (tmp_path / "records").mkdir()
    reader = replace(READER, records=tmp_path / "records")
    read_task([first, third], tmp_path / "good.nq", reader)
    digest = hashlib.sha256(second.path.read_bytes()).hexdigest()
    working = getattr(reading, step)

    def faulty(*filing: Any, sha256: str, **given: Any) -> Any:
        return working(*filing, sha256={}[digest] if sha256 == digest else sha256, **given)

    monkeypatch.setattr(reading, step, faulty)
    results = read_task([first, second, third], tmp_path / "shard.nq", reader)
    assert [r.failure is None for r in results] == [True, False, True]
    failure = results[1].failure
    assert failure is not None
    assert failure.source == second.name
    assert "a fault of budget-kg, not of the file (KeyError in test_reading.faulty, line" in failure.reason
    assert (tmp_path / "shard.nq").read_bytes() == (tmp_path / "good.nq").read_bytes()
    assert (tmp_path / "records" / "shard").read_bytes() == (tmp_path / "records" / "good").read_bytes()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_for_cycles_is_left_as_it_was(tmp_path: Path, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        read_task(sources()[:1], tmp_path / "shard.nq", READER)
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_cycles_are_searched_for_behind_a_file_of_another_format_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("项目名称：\t某项目", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>项目名称：某项目</p>", encoding="utf-8")
    searched: list[int] = []
    monkeypatch.setattr(reading.gc, "collect", searched.append)
    counts = {}
    for source in walk([tmp_path])[0]:
        read_task([source], tmp_path.parent / "shard.nq", READER)
        counts[source.name] = len(searched)
    assert counts == {"a.txt": 0, "b.html": 1}


def test_rows_count_what_the_document_holds(tmp_path: Path) -> None:
    (result,) = read_task([next(s for s in sources() if "damaged" in s.name)], tmp_path / "shard.nq", READER)
    assert result.rows is not None
    assert result.rows.document.filings == len(result.rows.filings) > 0
    assert result.rows.document.fingerprint == READER.fingerprint
    assert {row[3] for row in result.rows.findings} >= {"no_project"}


def test_workers_write_the_same_shards_as_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TASK_DOCUMENTS", 2)
    tasks = list(tasks_of(sources()[:5]))
    results: dict[int, list[list[ReadSource]]] = {}
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        folder.mkdir()
        results[workers] = list(read_all(tasks, folder, READER, workers))
    assert results[1] == results[2]
    shards = [{path.name: path.read_bytes() for path in (tmp_path / str(workers)).iterdir()} for workers in (1, 2)]
    assert shards[0] == shards[1]


def die(*_: object) -> list[ReadSource]:
    os._exit(9)


def test_a_worker_that_dies_is_told_without_a_traceback_of_ours() -> None:
    in_order: Callable[..., object] = reading._in_order
    with pytest.raises(KgError, match="ended from outside"), Workers(1) as pool:
        list(in_order(pool, die, iter([(1,), (2,)]), ahead=2))  # type: ignore[call-overload]
