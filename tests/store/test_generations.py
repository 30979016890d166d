"""Generations, the pointer, locks and sweeping."""

from __future__ import annotations

import json
import multiprocessing
import os
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.generations import ABOUT, GENERATIONS, LOCK, POINTER, STAGING, Lease, current, folder_of, read_about, writing
from tests.store.stores import line, publish_graph


def test_nothing_is_current_before_the_first_publication(tmp_path: Path) -> None:
    assert current(tmp_path / "s") is None
    with pytest.raises(StoreError, match="no store here"):
        Lease(tmp_path / "s")


def test_publication_moves_the_pointer_and_clears_the_staging_folder(tmp_path: Path) -> None:
    root = tmp_path / "s"
    assert publish_graph(root, line("a", '"1"')) == 1
    assert publish_graph(root, line("a", '"2"')) == 2
    assert current(root) == 2
    assert not list(root.glob(f"{STAGING}*"))


def test_a_failed_build_leaves_the_old_generation_and_nothing_else(tmp_path: Path) -> None:
    root = tmp_path / "s"
    publish_graph(root, line("a", '"1"'))
    with pytest.raises(IsADirectoryError), writing(root) as staging:
        staging.write_text("this fails, as a step may")
    assert current(root) == 1
    assert sorted(entry.name for entry in root.iterdir()) == [POINTER, LOCK, GENERATIONS]


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    root = tmp_path / "s"
    with writing(root), pytest.raises(StoreError, match="another build"), writing(root):
        pass
    with writing(root):
        pass


def hold_lock(root: Path, held: Event, never: Event) -> None:
    with writing(root):
        held.set()
        never.wait()


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    root = tmp_path / "s"
    context = multiprocessing.get_context("spawn")
    held, never = context.Event(), context.Event()
    process = context.Process(target=hold_lock, args=(root, held, never), daemon=True)
    process.start()
    assert held.wait(30)
    with pytest.raises(StoreError, match="another build"), writing(root):
        pass
    process.kill()
    process.join()
    with writing(root) as staging:
        assert list(root.glob(f"{STAGING}*")) == [staging], "what the killed one left is swept"


def test_a_generation_that_is_read_is_not_swept_before_it_is_given_up(tmp_path: Path) -> None:
    root = tmp_path / "s"
    publish_graph(root, line("a", '"1"'))
    lease = Lease(root)
    publish_graph(root, line("a", '"2"'))
    publish_graph(root, line("a", '"3"'))
    assert folder_of(root, 1).exists()
    assert current(root) == 3
    lease.close()
    with writing(root):
        pass
    assert not folder_of(root, 1).exists()
    assert folder_of(root, 3).exists()


def test_a_generation_without_a_pointer_to_it_is_swept(tmp_path: Path) -> None:
    root = tmp_path / "s"
    publish_graph(root, line("a", '"1"'))
    folder_of(root, 2).mkdir()
    (root / f"{POINTER}.new").write_text("2\n")
    with writing(root):
        assert not folder_of(root, 2).exists()
    assert current(root) == 1


@pytest.mark.parametrize("content", ["", "x\n", "-1\n"])
def test_a_damaged_pointer_is_told(tmp_path: Path, content: str) -> None:
    root = tmp_path / "s"
    publish_graph(root, line("a", '"1"'))
    (root / POINTER).write_text(content)
    with pytest.raises(StoreError, match="expected the number of a generation"):
        current(root)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(StoreError, match=r"thesis\.docx"), writing(tmp_path):
        pass
    file = tmp_path / "thesis.docx"
    with pytest.raises(StoreError, match="is no folder"), writing(file):
        pass
    with pytest.raises(StoreError, match="is no folder"):
        current(file)


def test_who_may_read_a_generation_is_for_the_umask_to_say(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        publish_graph(tmp_path / "s", line("a", '"1"'))
    finally:
        os.umask(before)
    assert folder_of(tmp_path / "s", 1).stat().st_mode & 0o777 == 0o755


def test_a_store_with_a_file_beside_it_is_built_on_and_the_file_stays(tmp_path: Path) -> None:
    for name in (".DS_Store", "notes.txt"):
        root = tmp_path / name.strip(".")
        publish_graph(root, line("a", '"1"'))
        (root / name).touch()
        assert publish_graph(root, line("a", '"2"')) == 2
        assert (root / name).exists()


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    for name in ("notes.txt", "generations.txt"):
        root = tmp_path / name.removesuffix(".txt")
        root.mkdir()
        (root / name).touch()
        with pytest.raises(StoreError, match="no part of a store"), writing(root):
            pass
        assert [entry.name for entry in root.iterdir()] == [name]


def test_a_store_without_its_pointer_is_not_swept_away(tmp_path: Path) -> None:
    root = tmp_path / "s"
    for value in ('"1"', '"2"'):
        publish_graph(root, line("a", value))
    (root / POINTER).unlink()
    with pytest.raises(StoreError, match="CURRENT is missing; write 2"), writing(root):
        pass
    (root / POINTER).write_text("2")
    assert Lease(root).number == 2


@pytest.mark.parametrize(("layout", "advice"), [(1, "build a new store"), (99, "a newer version"), ("x", "build a new store")])
def test_a_layout_that_is_not_known_is_told_with_what_to_do(tmp_path: Path, layout: object, advice: str) -> None:
    (tmp_path / ABOUT).write_text(json.dumps({"base": "urn:x:", "fingerprint": "1", "layout": layout}))
    with pytest.raises(StoreError, match=advice):
        read_about(tmp_path)
