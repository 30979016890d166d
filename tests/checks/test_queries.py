"""Every rule is silent on the sound world, and finds what its own damage breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.catalogue import Query, load_catalogue
from kg.checks.queries import ask_rule, load_rules, severity_of
from kg.checks.values import SEVERITIES
from tests.checks.stores import Memory

BREAKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "breaks").glob("*.ru"))}
RULES = {rule.name.removeprefix("checks/"): rule for rule in load_rules()}


@pytest.fixture(scope="module")
def world() -> Memory:
    return Memory()


def expected(update: str, key: str) -> str:
    found = re.search(rf"^# {key}: (.*)$", update, re.MULTILINE)
    assert found, key
    return found.group(1)


def test_every_rule_has_its_damage() -> None:
    assert set(RULES) == set(BREAKS)


def test_rules_stand_apart_from_the_catalogue() -> None:
    assert not set(RULES) & {query.name for query in load_catalogue()}
    assert {severity_of(rule) for rule in RULES.values()} <= set(SEVERITIES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_the_sound_world_keeps_a_rule(rule: Query, world: Memory) -> None:
    assert list(ask_rule(world, rule)) == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_its_damage(name: str) -> None:
    update = BREAKS[name]
    world = Memory(updates=(update,))
    found = list(ask_rule(world, RULES[name]))
    assert [(breach.focus, breach.place) for breach in found] == [row[:2] for row in world.query(RULES[name].text).values()]
    assert [breach.focus for breach in found] == [expected(update, "focus")]
    breach = found[0]
    assert (breach.check, breach.severity) == tuple(name.rsplit("-", 1))
    assert expected(update, "message") in breach.messages["en"]
    assert breach.messages["zh"].startswith(RULES[name].title["zh"])
    facts = breach.messages["zh"].removeprefix(RULES[name].title["zh"])
    assert not re.search(r"\b(is|of|to|in|from|found|expected|yuan|the|has)\b", re.sub(r"\w+://\S*", "", facts)), facts


def test_every_message_and_place_is_bound() -> None:
    for name, update in BREAKS.items():
        rows = Memory(updates=(update,)).query(RULES[name].text).values()
        assert all(None not in row for row in rows), name
