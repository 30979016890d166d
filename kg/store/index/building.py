"""Builds the index from the records of a graph, in one pass over them; what needs the whole is then told by SQLite itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.filings import money
from kg.store.index.filings import Parts, facts_of, first, local, wordings
from kg.store.index.folding import bigrams, fold, fold_name
from kg.store.index.reading import Asked, Values, read_records, statements
from kg.store.index.schema import LAYOUT, SCRATCH, TABLES, hex_of, key_of
from kg.store.index.totals import add_totals

ENTITY = "INSERT INTO entities (id, kind, iri, label) VALUES (?,?,?,?)"
INSTRUMENT = "INSERT INTO instruments (id, number, title, issuer, level, year, jurisdiction, date_document, alternatives) VALUES (?,?,?,?,?,?,?,?,?)"
SOURCE, FILING = "INSERT INTO sources VALUES (?,?)", "INSERT INTO filings VALUES (?,?)"
#: Rows written at a time.
BATCH = 500
PRAGMAS = "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -65536;"
#: Amounts that a project year states itself; the others are read off its filings.
STATED = ("total", "current_year", "prior_year_budget", "prior_year_executed")


def build_index(store: Asked, path: Path, *, base: str, version: str, triples: int | None = None) -> None:
    """Writes the index of a store to a new file. `base` is the base of the minted IRIs; `version` names the content, for those who compare;
    `triples` is the size of the graph where it is known."""
    write_index(statements(store), path, base=base, version=version, triples=triples)


def write_index(lines: Iterable[bytes], path: Path, *, base: str, version: str, triples: int | None = None) -> None:
    """The same from the statements themselves, lines in any order (`read_records`)."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(PRAGMAS + TABLES + SCRATCH)
        connection.execute("BEGIN")
        facts = {"layout": LAYOUT, "base": base, "version": version} | ({} if triples is None else {"triples": triples})
        connection.executemany("INSERT INTO meta VALUES (?,?)", ((name, str(value)) for name, value in facts.items()))
        Writer(connection, base).write(read_records(lines, base))
        add_totals(connection)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    finally:
        connection.close()


class Writer:
    """Takes records in their order and writes rows."""

    def __init__(self, connection: sqlite3.Connection, base: str) -> None:
        self.connection, self.base = connection, base
        self.parts: Parts | None = None
        self.years = self.entries = 0
        self.batches: dict[str, list[tuple[Any, ...]]] = {}
        self.instrument = lru_cache(maxsize=65536)(self._instrument)
        self.label = lru_cache(maxsize=65536)(self._label)

    def write(self, records: Iterable[tuple[str, Values]]) -> None:
        """Writes the rows of all records, which come in the order of their IRIs."""
        for iri, values in records:
            path = iri[len(self.base) :].split("/")
            if path[:2] == ["id", "filing"]:
                self._filing_record(iri, path, values)
                continue
            self._end_filing()
            match path:
                case ["eli", *_]:
                    self._eli(iri, values)
                case ["id", "department", _]:
                    self._department(iri, values)
                case ["id", "document", _] if "source" in values:
                    self._put(SOURCE, (iri, min(values["source"])))
                case ["id", "indicator", _]:
                    self._concept(iri, values)
                case ["id", "project", _, _] if "project_name" in values:
                    self._project(iri, values)
                case ["id", "project" | "project-year", *_] if "stated_in" in values:
                    self._year(iri, values)
        self._end_filing()
        self._flush()

    def _put(self, sql: str, *rows: tuple[Any, ...]) -> None:
        batch = self.batches.setdefault(sql, [])
        batch += rows
        if len(batch) >= BATCH:
            self._flush(sql)

    def _flush(self, *statements: str) -> None:
        for sql in statements or tuple(self.batches):
            batch = self.batches.get(sql)
            if batch:
                self.connection.executemany(sql, batch)
                batch.clear()

    def _entity(self, iri: str, kind: str, label: str) -> int:
        key = key_of(iri)
        self._put(ENTITY, (key, kind, iri, label))
        return key

    def _named(self, kind: str, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Names by which an entity is resolved, each with its field, the surest first."""
        rows = ((kind, fold_name(name), key, field) for name, field in names)
        self._put("INSERT OR IGNORE INTO names VALUES (?,?,?,?)", *(row for row in rows if row[1]))

    def _searched(self, kind: str, key: int, texts: Iterable[tuple[str, str]]) -> None:
        """Texts in which an entity is found, each with its field, the most telling first."""
        for rank, (text, field) in enumerate(texts):
            folded = fold(text)
            if folded:
                self._entry(kind, key, field, text, rank, folded)

    def _entry(self, kind: str, key: int, field: str, text: str, rank: int, folded: str) -> None:
        self.entries += 1
        self._put("INSERT INTO entries VALUES (?,?,?,?,?,?,?)", (self.entries, kind, key, field, text, folded, rank))
        self._put("INSERT INTO search (rowid, kind, body) VALUES (?,?,?)", (self.entries, kind.replace("_", ""), bigrams(folded)))

    def _eli(self, iri: str, values: Values) -> None:
        if "replaced_by" in values:
            self._put("INSERT INTO aliases VALUES (?,?,?)", (key_of(iri), iri, key_of(values["replaced_by"][0])))
        if "a" not in values:
            return
        number, title, others = first(values, "number"), first(values, "title"), values.get("alternative", [])
        key = self._entity(iri, "instrument", title or number or iri)
        issuer, year = first(values, "issuer"), first(values, "year")
        self._put(
            INSTRUMENT,
            (
                *(key, number, title, None if issuer is None else key_of(issuer), local(first(values, "level"), "norm-")),
                *(None if year is None else int(year), local(first(values, "jurisdiction"), "jurisdiction-"), first(values, "date_document")),
                json.dumps(others, ensure_ascii=False),
            ),
        )
        texts = [(text, field) for text, field in ((number, "number"), (title, "title")) if text]
        texts += ((other, "title_alternative") for other in others)
        self._named("instrument", key, texts)
        self._searched("instrument", key, texts)

    def _department(self, iri: str, values: Values) -> None:
        kind = "department" if "department" in values.get("a", ()) else "issuer"
        name, others = first(values, "pref_label") or iri, values.get("other_label", [])
        key = self._entity(iri, kind, name)
        texts = [(name, "name"), *((other, "other_name") for other in others)]
        self._named(kind, key, texts)
        if kind == "department":
            parent = first(values, "parent")
            row = (key, name, None if parent is None else key_of(parent), json.dumps(others, ensure_ascii=False))
            self._put("INSERT INTO departments (id, name, parent, others) VALUES (?,?,?,?)", row)
            self._searched(kind, key, texts)

    def _concept(self, iri: str, values: Values) -> None:
        name = first(values, "pref_label") or iri
        key = self._entity(iri, "indicator", name)
        self._put("INSERT INTO concepts (id, name) VALUES (?,?)", (key, name))
        self._named("indicator", key, [(name, "name")])
        self._searched("indicator", key, [(name, "name")])

    def _project(self, iri: str, values: Values) -> None:
        name = values["project_name"][0]
        key = self._entity(iri, "project", name)
        department = first(values, "department")
        self._put("INSERT INTO projects VALUES (?,?)", (key, None if department is None else key_of(department)))
        self._named("project", key, [(name, "name")])

    def _filing_record(self, iri: str, path: list[str], values: Values) -> None:
        filing = f"{self.base}id/filing/{path[2]}"
        if self.parts is None or self.parts.iri != filing:
            self._end_filing()
            self.parts = Parts(filing)
        self.parts.take(path[3:], values)

    def _end_filing(self) -> None:
        parts, self.parts = self.parts, None
        if parts is None:
            return
        self._flush(SOURCE)
        row = self.connection.execute("SELECT name FROM sources WHERE iri = ?", (first(parts.own, "document"),)).fetchone()
        facts = json.dumps(facts_of(parts, row[0] if row else ""), ensure_ascii=False)
        self._put(FILING, (parts.iri, facts))
        for instrument, wording in wordings(parts):
            self._named("instrument", key_of(instrument), [(wording, "cited")])

    def _year(self, iri: str, values: Values) -> None:
        self._flush(FILING)
        filings = [self._facts(filing) for filing in sorted(values["stated_in"])]
        self.years += 1
        name, department, project = first(values, "name"), first(values, "department"), first(values, "project")
        year, yuan = first(values, "fiscal_year"), first(values, "yuan")
        key = self._entity(iri, "project_year", name or "")
        department_name = None if department is None else self.label(key_of(department))
        item = self._item(iri, values, filings, department_name)
        self._put(
            "INSERT INTO years (n, id, whole, department, year, name, yuan, amount, named, item) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                *(self.years, key, key_of(project or iri), None if department is None else key_of(department), None if year is None else int(year)),
                *(name, item["yuan"], None if yuan is None else float(yuan), project is not None),
                json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode(),
            ),
        )
        self._cited(values, item["citations"])
        for facts in filings:
            rows = ((None if row[0] is None else key_of(row[0]), self.years, *row[1:], facts["about"]["source"]) for row in facts["indicators"])
            self._put(f"INSERT INTO indicators VALUES (NULL{',?' * 19},NULL)", *rows)
        self._searched("project_year", key, [(text, field) for text, field in ((name, "name"), (department_name, "department")) if text])
        if name and project:
            self._named("project", key_of(project), [(name, "name")])

    def _facts(self, filing: str) -> dict[str, Any]:
        row = self.connection.execute("SELECT facts FROM filings WHERE iri = ?", (filing,)).fetchone()
        facts: dict[str, Any] = json.loads(row[0])
        return facts

    def _item(self, iri: str, values: Values, filings: list[dict[str, Any]], department: str | None) -> dict[str, Any]:
        """A project year as lists show it: the contract of `/api/projects`."""
        amounts: dict[str, str] = {}
        for facts in filings:
            amounts = facts["amounts"] | amounts
        amounts |= {kind: money(Decimal(values[kind][0])) for kind in STATED if kind in values}
        yuan, year, year_end = first(values, "yuan"), first(values, "fiscal_year"), first(values, "fiscal_year_end")
        return {
            "id": hex_of(key_of(iri)),
            "iri": iri,
            "name": first(values, "name"),
            "project": first(values, "project"),
            "department": department,
            "department_iri": first(values, "department"),
            "fiscal_year": None if year is None else int(year),
            "fiscal_year_end": None if year_end is None else int(year_end),
            "yuan": None if yuan is None else money(Decimal(yuan)),
            "amounts": amounts,
            "legal_basis": [self.instrument(basis) for basis in values.get("legal_basis", ())],
            "citations": [citation for facts in filings for citation in facts["citations"]],
            "source": filings[0]["about"]["source"],
            "filings": [facts["about"] for facts in filings],
        }

    def _cited(self, values: Values, citations: list[dict[str, Any]]) -> None:
        basis = set(values.get("legal_basis", ()))
        for instrument in values.get("cites", ()):
            own = [c for c in citations if c["regulation"] == instrument]
            status = min((c["status"] for c in own if c["status"]), key=STATUS_ORDER.index, default=None)
            self._put("INSERT INTO cited VALUES (?,?,?,?,?)", (key_of(instrument), self.years, instrument in basis, status, len(own)))

    def _instrument(self, iri: str) -> dict[str, Any]:
        self._flush(INSTRUMENT)
        row = self.connection.execute("SELECT number, title FROM instruments WHERE id = ?", (key_of(iri),)).fetchone()
        number, title = row or (None, None)
        return {"id": hex_of(key_of(iri)), "number": number, "title": title, "iri": iri}

    def _label(self, key: int) -> str | None:
        self._flush(ENTITY)
        row = self.connection.execute("SELECT label FROM entities WHERE id = ?", (key,)).fetchone()
        return None if row is None else row[0]


#: Of several statuses that citations of one instrument have in one project year, the surest is told.
STATUS_ORDER = ("resolved", "stub", "ambiguous")
