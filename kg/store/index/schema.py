"""The tables of the index. A key is the first 16 hex digits of the SHA-256 of an IRI as a signed integer: the `{id}` of the service, and the
row id under which SQLite finds a row without another index."""

from __future__ import annotations

import hashlib

#: Raised with every change of the tables: a reader refuses another layout.
LAYOUT = 3

#: The kinds of `entities`. An issuer that files nothing is `issuer`; a department that also issues is `department`.
KINDS = ("department", "issuer", "project", "project_year", "instrument", "indicator")

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, iri TEXT NOT NULL, label TEXT NOT NULL, degree INTEGER NOT NULL DEFAULT 0,
    project_years INTEGER, yuan TEXT);
CREATE TABLE aliases (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, target INTEGER NOT NULL);
CREATE TABLE years (
    n INTEGER PRIMARY KEY, id INTEGER NOT NULL, whole INTEGER NOT NULL, department INTEGER, year INTEGER, name TEXT,
    yuan TEXT, amount REAL, named INTEGER NOT NULL, by_amount INTEGER, by_year INTEGER, by_name INTEGER, item BLOB NOT NULL
);
CREATE TABLE postings (
    instrument INTEGER NOT NULL, by_amount INTEGER NOT NULL, by_year INTEGER NOT NULL, by_name INTEGER NOT NULL, n INTEGER NOT NULL,
    basis INTEGER NOT NULL, status TEXT, department INTEGER, year INTEGER, PRIMARY KEY (instrument, by_amount)
) WITHOUT ROWID;
CREATE TABLE instruments (
    id INTEGER PRIMARY KEY, number TEXT, title TEXT, issuer INTEGER, level TEXT, year INTEGER, jurisdiction TEXT, date_document TEXT,
    alternatives TEXT NOT NULL, projects INTEGER NOT NULL DEFAULT 0, departments INTEGER NOT NULL DEFAULT 0,
    project_years INTEGER NOT NULL DEFAULT 0, basis_project_years INTEGER NOT NULL DEFAULT 0, without_amount INTEGER NOT NULL DEFAULT 0, yuan TEXT,
    citations INTEGER NOT NULL DEFAULT 0, by_use INTEGER, by_name INTEGER, by_year INTEGER
);
CREATE TABLE departments (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER, others TEXT NOT NULL, projects INTEGER NOT NULL DEFAULT 0,
    project_years INTEGER NOT NULL DEFAULT 0, regulations INTEGER NOT NULL DEFAULT 0, without_amount INTEGER NOT NULL DEFAULT 0, yuan TEXT,
    by_amount INTEGER, by_name INTEGER
);
CREATE TABLE budgets (
    department INTEGER NOT NULL, year INTEGER NOT NULL, project_years INTEGER NOT NULL, without_amount INTEGER NOT NULL, yuan TEXT,
    PRIMARY KEY (department, year)
) WITHOUT ROWID;
CREATE TABLE uses (
    instrument INTEGER NOT NULL, department INTEGER NOT NULL, project_years INTEGER NOT NULL, without_amount INTEGER NOT NULL, yuan TEXT,
    first_year INTEGER, last_year INTEGER, PRIMARY KEY (instrument, project_years DESC, department)
) WITHOUT ROWID;
CREATE TABLE indicators (
    n INTEGER PRIMARY KEY, concept INTEGER, year INTEGER NOT NULL, position INTEGER NOT NULL, iri TEXT NOT NULL, name TEXT NOT NULL,
    level1 TEXT, level2 TEXT, target TEXT, kind TEXT, comparator TEXT, lower TEXT, upper TEXT, unit TEXT, direction TEXT,
    actual TEXT, weight TEXT, score TEXT, reason TEXT, source TEXT, by_name INTEGER
);
CREATE TABLE concepts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, uses INTEGER NOT NULL DEFAULT 0);
CREATE TABLE names (
    kind TEXT NOT NULL, folded TEXT NOT NULL, id INTEGER NOT NULL, field TEXT NOT NULL, PRIMARY KEY (kind, folded, id)
) WITHOUT ROWID;
CREATE TABLE entries (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, id INTEGER NOT NULL, field TEXT NOT NULL, wording TEXT NOT NULL, folded TEXT NOT NULL,
    rank INTEGER NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5(kind, body, content='', detail=full, columnsize=0, tokenize='ascii');
CREATE TABLE neighbours (
    node INTEGER NOT NULL, relation TEXT NOT NULL, outward INTEGER NOT NULL, weight INTEGER NOT NULL, other INTEGER NOT NULL,
    PRIMARY KEY (node, relation, outward, weight DESC, other)
) WITHOUT ROWID;
CREATE TABLE degrees (
    node INTEGER NOT NULL, relation TEXT NOT NULL, outward INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (node, relation, outward)
) WITHOUT ROWID;
"""

SCRATCH = """
CREATE TEMP TABLE filings (iri TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE sources (iri TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE cited (instrument INTEGER NOT NULL, n INTEGER NOT NULL, basis INTEGER NOT NULL, status TEXT, mentions INTEGER NOT NULL);
CREATE TEMP TABLE projects (id INTEGER PRIMARY KEY, department INTEGER);
"""


def hex_id(iri: str) -> str:
    """The `{id}` of an entity: the first 16 hex digits of the SHA-256 of its IRI."""
    return hashlib.sha256(iri.encode()).hexdigest()[:16]


def key_of(iri: str) -> int:
    """The key of an IRI in the tables."""
    return int.from_bytes(hashlib.sha256(iri.encode()).digest()[:8], signed=True)


def hex_of(key: int) -> str:
    """The `{id}` of a key."""
    return key.to_bytes(8, signed=True).hex()


def key_from(text: str) -> int:
    """The key of an `{id}` of 16 hex digits."""
    return int.from_bytes(bytes.fromhex(text), signed=True)
