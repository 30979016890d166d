"""Measures the service against what it is made of, in one run, so that ratios hold on a busy machine.

`make bench` runs it on a generated store (`benchmarks/service_corpus.py`: Zipf-distributed instruments, the most cited one in a third of the
filings), which is built once below the work folder. `python -m benchmarks.service --alone --rounds 50 --seconds 10` is a shorter run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
from pyoxigraph import NamedNode

from benchmarks.loads import Connection, crowd, empty_server, interleaved, middle, told
from benchmarks.service_corpus import write_corpus
from kg.builds import build
from kg.catalogue import find_query
from kg.errors import StoreError
from kg.store import FolderStore
from kg.store.generations import current, folder_of
from kg.store.index import INDEX, Index
from kg.store.index.folding import fold, phrase
from tests.service.servers import served
from tests.store.virtuosos import installed, virtuoso

#: About 700 triples each; and fewer, for what is built in every run.
FILINGS, FEW_FILINGS = 14_000, 1_500
#: The page of fifty as SPARQL answers it: the question of the look-up, the rows of its items' heads.
PAGE = """PREFIX bkg: <https://w3id.org/budget-kg#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?y ?name ?department ?year ?yuan ?role WHERE {
  ?y bkg:cites <IRI> ; a bkg:ProjectYear .
  OPTIONAL { ?y bkg:name ?name } OPTIONAL { ?y bkg:department/skos:prefLabel ?department }
  OPTIONAL { ?y bkg:fiscalYear ?year } OPTIONAL { ?y bkg:yuan ?yuan }
  BIND(IF(EXISTS { ?y bkg:hasLegalBasis <IRI> }, "basis", "mention") AS ?role)
} ORDER BY DESC(?yuan) LIMIT 50"""
CONTAINS = """PREFIX bkg: <https://w3id.org/budget-kg#> SELECT ?y WHERE { ?y a bkg:ProjectYear ; bkg:name ?name FILTER(CONTAINS(?name, "审计")) }"""
#: Answers of about one, five and twenty milliseconds.
ROWS = "SELECT ?s ?p ?o WHERE { ?s a <https://w3id.org/budget-kg#ProjectYear> ; ?p ?o } LIMIT "
GROWING = {"SPARQL, 100 rows": 100, "SPARQL, 1,000 rows": 1_000, "SPARQL, 5,000 rows": 5_000}
MILLION_ROWS = 1_000_000
MILLION = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {MILLION_ROWS}"
Questions = dict[str, Callable[[], object]]


def run(work: Path, *, rounds: int = 100, seconds: float = 60, alone: bool = False) -> str:
    """The tables; Virtuoso beside us where Debian's virtuoso-opensource-7 is installed, unless we are to be `alone` (it loads for minutes)."""
    folder = prepared(work / "service", FILINGS)
    store = FolderStore(folder)
    index = Index(store.folder / INDEX)
    lines = [f"the service on {int(index.meta['triples']):,} triples" if "triples" in index.meta else "the service", loading(work)]
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=work)))
        own = stack.enter_context(served(folder, scratch / "log", sparql_seconds="600", sparql_result_bytes=str(1 << 34)))
        ours, empty = Connection(own.address), Connection(stack.enter_context(empty_server()))
        theirs = None
        if installed() and not alone:
            kept = work / "service" / f"virtuoso-{store.version}"
            kept.mkdir(exist_ok=True)
            theirs = Connection(f"http{':'}//{urlsplit(stack.enter_context(virtuoso(folder, kept, buffers=400_000, loaders=2))).netloc}")
        elif not alone:
            lines.append("Virtuoso is not here (apt-get install virtuoso-opensource-7): its rows are missing")
        ranked = list(index.rows("SELECT e.iri, i.number, i.project_years FROM instruments AS i JOIN entities AS e ON e.id = i.id ORDER BY i.by_use"))
        for name, place in {"hub": 0, "medium": 60, "rare": -1}.items():
            iri, number, count = ranked[place]
            times = interleaved(pages(store, ours, empty, theirs, iri, number), rounds)
            lines += told(f"a page of 50, {name}: {count} project years", times, "empty")
        hub = f"/api/projects?cites={quote(ranked[0][1])}"
        times = interleaved(further(store, index, ours, empty, ranked[0][1], hub), rounds)
        lines += told("further questions", times, "empty") + against(times)
        times = interleaved(queries(store, ours, empty, ranked[60][0]), rounds)
        lines += told("SPARQL in process and over HTTP", times, "empty") + over_http(times)
        lines += ["", streamed(own.process.pid, own.address), crowd(own.address, hub, seconds)]
    return "\n".join(lines)


def prepared(folder: Path, filings: int) -> Path:
    """The store of a corpus, built once for each layout of the index."""
    store = folder / "store"
    number = current(store)
    if number is not None:
        with suppress(StoreError):
            Index(folder_of(store, number) / INDEX).close()
            return store
    write_corpus(folder / "corpus", filings)
    build([folder / "corpus"], store=store)
    return store


def loading(work: Path) -> str:
    """CPU seconds of the steps of a build, in this process and its children."""
    spent: dict[str, float] = {}
    under_way, began = "", 0.0

    def used() -> float:
        me = psutil.Process()
        times = [me.cpu_times(), *(child.cpu_times() for child in me.children(recursive=True))]
        return float(sum(one.user + one.system for one in times) + times[0].children_user + times[0].children_system)

    def step(name: str, done: int, total: int) -> None:
        nonlocal under_way, began
        if total == 0:
            spent[under_way] = spent.get(under_way, 0.0) + used() - began
            under_way, began = name, used()

    with tempfile.TemporaryDirectory(dir=work) as scratch:
        write_corpus(Path(scratch) / "corpus", FEW_FILINGS)
        build([Path(scratch) / "corpus"], store=Path(scratch) / "store", progress=step)
        step("", 0, 0)
    told_ = ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items() if name)
    return f"a build of {FEW_FILINGS:,} filings, CPU seconds: {told_}; index / load = {spent['index'] / spent['load']:.2f} (aim 0.25)"


def answer(store: FolderStore, sparql: str) -> bytes:
    return store.query(sparql).serialize("json")


def pages(store: FolderStore, ours: Connection, empty: Connection, theirs: Connection | None, iri: str, number: str | None) -> Questions:
    """A page of the project years that cite an instrument, by everyone who can answer it."""
    page = PAGE.replace("IRI", iri)
    asked = f"/sparql?query={quote(page)}"
    questions: Questions = {
        "empty": partial(empty.get, "/"),
        "look-up by number": partial(ours.get, f"/api/projects?cites={quote(number or iri)}"),
        "SPARQL in process": partial(answer, store, page),
        "SPARQL over HTTP": partial(ours.get, asked),
    }
    return questions | ({"Virtuoso over HTTP": partial(theirs.get, f"{asked}&format=json")} if theirs else {})


def further(store: FolderStore, index: Index, ours: Connection, empty: Connection, number: str, hub: str) -> Questions:
    """The other look-ups, and the search beside the index library itself and SPARQL."""
    words = f"kind:projectyear AND body:{phrase(fold('审计'))}"
    department = index.row("SELECT printf('%016x', id) FROM departments ORDER BY by_amount LIMIT 1")
    assert department is not None, "a corpus has departments"
    return {
        "empty": partial(empty.get, "/"),
        "ordinary look-up": partial(ours.get, hub),
        "neighbourhood of the hub, 200 nodes": partial(ours.get, f"/api/network?focus={quote(number)}"),
        "regulations by use, a page": partial(ours.get, "/api/regulations"),
        "departments with yuan, a page": partial(ours.get, "/api/departments"),
        "a department with its budgets by year": partial(ours.get, f"/api/departments/{department[0]}"),
        "search 审计": partial(ours.get, f"/api/projects?q={quote('审计')}"),
        "search 审计, the index library alone": lambda: list(index.rows("SELECT rowid FROM search WHERE search MATCH ?", (words,))),
        "search 审计, SPARQL CONTAINS in process": partial(answer, store, CONTAINS),
        "projects_citing_regulation in process": lambda: store.query(
            find_query("projects_citing_regulation").text, substitutions={"regulation": NamedNode(hub_iri(index))}
        ).serialize("json"),
    }


def hub_iri(index: Index) -> str:
    row = index.row("SELECT e.iri FROM instruments AS i JOIN entities AS e ON e.id = i.id ORDER BY i.by_use LIMIT 1")
    assert row is not None, "a corpus has instruments"
    return str(row[0])


def against(times: dict[str, list[float]]) -> list[str]:
    """What the aims compare."""
    p50 = {name: middle(values) for name, values in times.items()}
    library, search = p50["search 审计, the index library alone"], p50["search 审计"]
    return [
        f"  search less an empty request / the index library = {(search - p50['empty']) / library:.1f} (aim 5)",
        f"  SPARQL CONTAINS / search = {p50['search 审计, SPARQL CONTAINS in process'] / search:.0f} (aim 100)",
        f"  neighbourhood of the hub / ordinary look-up = {p50['neighbourhood of the hub, 200 nodes'] / p50['ordinary look-up']:.1f} (aim 2)",
    ]


def queries(store: FolderStore, ours: Connection, empty: Connection, iri: str) -> Questions:
    """Answers of growing size, in process and over HTTP."""
    questions: Questions = {"empty": partial(empty.get, "/")}
    asked = {"SPARQL, a page of 50": PAGE.replace("IRI", iri)} | {name: f"{ROWS}{rows}" for name, rows in GROWING.items()}
    for name, sparql in asked.items():
        questions[name] = partial(answer, store, sparql)
        questions[f"{name}, over HTTP"] = partial(ours.get, f"/sparql?query={quote(sparql)}")
    return questions


def over_http(times: dict[str, list[float]]) -> list[str]:
    p50 = {name: middle(values) for name, values in times.items()}
    names = [name for name in p50 if f"{name}, over HTTP" in p50]
    return [f"  {name}: over HTTP / (in process + empty) = {p50[f'{name}, over HTTP'] / (p50[name] + p50['empty']):.2f} (aim 1.3)" for name in names]


def streamed(service: int, address: str) -> str:
    """A million rows over HTTP: the memory of the service and its query processes before, after a tenth of them, and at most."""
    connection = Connection(address)
    connection.get(f"/sparql?query={quote(ROWS + '10000')}")
    before = held(service)
    started = time.perf_counter()
    status, parts = connection.begin(f"/sparql?query={quote(MILLION)}", "text/csv")
    if status != HTTPStatus.OK:
        raise ConnectionError(f"a million rows were answered with {status}: {b''.join(parts).decode()}")
    rows, size = -1, 0  # the first line names the columns
    looks: list[float] = []
    for part in parts:
        rows += part.count(b"\n")
        size += len(part)
        if rows >= (len(looks) + 1) * MILLION_ROWS // 10:
            looks.append(held(service))
    seconds = time.perf_counter() - started
    if rows != MILLION_ROWS:
        raise ConnectionError(f"{rows:,} rows came; expected {MILLION_ROWS:,}")
    told_ = ", ".join(f"{used / 1e6:,.0f} MB {when}" for when, used in (("before", before), ("after a tenth", looks[0]), ("at most", max(looks))))
    return f"{rows:,} rows streamed: {size / 1e6:,.0f} MB in {seconds:.1f} s; memory of the service and its query processes: {told_}"


def held(pid: int) -> float:
    """The bytes that a process and its children hold of their own: pages of mapped files are the system's to take back."""
    process = psutil.Process(pid)
    return float(sum(one.memory_full_info().uss for one in (process, *process.children(recursive=True))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--alone", action="store_true", help="without Virtuoso")
    given = parser.parse_args()
    print(run(given.work, rounds=given.rounds, seconds=given.seconds, alone=given.alone))
