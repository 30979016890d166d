"""Citations as Web Annotations (W3C Recommendation, 2017) in JSON-LD: one annotation a mention, anchored by position and by quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.citations.values import Mention
from kg.resources import package_data

#: How many signs of context a quote carries on either side.
CONTEXT = 24


def annotation_page(
    text: str,
    mentions: Iterable[Mention],
    *,
    source: str,
    identifiers: Mapping[int, str] | None = None,
    places: Callable[[int, int], Iterable[str]] | None = None,
) -> dict[str, Any]:
    """An annotation page for the mentions of a text. `source` names the text; `identifiers` gives the IRI that a mention denotes, by its index;
    `places` the fragments of the file (pages with their boxes, cells of sheets) on which a run of the text is printed.

    Positions count code points, as Web Annotation asks ("units of the text's characters").
    """
    known = identifiers or {}
    items = [_annotation(index, text, mention, source, known.get(index), places) for index, mention in enumerate(mentions)]
    return {"@context": package_data("kg.citations.data", "annotation_context.txt").strip(), "type": "AnnotationPage", "items": items}


def _annotation(
    index: int, text: str, mention: Mention, source: str, denotes: str | None, places: Callable[[int, int], Iterable[str]] | None
) -> dict[str, Any]:
    body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": mention.kind}]
    if denotes:
        body.append({"id": denotes, "purpose": "identifying"})
    body += [
        {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain", "language": "zh"}
        for value in (mention.title, mention.number, mention.article)
        if value
    ]
    return {
        "id": f"#citation-{index}",
        "type": "Annotation",
        "motivation": "identifying" if denotes else "tagging",
        "body": body,
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": mention.begin, "end": mention.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.surface,
                    "prefix": text[max(0, mention.begin - CONTEXT) : mention.begin],
                    "suffix": text[mention.end : mention.end + CONTEXT],
                },
                *({"type": "FragmentSelector", "value": place} for place in (places(mention.begin, mention.end) if places else ()) if place),
            ],
        },
    }
