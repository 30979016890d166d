"""Export: the whole store as one file, the same bytes for the same content, in memory that does not grow with the store.

Graphs and lines are sorted by their bytes; lines of one subject then stand together, which is all that Turtle and JSON-LD need.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby
from json import dumps
from pathlib import Path
from typing import IO, Protocol

from kg.errors import UnknownName
from kg.store.sorting import sort_lines
from kg.terms import PREFIXES, RDF, XSD

#: Graphs up to this size are sorted without a file.
IN_MEMORY_BYTES = 16 * 1024 * 1024

TRIPLE = re.compile(rb"(<[^>]*>|_:\S+) <([^>]*)> (.*) \.\n", re.DOTALL)
LITERAL = re.compile(r'"(.*)"(?:\^\^<([^>]*)>|@(\S+))?', re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
#: A subset of Turtle's PN_LOCAL that never needs an escape, and the plain forms of numbers and truth values.
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
PLAIN = {XSD.integer: re.compile(r"[+-]?\d+"), XSD.decimal: re.compile(r"[+-]?\d*\.\d+"), XSD.boolean: re.compile("true|false")}
NAMESPACES: Mapping[str, str] = {namespace: prefix for prefix, namespace in PREFIXES.items()}


class Graphs(Protocol):
    """What an export needs of a store."""

    def graphs(self) -> Iterator[str]: ...

    def write_triples(self, stream: IO[bytes], graph: str) -> None: ...


def export(store: Graphs, stream: IO[bytes], format_: str) -> None:
    """Writes the store in a format of `FORMATS`; raises UnknownName for another."""
    if format_ not in FORMATS:
        raise UnknownName("export format", format_, sorted(FORMATS))
    FORMATS[format_](store, stream)


def format_of(path: Path) -> str:
    """The format that a file name asks for by its ending; raises UnknownName."""
    format_ = path.suffix.removeprefix(".").lower()
    if format_ not in FORMATS:
        raise UnknownName("ending of an export file", path.name, [f".{known}" for known in sorted(FORMATS)])
    return format_


def lines_of(store: Graphs, graph: str) -> Iterator[bytes]:
    """The N-Triples lines of a graph, unsorted."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as stream:
        store.write_triples(stream, graph)
        stream.seek(0)
        yield from stream


def _nquads(store: Graphs, stream: IO[bytes]) -> None:
    for graph in store.graphs():
        end = b" <%b> .\n" % graph.encode()
        stream.writelines(line[:-3] + end for line in sort_lines(lines_of(store, graph)))


def _turtle(store: Graphs, stream: IO[bytes]) -> None:
    stream.write(_prologue())
    lines = sort_lines(chain.from_iterable(lines_of(store, graph) for graph in store.graphs()))
    stream.writelines(_statements(lines))


def _trig(store: Graphs, stream: IO[bytes]) -> None:
    stream.write(_prologue())
    for graph in store.graphs():
        stream.write(f"\nGRAPH {_name(graph)} {{\n".encode())
        stream.writelines(_statements(sort_lines(lines_of(store, graph))))
        stream.write(b"}\n")


def _json_ld(store: Graphs, stream: IO[bytes]) -> None:
    context = dumps({**PREFIXES}, ensure_ascii=False)
    stream.write(f'{{"@context":{context},"@graph":['.encode())
    for count, graph in enumerate(store.graphs()):
        stream.write(f'{"," if count else ""}\n{{"@id":{dumps(graph, ensure_ascii=False)},"@graph":['.encode())
        for number, node in enumerate(_nodes(sort_lines(lines_of(store, graph)))):
            stream.write((",\n" if number else "\n").encode() + node)
        stream.write(b"]}")
    stream.write(b"\n]}\n")


FORMATS: Mapping[str, Callable[[Graphs, IO[bytes]], None]] = {"nq": _nquads, "trig": _trig, "ttl": _turtle, "jsonld": _json_ld}


def _prologue() -> bytes:
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()).encode()


def _taken_apart(lines: Iterable[bytes]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Subject by subject: its predicates, each with its objects, all as N-Triples writes them (predicates without < and >)."""
    triples = map(_parts, lines)
    for subject, rows in groupby(triples, key=lambda row: row[0]):
        by_predicate = [(p.decode(), [o.decode() for _, _, o in same]) for p, same in groupby(rows, key=lambda row: row[1])]
        yield subject.decode(), by_predicate


def _parts(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Subject (with < and >), predicate (without) and object of a line of N-Triples."""
    found = TRIPLE.fullmatch(line)
    assert found is not None, f"the store writes N-Triples, not {line!r}"
    return found.group(1), found.group(2), found.group(3)


def _statements(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Turtle, one statement a subject."""
    for subject, predicates in _taken_apart(lines):
        name = _name(subject[1:-1]) if subject.startswith("<") else subject
        rows = [f"{'a' if p == RDF.type else _name(p)} {', '.join(map(_object, objects))}" for p, objects in predicates]
        joined = " ;\n    ".join(rows)
        yield f"\n{name} {joined} .\n".encode()


@lru_cache(maxsize=4096)
def _compact(iri: str) -> str:
    """`prefix:local` where a known namespace and a simple local name allow it, else the IRI itself."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and LOCAL.fullmatch(iri, cut) else iri


def _name(iri: str) -> str:
    compact = _compact(iri)
    return f"<{iri}>" if compact == iri else compact


def _object(text: str) -> str:
    if text.startswith("<"):
        return _name(text[1:-1])
    found = LITERAL.fullmatch(text)
    if found is None or found.group(2) is None:
        return text
    value, datatype, _ = found.groups()
    plain = PLAIN.get(datatype)
    return value if plain and plain.fullmatch(value) else f'"{value}"^^{_name(datatype)}'


def _nodes(lines: Iterable[bytes]) -> Iterator[bytes]:
    """JSON-LD node objects, one a subject, written against the context of the prefixes."""
    for subject, predicates in _taken_apart(lines):
        node: dict[str, object] = {"@id": subject.removeprefix("<").removesuffix(">")}
        for p, objects in predicates:
            if p == RDF.type:
                node["@type"] = [_compact(o[1:-1]) for o in objects]
            else:
                node[_compact(p)] = [_value(o) for o in objects]
        yield dumps(node, ensure_ascii=False, separators=(",", ":")).encode()


def _value(text: str) -> object:
    found = LITERAL.fullmatch(text) if text.startswith('"') else None
    if found is None:
        return {"@id": text.removeprefix("<").removesuffix(">")}
    value, datatype, language = found.groups()
    value = ESCAPE.sub(_unescape, value)
    if datatype:
        return {"@value": value, "@type": _compact(datatype)}
    return {"@value": value, "@language": language} if language else value


def _unescape(found: re.Match[str]) -> str:
    short, long, sign = found.groups()
    return chr(int(short or long, 16)) if sign is None else ESCAPED.get(sign, sign)
