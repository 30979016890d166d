"""Web Annotations: positions and quotes point at the surface."""

from __future__ import annotations

from kg.citations import find_citations
from kg.citations.annotations import annotation_page

TEXT = "依据《停车管理办法》（沪府办[2015]87号）第三条，参照国务院令第641号。"


def test_each_mention_is_anchored_by_position_and_quote() -> None:
    mentions = find_citations(TEXT)
    page = annotation_page(TEXT, mentions, source="form.txt", identifiers={0: "urn:x"})
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(mentions) == 2
    for item, mention in zip(page["items"], mentions, strict=True):
        position, quote = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"] == mention.surface
        assert TEXT.endswith(quote["exact"] + quote["suffix"]) or quote["prefix"] + quote["exact"] in TEXT
    assert [body.get("id") for body in page["items"][0]["body"]][1] == "urn:x"
    assert page["items"][1]["motivation"] == "tagging"


def test_places_in_the_file_are_fragments() -> None:
    mentions = find_citations(TEXT)
    page = annotation_page(TEXT, mentions, source="form.pdf", places=lambda begin, end: [f"page=1&viewrect={begin},0,{end},9", ""])
    shown = page["items"][0]["target"]["selector"][2:]
    assert shown == [{"type": "FragmentSelector", "value": f"page=1&viewrect={mentions[0].begin},0,{mentions[0].end},9"}]
