"""The measures: counted right, kinds read off alike, optional mentions free."""

from __future__ import annotations

import pytest

from kg.citations.evaluation import changes, evaluate, kind_of, read_sentences


def mention(surface: str, title: str | None = None, number: str | None = None, field: str = "立项依据", **marks: object) -> dict[str, object]:
    return {"field": field, "surface": surface, "title": title, "number": number, "article": None, **marks}


def filing(*citations: dict[str, object], **more: object) -> dict[str, object]:
    return {"source": "a/x.txt", "index": 0, "citations": list(citations), **more}


def test_hits_misses_and_inventions_are_counted_by_kind() -> None:
    gold = [
        filing(mention("《停车办法》", "停车办法"), mention("国发〔2015〕40号", None, "国发〔2015〕40号"), mention("《宪法》", "宪法", optional=True))
    ]
    predicted = [filing(mention("《停车 办法》", "停车办法"), mention("《报告》", "报告"), mention("《宪法》", "宪法"))]
    found = evaluate(gold, predicted)
    assert (found.measures["all"].hit, found.measures["all"].predicted, found.measures["all"].gold) == (1, 2, 2)
    assert found.measures["number"].recall == 0.0
    assert found.measures["title"].f1 == pytest.approx(2 / 3)
    assert found.measures["standard"].f1 == 1.0
    assert [surface for _, _, surface in found.missing] == ["国发〔2015〕40号"]
    assert [surface for _, _, surface in found.extra] == ["《报告》"]


def test_a_mention_in_another_field_is_no_hit_unless_the_field_is_uncertain() -> None:
    gold = mention("《停车办法》", "停车办法")
    moved = mention("《停车办法》", "停车办法", field="项目概况")
    assert evaluate([filing(gold)], [filing(moved)]).measures["all"].hit == 0
    assert evaluate([filing({**gold, "field_uncertain": True})], [filing(moved)]).measures["all"].hit == 1


def test_what_the_gold_lists_as_no_citation_costs_nothing() -> None:
    found = evaluate([filing(not_citations=[{"field": "立项依据", "surface": "三年行动计划"}])], [filing(mention("三年行动计划", "三年行动计划"))])
    assert found.extra == ()


@pytest.mark.parametrize(
    ("surface", "title", "number", "kind"),
    [
        ("《停车办法》", "停车办法", None, "title"),
        ("关于停车的通知（沪府办〔2015〕87号）", "关于停车的通知", "沪府办〔2015〕87号", "bare_title"),
        ("沪府办[2015]87号", None, "沪府办〔2015〕87号", "number"),
        ("市政府77号令", None, "市政府令第77号", "order"),
        ("GB/T 1-2008《术语》", "术语", "GB/T 1-2008", "standard"),
    ],
)
def test_the_kind_is_read_off_the_surface(surface: str, title: str | None, number: str | None, kind: str) -> None:
    assert kind_of(mention(surface, title, number)) == kind


def test_an_alias_is_known_where_either_side_says_so() -> None:
    found = evaluate([filing(mention("《决定》", "决定"))], [filing(mention("《决定》", "决定") | {"kind": "alias"})])
    assert (found.measures["alias"].f1, found.measures["alias"].gold, found.measures["title"].gold) == (1.0, 1, 0)


def test_what_is_said_of_a_found_mention_is_measured_too() -> None:
    gold = [filing(mention("国发〔2015〕40号", None, "国发〔2015〕40号"), mention("《停车办法》", "停车办法") | {"article": "第三条"})]
    other = [
        filing(
            mention("国发〔2015〕40号", None, "国发〔2015〕4号"),
            mention("《停车办法》", "停车 办法"),
            mention("皖发〔2015〕4号", None, "皖发〔2015〕4号"),
        )
    ]
    found = evaluate(gold, other)
    assert found.measures["all"].recall == 1.0
    assert [(m.hit, m.predicted, m.gold) for m in (found.values[name] for name in ("numbers", "titles", "articles"))] == [
        (0, 2, 1),
        (1, 1, 1),
        (0, 0, 1),
    ]
    assert [told for _, _, told in found.wrong] == [
        "国发〔2015〕40号 (number 国发〔2015〕4号, labelled 国发〔2015〕40号)",
        "《停车办法》 (article none, labelled 第三条)",
    ]
    gains, losses = changes(evaluate(gold, gold), found)
    assert (len(gains), len(losses)) == (0, 3)


def test_what_the_gold_does_not_label_is_not_measured() -> None:
    gold = {"field": "立项依据", "surface": "国发〔2015〕40号"}
    found = evaluate([filing(gold)], [filing(mention("国发〔2015〕40号", None, "国发〔2015〕40号"))])
    assert (found.values["numbers"].predicted, found.wrong) == (0, ())


def test_changes_tell_gains_from_losses() -> None:
    gold = [filing(mention("《甲办法》", "甲办法"), mention("《乙办法》", "乙办法"))]
    before, after = evaluate(gold, [filing(mention("《甲办法》", "甲办法"))]), evaluate(gold, [filing(mention("《乙办法》", "乙办法"))])
    gains, losses = changes(before, after)
    assert [surface for _, _, surface in gains] == ["《乙办法》"]
    assert [surface for _, _, surface in losses] == ["《甲办法》"]


def test_a_drawn_sentence_without_its_values_is_refused() -> None:
    with pytest.raises(ValueError, match="1 spans but 0 lines"):
        read_sentences("依据⟦国发〔2015〕40号⟧。")
