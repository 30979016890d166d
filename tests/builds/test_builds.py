"""Laws of building: the order and the number of calls change nothing, and a source given again replaces exactly its own facts."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.builds import STEPS, Report, Step, build
from kg.builds.extracts import extract
from kg.builds.values import CORPUS, SPOOL, Build
from kg.errors import StoreError, UnknownName
from kg.identifiers import Identifiers
from kg.settings import Settings
from kg.store import export, open_store
from kg.store.generations import GRAPH, current, folder_of
from kg.terms import BKG, BKG_NS, DCTERMS, RDF

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
#: Three samples that share departments, instruments and a project over the years.
NAMES = ("shanghai-greening-2020.txt", "shanghai-greening-2023.txt", "shanghai-enforcement-2019.txt")
IDS = Identifiers(Settings().base_iri)
PREFIXES = f"PREFIX bkg: <{BKG_NS}> "


@pytest.fixture(autouse=True)
def one_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds are compared: they must agree on the rules even while somebody edits them."""
    monkeypatch.setattr("kg.builds.fingerprint", lambda **_: "f" * 64)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder / name)
    return folder


def exported(store: Path) -> bytes:
    stream = io.BytesIO()
    export(open_store(store), stream, "nq")
    return stream.getvalue()


def lines_by_graph(store: Path) -> dict[str, list[bytes]]:
    graphs: dict[str, list[bytes]] = {}
    for line in exported(store).splitlines():
        graphs.setdefault(line.rsplit(b" ", 2)[-2].decode()[1:-1], []).append(line)
    return graphs


def make(store: Path, *paths: Path, workers: int = 1, settings: Settings | None = None, steps: tuple[Step, ...] = STEPS) -> Report:
    return build(paths, store=store, workers=workers, settings=settings or Settings(), steps=steps)


def test_what_is_loaded_is_strict_and_each_line_stands_once(inputs: Path, tmp_path: Path) -> None:
    seen: list[bytes] = []

    def keep(work: Build) -> None:
        seen.extend(line for folder in (work.shards, work.corpus) for shard in folder.iterdir() for line in shard.read_bytes().splitlines(True))

    at = [step.name for step in STEPS].index("load")
    report = make(tmp_path / "s", inputs, steps=(*STEPS[:at], Step("keep", keep), *STEPS[at:]))
    list(parse(b"".join(seen), format=RdfFormat.N_QUADS))
    assert [line for line, count in Counter(seen).items() if count > 1] == []
    vocabulary = sum(len(lines) for graph, lines in lines_by_graph(tmp_path / "s").items() if graph.startswith(BKG_NS[:-1]))
    assert report.quads == len(exported(tmp_path / "s").splitlines()) == len(seen) + vocabulary


def test_the_order_the_calls_and_the_workers_change_no_byte(inputs: Path, tmp_path: Path) -> None:
    a, b, c = (inputs / name for name in NAMES)
    make(tmp_path / "at_once", inputs)
    make(tmp_path / "reversed", c, b, a)
    for path in (b, c, a):
        make(tmp_path / "one_by_one", path)
    make(tmp_path / "by_workers", inputs, workers=2)
    expected = exported(tmp_path / "at_once")
    for other in ("reversed", "one_by_one", "by_workers"):
        assert exported(tmp_path / other) == expected, other


def test_building_again_reads_nothing_and_changes_no_byte(inputs: Path, tmp_path: Path) -> None:
    first = make(tmp_path / "s", inputs)
    before = exported(tmp_path / "s")
    again = make(tmp_path / "s", inputs)
    assert (first.read, first.unchanged) == (3, 0)
    assert (again.read, again.unchanged, again.replaced) == (0, 3, [])
    assert exported(tmp_path / "s") == before
    assert again.store == first.store
    assert (first.generation, again.generation) == (1, 2)


def test_a_changed_file_replaces_exactly_its_own_facts(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs)
    before = lines_by_graph(tmp_path / "s")
    changed = inputs / NAMES[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    report = make(tmp_path / "s", changed)
    after = lines_by_graph(tmp_path / "s")
    assert report.replaced == [NAMES[0]]
    own = set(before) ^ set(after)
    assert own
    assert {minted.kind for graph in own if (minted := IDS.parse(graph))} == {"document_graph", "filing_graph"}
    common = {IDS.derived_graph, IDS.findings_graph}
    for graph in set(before) & set(after) - common:
        assert after[graph] == before[graph], graph
    make(tmp_path / "fresh", inputs)
    assert exported(tmp_path / "s") == exported(tmp_path / "fresh")


def test_a_file_that_went_back_to_what_it_was_leaves_no_trace(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs)
    before = exported(tmp_path / "s")
    path = inputs / NAMES[1]
    text = path.read_bytes()
    path.write_bytes(text + b"\n")
    make(tmp_path / "s", path)
    path.write_bytes(text)
    make(tmp_path / "s", path)
    assert exported(tmp_path / "s") == before


def test_a_source_that_is_removed_leaves_no_trace(inputs: Path, tmp_path: Path) -> None:
    a, b, c = (inputs / name for name in NAMES)
    make(tmp_path / "without", a, c)
    make(tmp_path / "s", inputs)
    report = build([], store=tmp_path / "s", remove=[NAMES[1]], settings=Settings())
    assert (report.removed, report.store["documents"], report.files) == ([NAMES[1]], 2, 0)
    assert exported(tmp_path / "s") == exported(tmp_path / "without")
    shutil.copy(a, inputs / "copy.txt")
    make(tmp_path / "s", inputs / "copy.txt")
    build([], store=tmp_path / "s", remove=["copy.txt"], settings=Settings())
    assert exported(tmp_path / "s") == exported(tmp_path / "without")
    assert build([b], store=tmp_path / "s", remove=[NAMES[0]], settings=Settings()).store["documents"] == 2
    make(tmp_path / "fresh", b, c)
    assert exported(tmp_path / "s") == exported(tmp_path / "fresh")
    for store in ("s", "new"):
        with pytest.raises(UnknownName, match="unknown source"):
            build([a], store=tmp_path / store, remove=["shanghai-2020.txt"], settings=Settings())
    assert exported(tmp_path / "s") == exported(tmp_path / "fresh")


def test_files_that_are_gone_from_a_folder_stay_in_the_store(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs)
    before = exported(tmp_path / "s")
    (inputs / NAMES[0]).unlink()
    assert make(tmp_path / "s", inputs).store["documents"] == 3
    assert exported(tmp_path / "s") == before


def test_files_that_swap_their_names_swap_their_names_only(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs)
    a, b = inputs / NAMES[0], inputs / NAMES[1]
    first, second = a.read_bytes(), b.read_bytes()
    a.write_bytes(second)
    b.write_bytes(first)
    report = make(tmp_path / "s", inputs)
    assert report.replaced == [NAMES[0], NAMES[1]]
    make(tmp_path / "fresh", inputs)
    assert exported(tmp_path / "s") == exported(tmp_path / "fresh")


def test_one_content_under_two_names_is_one_document_with_two_sources(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "one", inputs)
    shutil.copy(inputs / NAMES[0], inputs / "copy.txt")
    for store, calls in (("two", [inputs]), ("later", [inputs / NAMES[0], inputs])):
        for path in calls:
            report = make(tmp_path / store, path)
    assert exported(tmp_path / "two") == exported(tmp_path / "later")
    assert report.findings["duplicate_document"] == 1
    assert report.store["documents"] == 3
    answer = open_store(tmp_path / "two").query(f"SELECT ?d ?s {{ ?d <{DCTERMS.source}> ?s }}")
    assert sorted(Counter(d for d, _ in answer.values()).values()) == [1, 1, 2]
    yuan = f"SELECT (SUM(?y) AS ?sum) {{ ?p a <{BKG.ProjectYear}> ; <{BKG.yuan}> ?y }}"
    assert list(open_store(tmp_path / "one").query(yuan).values()) == list(open_store(tmp_path / "two").query(yuan).values())
    (inputs / "copy.txt").write_bytes((inputs / NAMES[1]).read_bytes() + b"\n")
    make(tmp_path / "two", inputs)
    make(tmp_path / "fresh", inputs)
    assert exported(tmp_path / "two") == exported(tmp_path / "fresh")


def test_files_of_two_folders_with_one_name_both_stand(inputs: Path, tmp_path: Path) -> None:
    for folder, name in (("dirA", NAMES[0]), ("dirB", NAMES[1])):
        (tmp_path / folder).mkdir()
        shutil.copy(inputs / name, tmp_path / folder / "2020.txt")
    report = make(tmp_path / "s", tmp_path / "dirA", tmp_path / "dirB")
    assert report.store["documents"] == 2
    names = open_store(tmp_path / "s").query(f"SELECT ?s {{ ?d <{DCTERMS.source}> ?s }} ORDER BY ?s")
    assert [name for (name,) in names.values()] == ["dirA/2020.txt", "dirB/2020.txt"]


def test_what_cannot_be_read_is_reported_and_the_rest_is_stored(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "clean", inputs)
    (inputs / "empty.txt").touch()
    (inputs / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (inputs / "cut.txt").write_bytes("财政项目支出绩效目标表项目名称公房修缮".encode()[:-1])
    (inputs / "gone.txt").symlink_to(inputs / "nowhere")
    (inputs / "loop").symlink_to(inputs)
    (inputs / "large.txt").write_bytes(b"x" * 2_000_000)
    settings = Settings(max_file_bytes=1_000_000)
    report = make(tmp_path / "s", inputs, tmp_path / "absent", settings=settings)
    assert {failure.source.split("/")[-1] for failure in report.failures} == {"empty.txt", "junk.txt", "cut.txt", "gone.txt", "large.txt", "absent"}
    assert all(failure.reason for failure in report.failures)
    assert report.read == 3
    assert exported(tmp_path / "s") == exported(tmp_path / "clean")


def test_a_source_that_cannot_be_read_any_more_keeps_its_facts(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs)
    before = exported(tmp_path / "s")
    (inputs / NAMES[0]).write_bytes(b"")
    assert len(make(tmp_path / "s", inputs).failures) == 1
    assert exported(tmp_path / "s") == before


def test_new_rules_read_anew_what_is_given_and_say_what_was_not(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "s", inputs)
    monkeypatch.setattr("kg.builds.fingerprint", lambda **_: "e" * 64)
    report = make(tmp_path / "s", inputs / NAMES[0])
    assert (report.read, report.unchanged, report.stale) == (1, 0, 2)
    assert report.replaced == []
    report = make(tmp_path / "s", inputs)
    assert (report.read, report.unchanged, report.stale) == (2, 1, 0)
    make(tmp_path / "fresh", inputs)
    assert exported(tmp_path / "s") == exported(tmp_path / "fresh")


def test_another_base_is_refused(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs / NAMES[0])
    with pytest.raises(StoreError, match="KG_BASE_IRI"):
        make(tmp_path / "s", inputs, settings=Settings(base_iri="urn:x:/"))
    assert current(tmp_path / "s") == 1


def test_nothing_readable_makes_no_store(inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    report = make(tmp_path / "s", tmp_path / "absent", tmp_path / "empty.txt")
    assert [failure.source for failure in report.failures] == [str(tmp_path / "absent"), "empty.txt"]
    assert report.generation == 0
    assert current(tmp_path / "s") is None
    assert [path.name for path in (tmp_path / "s").iterdir()] == ["LOCK"]
    assert make(tmp_path / "s", inputs).generation == 1
    before = exported(tmp_path / "s")
    assert make(tmp_path / "s", tmp_path / "absent").generation == 2
    assert exported(tmp_path / "s") == before


def test_an_empty_folder_makes_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert make(tmp_path / "s", tmp_path / "in").generation == 1
    assert list(open_store(tmp_path / "s").query(f"SELECT ?p {{ ?p a <{BKG.Filing}> }}").values()) == []


def test_contacts_stay_out_unless_asked_for(tmp_path: Path) -> None:
    form = SAMPLES / "beijing-shijingshan-2019.txt"
    contacts = {c.text for filing in extract(form) for c in filing.contacts if c.role != "postcode"}
    assert len(contacts) > 3
    found = {}
    for asked in (False, True):
        build([form], store=tmp_path / str(asked), with_contacts=asked, settings=Settings())
        found[asked] = exported(tmp_path / str(asked)).decode()
    assert [text for text in contacts if text in found[False]] == []
    assert [text for text in contacts if text not in found[True]] == []
    assert [asked for asked, text in found.items() if f"<{RDF.type}> <{BKG.Contact}> " in text] == [True]


def test_a_store_in_the_folder_that_is_read_is_no_input(inputs: Path) -> None:
    for _ in range(2):
        report = make(inputs / "store", inputs)
        assert (report.files, report.failures) == (len(NAMES), [])


def test_a_damaged_store_is_told(inputs: Path, tmp_path: Path) -> None:
    make(tmp_path / "s", inputs / NAMES[0])
    folder = folder_of(tmp_path / "s", 1)
    largest = max((folder / GRAPH).glob("*.sst"), key=lambda path: path.stat().st_size)
    largest.write_bytes(b"this is no table")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "s")
    with pytest.raises(StoreError, match="is damaged"):
        make(tmp_path / "s", inputs)
    lines = (folder / CORPUS).read_bytes()
    shutil.rmtree(folder / GRAPH)
    Store(str(folder / GRAPH)).flush()
    (folder / CORPUS).write_bytes(lines[: len(lines) // 2])
    with pytest.raises(StoreError, match="changed nothing"):
        make(tmp_path / "s", inputs)
    (folder / SPOOL).unlink()
    with pytest.raises(StoreError, match="changed nothing"):
        make(tmp_path / "s", inputs)
    assert current(tmp_path / "s") == 1
