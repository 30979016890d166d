"""What the load step adds and takes away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse

from kg.builds import STEPS, Step, build
from kg.builds.loading import ONTOLOGY, Joined, differences
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


@given(st.lists(st.binary(max_size=20), max_size=5), st.integers(1, 7))
def test_joined_files_read_as_one(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], size: int) -> None:
    folder = tmp_path_factory.mktemp("joined")
    paths = [folder / str(number) for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    opened: list[int] = []
    stream = Joined(paths, opened.append)
    found = b"".join(iter(lambda: stream.read(size), b""))
    assert found == b"".join(contents)
    assert stream.read(size) == b""
    assert opened == list(range(1, len(contents) + 1))


def test_one_new_file_leaves_the_lines_about_the_others_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.builds.fingerprint", lambda **_: "f" * 64)
    counts: list[tuple[int, int]] = []

    def count(work: Build) -> None:
        added = (work.shards / "corpus.nq").read_bytes().count(b"\n")
        counts.append((added, (work.staging / "removed.nq").read_bytes().count(b"\n")))

    def counted(work: Build) -> None:
        monkeypatch.setattr("kg.builds.loading.load_shards", lambda graph, shards, opened: (count(work), load_shards(graph, shards, opened)))
        load(work)

    from kg.builds.loading import load, load_shards

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
