"""The tables of docs/ontology.md and docs/checks.md, made from the files they describe; `python -m tests.ontology.tables` writes them."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg import terms
from kg.checks.queries import check_of, load_rules, severity_of

ROOT = Path(__file__).parent.parent.parent
QB = Namespace(terms.QB.NS)
PREFIX_OF = {namespace: prefix for prefix, namespace in terms.PREFIXES.items()}


def short(node: Node | None) -> str:
    """A term as prefix and local name; ours without prefix."""
    text = str(node)
    cut = max(text.rfind("#"), text.rfind("/")) + 1
    prefix = PREFIX_OF.get(text[:cut], text[:cut])
    return text[cut:] if prefix == "bkg" else f"{prefix}:{text[cut:]}"


def in_language(graph: Graph, node: Node, property_: URIRef, language: str) -> str:
    return next((str(o) for o in graph.objects(node, property_) if isinstance(o, Literal) and o.language == language), "")


def row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def listed(graph: Graph, subject: Node, property_: URIRef) -> str:
    return ", ".join(sorted(f"`{short(o)}`" for o in graph.objects(subject, property_)))


def classes(graph: Graph) -> list[str]:
    names = sorted(graph.subjects(RDF.type, OWL.Class), key=short)
    rows = [
        row(f"`{short(c)}`", in_language(graph, c, RDFS.label, "zh"), listed(graph, c, RDFS.subClassOf), in_language(graph, c, SKOS.definition, "en"))
        for c in names
    ]
    return [row("class", "中文", "⊑", "definition"), row(*["---"] * 4), *rows]


def properties(graph: Graph) -> list[str]:
    names = sorted({*graph.subjects(RDF.type, OWL.ObjectProperty), *graph.subjects(RDF.type, OWL.DatatypeProperty)}, key=short)
    rows = []
    for p in names:
        of, to = (short(v) if (v := graph.value(p, property_)) else "" for property_ in (RDFS.domain, RDFS.range))
        supers = listed(graph, p, RDFS.subPropertyOf)
        rows.append(row(f"`{short(p)}`", in_language(graph, p, RDFS.label, "zh"), of, to, supers, in_language(graph, p, SKOS.definition, "en")))
    return [row("property", "中文", "of", "to", "⊑", "definition"), row(*["---"] * 6), *rows]


def code_lists(graph: Graph) -> list[str]:
    rows = []
    for scheme, keys in terms.CODE_LISTS.items():
        node = URIRef(scheme)
        concepts = ", ".join(f"{key} {in_language(graph, URIRef(iri), SKOS.prefLabel, 'zh')}" for key, iri in keys.items())
        rows.append(row(f"`{short(node)}`", in_language(graph, node, SKOS.prefLabel, "zh"), concepts))
    return [row("scheme", "中文", "concepts"), row(*["---"] * 3), *rows]


def alignments(graph: Graph) -> list[str]:
    ours = sorted({(s, p) for s, p in graph.subject_predicates() if str(s).startswith(terms.BKG_NS)}, key=lambda pair: tuple(map(short, pair)))
    rows = [row(f"`{short(s)}`", f"`{short(p)}`", ", ".join(sorted(f"`{o}`" for o in graph.objects(s, p)))) for s, p in ours]
    return [row("term", "relation", "foreign term"), row(*["---"] * 3), *rows]


def rules() -> list[str]:
    rows = [row(f"`{check_of(r)}`", severity_of(r), r.title["zh"], f"{r.description['en']}") for r in load_rules()]
    return [row("rule", "severity", "中文", "what must hold"), row(*["---"] * 4), *rows]


def shapes(graph: Graph) -> list[str]:
    laws = sorted(graph.subjects(SH.severity), key=str)
    rows = [
        row(f"`{str(s).rpartition('#')[2]}`", str(graph.value(s, SH.severity)).rpartition("#")[2].lower(), in_language(graph, s, SH.message, "en"))
        for s in laws
    ]
    return [row("shape", "severity", "message"), row(*["---"] * 3), *rows]


def read(name: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / name)


def tables() -> dict[str, dict[str, list[str]]]:
    """Document → name of a table → its lines."""
    return {
        "ontology.md": {
            "classes": classes(read("budget-kg.ttl")),
            "properties": properties(read("budget-kg.ttl")),
            "code lists": code_lists(read("codes.ttl")),
            "alignments": alignments(read("alignments.ttl")),
        },
        "checks.md": {"rules": rules(), "shapes": shapes(read("shapes.ttl"))},
    }


def filled(text: str, name: str, lines: list[str]) -> str:
    """A document with a table between its marks."""
    start, end = f"<!-- table: {name} -->\n", f"<!-- end: {name} -->"
    assert start in text, f"the document has no table {name!r}"
    assert end in text, f"the document has no end of the table {name!r}"
    return re.sub(f"(?<={re.escape(start)}).*?(?={re.escape(end)})", lambda _: "\n".join(lines) + "\n", text, flags=re.DOTALL)


def main() -> None:
    for document, content in tables().items():
        path = ROOT / "docs" / document
        text = path.read_text(encoding="utf-8")
        for name, lines in content.items():
            text = filled(text, name, lines)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
