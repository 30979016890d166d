"""Pictures for pages: kept per build and question, and whole for the network browser."""

from __future__ import annotations

import json
from typing import cast

from kg.store import Store
from tests.viz.test_networks import NUMBER, P1
from tests.viz.worlds import Memory
from viz.sites import KEPT, Pictures


class Versioned(Memory):
    version = "1"
    asked = 0

    def query(self, sparql, *, substitutions=None):  # type: ignore[no-untyped-def]
        self.asked += 1
        return super().query(sparql, substitutions=substitutions)


def test_a_picture_is_kept_until_the_next_build() -> None:
    store, pictures = Versioned(), Pictures()
    first = pictures.network(cast("Store", store), NUMBER)
    asked = store.asked
    assert pictures.network(cast("Store", store), NUMBER) is first
    assert store.asked == asked
    store.version = "2"
    assert pictures.network(cast("Store", store), NUMBER) is not first


def test_no_more_are_kept_than_said() -> None:
    store, pictures = Versioned(), Pictures()
    for limit in range(1, KEPT + 10):
        pictures.network(cast("Store", store), NUMBER, limit=limit)
    assert len(pictures._kept) == KEPT


def test_the_browser_is_told_what_it_draws() -> None:
    pictures = Pictures()
    graph = pictures.network(cast("Store", Versioned()), NUMBER)
    told = json.loads(pictures.data(graph, lang="zh", link=lambda iri: f"/page/{iri[-2:]}", degrees={P1: 7}, keys={P1: "0123456789abcdef"}))
    node = next(node for node in told["nodes"] if node["id"] == P1)
    assert (node["degree"], node["page"], node["lines"]) == (7, "/page/P1", [["照明维护"]])
    assert node["tip"].startswith("照明维护\n项目")
    assert all("tip" in edge for edge in told["edges"])
