"""Text to N-Quads: our whole path against (a) reading and one compiled regular expression over the same text, (b) the same triples through
rdflib, (c) morph-kgc mapping rows of the same content. Loading: ours against pyoxigraph's own bulk load of the same file.

Every run has a process of its own, so that nothing remembered of the corpus serves the next round; ours loads its knowledge (labels, layouts,
agency codes) within the time. Writing as many bytes as ours, and nothing else, stands beside them: what no program can do without.

Reached at 50 MB (13,531 filings, 690 quads and 152 KB of N-Quads a filing) on a busy machine: 103 times (a), of which the writing alone is
11. Of ours, reading the forms takes more than half, emission a sixth, citations, writing and summaries less than a tenth each. On a quiet one,
at an earlier time: 91 times (a), 9 times faster than (b), twice as fast as (c); our load, in parts that need less memory (docs/builds.md),
takes 1.12 times the CPU of the bare one.
"""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import pyoxigraph
from rdflib import Dataset

from benchmarks import corpus
from benchmarks.measures import Measured, Preparation, cold_race, race, table
from kg.builds.loading import load_shards
from kg.builds.reading import Reader, read_task
from kg.documents import walk
from kg.documents.limits import DEFAULT_LIMITS
from kg.identifiers import DEFAULT_BASE

#: (a): one fixed pattern, anchored on the bracket or 《: a document number's year and serial, or a title.
CITATION = re.compile(r"[〔\[（(【﹝［]\s*(?:19|20)\d\d\s*[〕\]）)】﹞］]\s*第?\s*\d{1,5}\s*号|《[^《》]{2,120}》")

SMALL = 2_000_000


def regex_pass(folder: Path) -> int:
    """(a): read every file, decode it, and find what looks like a citation."""
    found = 0
    for source in walk([folder])[0]:
        found += sum(1 for _ in CITATION.finditer(source.path.read_bytes().decode()))
    return found


def to_quads(folder: Path, shard: Path) -> None:
    """Ours: files to one shard of N-Quads, citations found, values mapped."""
    sources = walk([folder])[0]
    read_task(sources, shard, Reader(DEFAULT_BASE, "0" * 16, DEFAULT_LIMITS))


#: About one filing's graph.
CHUNK = 150_000


def write_only(shard: Path, copy: Path) -> None:
    """As many bytes as a shard has, written as ours writes them."""
    chunk = b"x" * CHUNK
    with copy.open("wb") as stream:
        for _ in range(shard.stat().st_size // CHUNK):
            stream.write(chunk)


def ready(call: Callable[..., object], *arguments: object) -> Callable[[], object]:
    """A run that needs no preparation."""
    return partial(call, *arguments)


def ready_to_write(call: Callable[[Path, Path], object], source: Path, target: Path) -> Callable[[], object]:
    """A run that writes a new file, as a build does: to write over one costs the freeing of its blocks too."""
    target.unlink(missing_ok=True)
    return partial(call, source, target)


def ready_for_rdflib(shard: Path) -> Callable[[], object]:
    """(b): the terms are made before the clock starts."""
    return partial(through_rdflib, rdflib_terms(shard.read_bytes()))


def rdflib_terms(lines: bytes) -> list[tuple[object, ...]]:
    """The quads of N-Quads as rdflib's terms: made before the clock starts."""
    quads = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS)
    return [tuple(_rdflib_term(term) for term in (q.subject, q.predicate, q.object, q.graph_name)) for q in quads]


def through_rdflib(quads: list[tuple[object, ...]]) -> int:
    """(b): the same triples added to an rdflib graph one by one, and serialised."""
    graph = Dataset()
    for subject, predicate, object_, name in quads:
        graph.graph(name).add((subject, predicate, object_))  # type: ignore[arg-type]
    return len(graph.serialize(format="nquads"))


def _rdflib_term(term: object) -> object:
    from rdflib import Literal, URIRef

    if isinstance(term, pyoxigraph.Literal):
        plain = term.datatype.value.endswith("#string")
        return Literal(term.value) if plain else Literal(term.value, datatype=URIRef(term.datatype.value))
    return URIRef(term.value)  # type: ignore[attr-defined]


def quads_of(path: Path) -> int:
    """How many lines a shard holds."""
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def run(work: Path, *, size: int = 50_000_000, rounds: int = 3) -> str:
    """The report of this benchmark."""
    folder, small = work / f"corpus-{size}", work / f"corpus-{SMALL}"
    made, made_small = corpus.write(folder, size), corpus.write(small, SMALL)
    shard, small_shard = work / "all.nq", work / "small.nq"
    to_quads(small, small_shard)
    scale = made / made_small
    contestants: dict[str, Preparation] = {
        "ours": (ready_to_write, (to_quads, folder, shard)),
        "regex": (ready, (regex_pass, folder)),
        "write": (ready_to_write, (write_only, shard, work / "copy.nq")),
        "rdflib": (ready_for_rdflib, (small_shard,)),
    }
    taken = cold_race(contestants, rounds=rounds)
    quads, filings = quads_of(shard), _filings(shard)
    ours = taken["ours"]
    rows: list[tuple[str, ...]] = [
        _row("(a) read + one regex pass", taken["regex"], ours, made),
        _row("writing as many bytes, nothing else", taken["write"], ours, made),
        _row("ours: text to N-Quads", ours, ours, made),
        _row("(b) rdflib add + serialise (2 MB, scaled; terms made before)", _scaled(taken["rdflib"], scale), ours, made),
    ]
    morph = morph_kgc(work, small)
    rows.append(
        ("(c) morph-kgc (2 MB, scaled)", "not run: could not be installed", "", "") if morph is None else _morph_row(morph, scale, ours, made)
    )
    head = ("contestant", "seconds", "MB/s", "ours / it")
    (work / "copy.nq").unlink()
    title = f"Text to N-Quads: {made / 1e6:.0f} MB, {filings:,} filings, {quads / filings:.0f} quads a filing, medians of {rounds}"
    text = table(title, rows, head)
    return text + loading(work, shard)


def _filings(shard: Path) -> int:
    """How many filings a shard holds: each has one `bkg:form`."""
    with shard.open("rb") as stream:
        return sum(b"budget-kg#form> " in line for line in stream)


def _scaled(measured: Measured, scale: float) -> Measured:
    return Measured(measured.name, measured.seconds * scale, measured.runs, measured.spread)


def _row(name: str, measured: Measured, ours: Measured, size: int) -> tuple[str, str, str, str]:
    return name, f"{measured.seconds:.2f}", f"{size / 1e6 / measured.seconds:.1f}", f"{ours.against(measured):.2f}"


def _morph_row(seconds: float, scale: float, ours: Measured, size: int) -> tuple[str, str, str, str]:
    return _row("(c) morph-kgc (2 MB, scaled; rows given, nothing read)", Measured("morph", seconds * scale, 1, 0), ours, size)


#: So many quads are loaded: enough for the store to write sorted files, and few enough to be loaded six times.
LOADED = 2_500_000


def loading(work: Path, whole: Path) -> str:
    """Our load step's way of loading against the bare library's, each into a fresh folder, on the first quads of a shard."""
    shard = work / "loaded.nq"
    with whole.open("rb") as lines, shard.open("wb") as out:
        out.writelines(islice(lines, LOADED))
    quads = quads_of(shard)

    def bare() -> None:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            store = pyoxigraph.Store(folder)
            store.bulk_load(path=str(shard), format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()
            del store  # closes it: it must not write while its folder is taken away

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            store = pyoxigraph.Store(folder)
            load_shards(store, [shard])
            store.flush()
            del store  # closes it: it must not write while its folder is taken away

    taken = race({"bare": bare, "ours": ours}, rounds=3)  # CPU seconds, the threads of the loader included
    bare_seconds, our_seconds = taken["bare"].seconds, taken["ours"].seconds
    rows = [
        ("pyoxigraph bulk_load", f"{bare_seconds:.2f}", f"{quads / bare_seconds:,.0f}", "1.00"),
        ("ours", f"{our_seconds:.2f}", f"{quads / our_seconds:,.0f}", f"{our_seconds / bare_seconds:.2f}"),
    ]
    return "\n" + table(f"Loading {quads:,} quads", rows, ("contestant", "seconds", "quads/s", "it / bulk_load"))


#: morph-kgc pins old releases of pyoxigraph and rdflib: it gets an environment of its own.
MORPH = "morph-kgc==2.10.0"
MAPPING = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix ex: <http://example.org/> .
"""


def morph_kgc(work: Path, folder: Path) -> float | None:
    """Seconds that morph-kgc takes to map rows of the small corpus's content to as many triples; None where it cannot be installed."""
    home = work / "morph"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet", MORPH], capture_output=True, check=False)
        if installed.returncode:
            return None
    count = write_rows(work, folder)
    script = (
        "import time, sys, morph_kgc\n"
        f"config = '[DataSource]\\nmappings: {work}/mapping.ttl\\n'\n"
        "start = time.process_time(); g = morph_kgc.materialize_set(config)\n"
        "print(time.process_time() - start, len(g))\n"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        return None
    seconds, triples = done.stdout.split()[-2:]
    return float(seconds) * count / max(1, int(triples))


def write_rows(work: Path, folder: Path) -> int:
    """Rows of the small corpus for the mapping: every triple of our own output as a row of its kind; returns how many triples they make."""
    shard = work / "rows.nq"
    to_quads(folder, shard)
    by_predicate: dict[str, list[tuple[str, str]]] = {}
    for quad in pyoxigraph.parse(path=str(shard), format=pyoxigraph.RdfFormat.N_QUADS):
        if isinstance(quad.object, pyoxigraph.Literal):
            by_predicate.setdefault(quad.predicate.value, []).append((quad.subject.value, quad.object.value))  # type: ignore[union-attr]
    maps = [MAPPING]
    total = 0
    for number, (predicate, rows) in enumerate(sorted(by_predicate.items())):
        name = work / f"rows-{number}.csv"
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(["s", "o"])
        writer.writerows((s, o.replace("\n", " ")) for s, o in rows)
        name.write_text(buffer.getvalue(), encoding="utf-8")
        total += len(rows)
        maps.append(
            f'ex:m{number} a rr:TriplesMap ; rml:logicalSource [ rml:source "{name}" ; rml:referenceFormulation ql:CSV ] ; '
            f'rr:subjectMap [ rml:reference "s" ] ; rr:predicateObjectMap [ rr:predicate <{predicate}> ; rr:objectMap [ rml:reference "o" ] ] .'
        )
    (work / "mapping.ttl").write_text("\n".join(maps), encoding="utf-8")
    return quads_of(shard) if total else 0
