"""docs/queries.md says of every catalogue query what its header says: nothing more, nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue import Query, load_catalogue

DOC = (Path(__file__).parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0].strip("` "): part.split("\n", 1)[1].strip() for part in DOC.split("\n## ")[1:]}


def section(query: Query) -> str:
    """What the page says of a query; `python -m tests.test_queries_doc` writes all of them."""
    given = " ".join(f"{p.name}={p.example}" for p in query.parameters if not p.optional)
    lines = [f"**{query.title['en']}** · {query.title['zh']}", "", query.description["en"], "", query.description["zh"], ""]
    lines += [f"    kg query {' '.join(filter(None, (query.name, given)))} --store S", ""]
    if query.parameters:
        lines += ["| parameter | type | example | |", "|---|---|---|---|"]
        for p in query.parameters:
            kind = ", ".join(f"`{value}`" for value in p.values) or p.type
            lines.append(f"| `{p.name}` | {kind} | `{p.example}` | {p.description['en']}{' (optional)' if p.optional else ''} |")
        lines.append("")
    lines += ["| column | |", "|---|---|"]
    lines += [f"| `{column.name}` | {column.description['en']} |" for column in query.columns]
    return "\n".join(lines)


def test_the_page_has_a_section_for_every_query_and_no_other() -> None:
    assert list(SECTIONS) == [query.name for query in load_catalogue()]


@pytest.mark.parametrize("query", load_catalogue(), ids=lambda query: query.name)
def test_a_section_says_what_the_header_says(query: Query) -> None:
    assert SECTIONS[query.name] == section(query)


if __name__ == "__main__":  # writes the sections anew
    head = DOC.split("\n## ", 1)[0]
    page = head + "".join(f"\n## `{query.name}`\n\n{section(query)}\n" for query in load_catalogue())
    (Path(__file__).parent.parent / "docs" / "queries.md").write_text(page, encoding="utf-8")
