"""What the load step adds and takes away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, Store, parse

from kg.builds import STEPS, Step, build
from kg.builds.loading import LARGEST, ONTOLOGY, PARTS, SMALLEST, Joined, differences, load_shards, part_bytes
from kg.builds.values import Build
from kg.resources import data_folder
from kg.settings import Settings

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
LINES = st.sets(st.binary(min_size=1, max_size=2))


@given(LINES, LINES)
def test_differences_are_those_of_sets(old: set[bytes], new: set[bytes]) -> None:
    found = list(differences(iter(sorted(old)), iter(sorted(new))))
    assert [line for is_new, line in found if is_new] == sorted(new - old)
    assert [line for is_new, line in found if not is_new] == sorted(old - new)


@pytest.mark.parametrize("file", ONTOLOGY)
def test_the_vocabulary_holds_no_blank_nodes(file: str) -> None:
    for triple in parse((data_folder("ontology") / file).read_bytes(), format=RdfFormat.TURTLE):
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)


LINE = st.binary(max_size=20).map(lambda data: data.replace(b"\n", b"") + b"\n")


@given(st.lists(st.lists(LINE).map(b"".join), max_size=5), st.integers(1, 7), st.integers(1, 60), st.booleans())
def test_joined_files_read_as_one_in_parts_of_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], size: int, part: int, consume: bool
) -> None:
    folder = tmp_path_factory.mktemp("joined")
    paths = [folder / str(number) for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    opened: list[int] = []
    stream = Joined(paths, opened.append, part=part, consume=consume)
    parts = []
    while stream.next_part():
        parts.append(b"".join(iter(lambda: stream.read(size), b"")))
        assert stream.read(size) == b""
    assert b"".join(parts) == b"".join(contents)
    assert all(found.endswith(b"\n") and len(found) - part <= 20 for found in parts if found)
    assert all(len(found) >= part for found in parts[:-1])
    assert opened == list(range(1, len(contents) + 1))
    assert [path.exists() for path in paths] == [not consume] * len(paths)


@given(st.integers(0, 10**12))
def test_parts_are_small_and_few_or_as_large_as_any_may_be(size: int) -> None:
    part = part_bytes(size)
    assert SMALLEST <= part <= LARGEST
    assert part == LARGEST or part * PARTS >= size


@pytest.mark.parametrize(("held", "merged"), [(0, True), (10**9, False)])
def test_a_store_is_merged_where_most_of_it_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, merged: bool) -> None:
    class Watched:
        calls: ClassVar[list[str]] = []

        def bulk_load(self, stream: Joined, *_: object, **__: object) -> None:
            while stream.read(100):
                pass
            self.calls.append("part")

        def optimize(self) -> None:
            self.calls.append("merge")

    monkeypatch.setattr("kg.builds.loading.SMALLEST", 1000)
    (tmp_path / "a").write_bytes(b"line\n" * 1000)
    Watched.calls.clear()
    load_shards(cast("Store", Watched()), [tmp_path / "a"], held=held)
    assert Watched.calls == ["part"] * 5 + ["merge"] * merged


def test_parts_load_what_one_call_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in "ab"]
    for name, path in zip("ab", paths, strict=True):
        path.write_text("".join(f'<urn:{name}{n % 40}> <urn:p> "{n}" <urn:g{n % 7}> .\n' for n in range(500)), encoding="utf-8")
    whole, parts = Store(str(tmp_path / "whole")), Store(str(tmp_path / "parts"))
    load_shards(whole, paths)
    monkeypatch.setattr("kg.builds.loading.SMALLEST", 1000)
    load_shards(parts, paths, consume=True)
    assert len(parts) == 1000
    assert set(parts) == set(whole)
    assert not any(path.exists() for path in paths)


def test_one_new_file_leaves_the_lines_about_the_others_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.builds.fingerprint", lambda **_: "f" * 64)
    counts: list[tuple[int, int]] = []

    def count(work: Build) -> None:
        added = (work.shards / "corpus.nq").read_bytes().count(b"\n")
        counts.append((added, (work.staging / "removed.nq").read_bytes().count(b"\n")))

    def counted(work: Build) -> None:
        def load_counted(graph: Store, shards: list[Path], opened: Callable[[int], None], *, consume: bool, held: int) -> None:
            count(work)
            load_shards(graph, shards, opened, consume=consume, held=held)

        monkeypatch.setattr("kg.builds.loading.load_shards", load_counted)
        load(work)

    from kg.builds.loading import load

    steps = tuple(Step("load", counted) if step.name == "load" else step for step in STEPS)
    store = tmp_path / "s"
    build([SAMPLES / "shanghai-greening-2020.txt", SAMPLES / "shanghai-water-2021.txt"], store=store, settings=Settings(), steps=steps)
    build([SAMPLES / "shanghai-damaged-2020.txt"], store=store, settings=Settings(), steps=steps)
    build([SAMPLES / "shanghai-damaged-2020.txt"], store=store, settings=Settings(), steps=steps)
    (first, gone), (second, replaced), unchanged = counts
    assert gone == 0
    assert second < first / 4
    assert replaced < 10
    assert unchanged == (0, 0)
