"""Every question of the catalogue on a store, with each of its parameters bound in turn: rows and CPU seconds.

`python -m benchmarks.questions` asks the store of `benchmarks.service`. A question whose time is out of proportion to its rows begins at the wrong
end: docs/queries.md, Where an answer begins.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from benchmarks.service import FILINGS, prepared
from kg.catalogue import Query, load_catalogue
from kg.store import FolderStore, Term
from kg.store.index import INDEX, Index
from kg.terms import XSD

#: What entities are bound to, by the name of the parameter: a label, and the row of an order.
ENTITIES = {
    "regulation": ("SELECT e.iri FROM instruments AS i JOIN entities AS e ON e.id = i.id ORDER BY i.by_use", {"hub": 0, "medium": 60, "rare": -1}),
    "department": ("SELECT e.iri FROM departments AS d JOIN entities AS e ON e.id = d.id ORDER BY d.by_amount", {"first": 0}),
    "other": ("SELECT e.iri FROM departments AS d JOIN entities AS e ON e.id = d.id ORDER BY d.by_amount", {"last": -1}),
    "project": ("SELECT iri FROM entities WHERE kind = 'project' ORDER BY project_years DESC, id", {"first": 0}),
}
NAMES = {
    "name": "SELECT name FROM concepts ORDER BY uses DESC, name LIMIT 1",
    "issuer_name": "SELECT e.label FROM instruments AS i JOIN entities AS e ON e.id = i.issuer ORDER BY i.by_use LIMIT 1",
}


def run(folder: Path) -> Iterator[str]:
    """The lines of the table, as they are measured: a store of ten million triples takes minutes."""
    store = FolderStore(folder)
    index = Index(store.folder / INDEX)
    yield f"questions on {int(index.meta['triples']):,} triples"
    yield f"{'':34} {'bound':24} {'rows':>9} {'CPU s':>9} {'ms a row':>9}"
    for query in load_catalogue():
        for label, bound in bindings(query, index):
            started = time.process_time()
            rows = sum(1 for _ in store.query(query.text_for(bound), substitutions=bound).rows())
            seconds = time.process_time() - started
            yield f"{query.name:34} {label:24} {rows:9,} {seconds:9.3f} {seconds * 1000 / max(1, rows):9.2f}"


def bindings(query: Query, index: Index) -> Iterator[tuple[str, dict[str, Term]]]:
    """What the question needs, and that with each optional parameter beside it."""
    needed = {p.name: values(p.name, p.example, index) for p in query.parameters if not p.optional}
    first = {name: term for name, ((_, term), *_) in needed.items()}
    yield " ".join(first) or "-", first
    for parameter in query.parameters:
        if parameter.optional:
            for label, term in values(parameter.name, parameter.example, index):
                yield f"{parameter.name} {label}".strip(), first | {parameter.name: term}


def values(name: str, example: str, index: Index) -> list[tuple[str, Term]]:
    """What a parameter is bound to, each with a label."""
    if name in ENTITIES:
        sql, places = ENTITIES[name]
        iris = [iri for (iri,) in index.rows(sql)]
        return [(label, NamedNode(iris[min(place, len(iris) - 1)])) for label, place in places.items()]
    if name in NAMES:
        row = index.row(NAMES[name])
        return [("", Literal(example if row is None else row[0]))]
    return [("", Literal(example, datatype=NamedNode(XSD.integer)) if example.isdecimal() else Literal(example))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work")
    given = parser.parse_args()
    for line in run(prepared(given.work / "service", FILINGS)):
        print(line, flush=True)
