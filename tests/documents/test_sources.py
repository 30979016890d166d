"""Paths to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.documents import SourceFile, read_bytes, walk
from kg.errors import UnreadableInput


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden/d.txt", ".e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_in_name_order_without_hidden_entries(folder: Path) -> None:
    sources, failures = walk([folder])
    assert [s.name for s in sources] == ["a.txt", "b.txt", "deep/c.txt"]
    assert failures == ()


def test_the_order_of_the_paths_does_not_matter(folder: Path) -> None:
    assert walk([folder / "deep", folder / "a.txt"]) == walk([folder / "a.txt", folder / "deep"])


def test_a_folder_that_contains_itself_by_a_link_ends(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder)
    (folder / "elsewhere").symlink_to(folder / "deep")
    loops: list[str] = []
    assert [s.name for s in walk([folder], on_loop=loops.append)[0]] == ["a.txt", "b.txt", "deep/c.txt"]
    assert loops == ["deep/again"]


def test_a_file_reached_twice_is_taken_once(folder: Path) -> None:
    assert len(walk([folder, folder / "a.txt", folder])[0]) == 3


def test_files_of_one_name_in_two_folders_are_told_apart(folder: Path) -> None:
    (folder / "x").mkdir()
    (folder / "x" / "c.txt").write_text("x", encoding="utf-8")
    assert [s.name for s in walk([folder / "x", folder / "deep"])[0]] == ["deep/c.txt", "x/c.txt"]


def test_a_missing_path_and_a_broken_link_are_failures_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    sources, failures = walk([folder, folder / "missing"])
    assert len(sources) == 3
    assert sorted(f.source.rsplit("/", 1)[-1] for f in failures) == ["gone.txt", "missing"]
    assert all("no such file" in f.reason for f in failures)


def test_a_file_over_the_limit_is_refused_before_it_is_read(folder: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"a.txt: holds 5 bytes, more than the 4 allowed \(KG_MAX_FILE_BYTES\)"):
        read_bytes(SourceFile("a.txt", folder / "a.txt"), max_bytes=4)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_names_it(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    with pytest.raises(UnreadableInput, match=r"a\.txt: permission denied"):
        read_bytes(SourceFile("a.txt", folder / "a.txt"), max_bytes=100)


def test_a_name_that_is_no_utf8_is_shown_and_its_file_is_read(folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder / "deep") + b"/bad\xff.txt"))
    path.write_text("x", encoding="utf-8")
    sources, failures = walk([folder, Path(os.fsdecode(b"/nowhere\xfe"))])
    assert "deep/bad\\xff.txt" in [s.name for s in sources]
    assert [f.source for f in failures] == ["/nowhere\\xfe"]
    "".join([s.name for s in sources] + [str(f) for f in failures]).encode()
