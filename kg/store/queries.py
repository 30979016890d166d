"""What a query may not do: the store would fetch a SERVICE from the net. SPARQL 1.1 has no reader of its own in Python.

Keywords are found in the query's tokens. The tokens of the grammar (SPARQL 1.1, 19.8) that may hold a word by chance, IRIs, strings, comments,
variables, prefixed names, are skipped whole; what is left of words are keywords. The store's parser reads some queries in another way
(`SERVICE:x{}`, `1<'>'`), so whether SERVICE is used is for that parser to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Store

from kg.errors import QueryError

#: Asked nothing but whether it can read a query.
EMPTY = Store()
SERVICE = re.compile("(?<=servic)e", re.IGNORECASE | re.ASCII)
#: The first keyword of an update (SPARQL 1.1 Update, 3), after PREFIX and BASE.
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
PROLOGUE = {"PREFIX", "BASE", "VERSION"}

TOKEN = re.compile(
    r"""
      (?P<skip>
        <[^<>"{}|^`\\\x00-\x20]*>                                  # IRIREF
      | \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | \#[^\n\r]*
      | [?$]\w+
      | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
      | (?:[^\W\d_][\w.\-·]*)?:(?:[\w.\-·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*   # prefixed name
      )
    | (?P<word>[A-Za-z]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

#: Where `error at 2:4: …` of the store's parser says that the query breaks, and its list of what was expected there.
PLACE = re.compile(r"error at (\d+):(\d+):? *(.*)", re.DOTALL)
CHARACTER_CLASS = re.compile(r"\['[^\]]*\]|\[_\]")
#: A longer list of expected tokens helps nobody.
SHOWN_TOKENS = 8


def keywords(query: str) -> Iterator[tuple[str, int]]:
    """The keywords of a query in upper case, with their offsets."""
    for found in TOKEN.finditer(query):
        if found.lastgroup == "word":
            yield found.group().upper(), found.start()


def check_query(query: str) -> bool:
    """Whether the query names its own data set (FROM). Raises QueryError for an update, and for SERVICE: a store answers, and alone."""
    words = list(keywords(query))
    first = next((found for found in words if found[0] not in PROLOGUE), None)
    if first is not None and first[0] in UPDATES:
        raise QueryError(f"{first[0]} is off: a store is read only, `kg build` changes it", *place_of(query, first[1]))
    if SERVICE.search(query):
        _refuse_service(query, words)
    return any(word == "FROM" for word, _ in words)


def _refuse_service(query: str, words: list[tuple[str, int]]) -> None:
    """Spells the word otherwise: a query that can be read so has it in names, strings and comments only, never as the keyword."""
    try:
        EMPTY.query(SERVICE.sub("X", query))
    except SyntaxError as fault:
        for word, offset in words:
            if word == "SERVICE":
                raise QueryError("SERVICE is off: queries are answered from this store alone", *place_of(query, offset)) from fault
        raise query_error(fault) from fault


def place_of(query: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)


def query_error(fault: SyntaxError) -> QueryError:
    """The parser's complaint with its place, without its list of every character that a name may hold."""
    found = PLACE.search(str(fault))
    if found is None:
        return QueryError(str(fault))
    line, column, reason = int(found.group(1)), int(found.group(2)), found.group(3)
    if reason.startswith("expected"):
        items = [item.strip(" \n|") for item in CHARACTER_CLASS.sub("", reason.removeprefix("expected").removeprefix(" one of")).split(", ")]
        items = [item for item in items if item]
        sentences = [item for item in items if " " in item and item[0].isupper()]
        expected = "expected " + " or ".join(items[:SHOWN_TOKENS]) + (" …" if len(items) > SHOWN_TOKENS else "")
        reason = sentences[0] if sentences else expected if items else "no SPARQL from here on"
    return QueryError(reason, line, column)
