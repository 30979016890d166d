"""Concepts of the printed levels: every name that a layout prints has one, and the names are the labels of the code list."""

from __future__ import annotations

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph.levels import LAST_WORDS, level_concept, names
from kg.resources import data_folder, package_data
from kg.terms import INDICATOR_LEVELS, SKOS

TRIPLES = list(parse((data_folder("ontology") / "codes.ttl").read_bytes(), format=RdfFormat.TURTLE))


def objects(concept: str, *properties: str) -> list[str]:
    found = [t for t in TRIPLES if t.subject == NamedNode(concept) and t.predicate.value in properties]
    return [t.object.value for t in found if not isinstance(t.object, Literal) or t.object.language in (None, "zh")]  # type: ignore[union-attr]


def test_every_level_of_every_layout_has_a_concept() -> None:
    layouts = yaml.safe_load(package_data("kg.forms", "layouts.yaml"))
    printed = {(1, first) for layout in layouts for first in layout["levels"]}
    printed |= {(2, second) for layout in layouts for seconds in layout["levels"].values() for second in seconds}
    assert len(printed) > 60
    assert sorted((rank, name) for rank, name in printed if level_concept(name, rank) is None) == []


@pytest.mark.parametrize("rank", [1, 2])
def test_the_names_are_the_labels_of_the_concepts(rank: int) -> None:
    """Both ways; the first name is the preferred label. Level 1 is at the top, level 2 below."""
    data = yaml.safe_load(package_data("kg.graph", "data/indicator_levels.yaml"))[f"level{rank}"]
    for key, known in data.items():
        concept = INDICATOR_LEVELS[key]
        assert objects(concept, SKOS.prefLabel) == known[:1]
        assert objects(concept, SKOS.altLabel) == known[1:]
        assert bool(objects(concept, SKOS.broader)) == (rank == 2)
        assert all(not name.endswith(LAST_WORDS) or name == "绩效目标" for name in known)
    assert len(names(rank)) == sum(map(len, data.values())), "no name has two concepts of one level"


def test_every_concept_has_a_name_at_one_level() -> None:
    both = [*names(1).values(), *names(2).values()]
    assert set(both) == set(INDICATOR_LEVELS.values())
    assert not set(names(1).values()) & set(names(2).values())


@pytest.mark.parametrize(
    ("name", "rank", "key"),
    [
        ("产出指标", 1, "output"), ("产出目标", 1, "output"), ("项目完成指标", 1, "output"), ("投入与管理", 1, "input"),
        ("成本指标", 1, "cost"), ("成本指标", 2, "output_cost"), ("成本", 2, "output_cost"), ("满意度指标", 1, "satisfaction"),
        ("满意度指标", 2, "target_group_satisfaction"), ("服务对象满意度\n指标", 2, "target_group_satisfaction"),
        ("环境效益", 2, "ecological_benefit"), ("绩效目标指标", 2, "goal_setting"), ("绩效目标", 2, "goal_setting"),
        ("产出进度指标", 2, "timeliness"), ("数量目标", 2, "quantity"),
    ],
)  # fmt: skip
def test_a_name_is_known_with_and_without_its_last_word(name: str, rank: int, key: str) -> None:
    assert level_concept(name, rank) == INDICATOR_LEVELS[key]


@pytest.mark.parametrize(("name", "rank"), [("数量指标", 1), ("产出指标", 2), ("指标", 1), ("目标", 2), ("考核大类", 1), ("", 2), (None, 1)])
def test_a_name_that_is_not_known_at_its_level_has_no_concept(name: str | None, rank: int) -> None:
    assert level_concept(name, rank) is None
