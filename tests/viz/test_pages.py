"""The page that stands alone: everything inline, positions set, physics off, no quadratic building."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.viz.test_networks import NUMBER, STORE
from tests.viz.worlds import made_network
from viz import appearance
from viz.drawings import caption
from viz.exports import write
from viz.layouts import layout
from viz.networks import Network, network
from viz.pages import html

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:IPython")


class Fetches(HTMLParser):
    """Every tag that would fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"link", "iframe", "img", "object", "embed", "base"} or "src" in given or "integrity" in given:
            self.found.append(f"<{tag} {given}>")


def test_nothing_is_fetched() -> None:
    page = html(network(STORE, NUMBER))
    reader = Fetches()
    reader.feed(page)
    assert reader.found == []
    assert not re.search(r"cdn|googleapis", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    assert "vis-network" in page


def test_positions_are_set_and_physics_is_off() -> None:
    graph = network(STORE, NUMBER)
    page = html(graph)
    nodes = {node["id"]: (node["x"], node["y"]) for node in json.loads(re.search(r"nodes = new vis\.DataSet\((.*?)\);\n", page).group(1))}  # type: ignore[union-attr]
    assert nodes == layout(graph)
    options = json.loads(re.search(r"var options = (\{.*?\});", page).group(1))  # type: ignore[union-attr]
    assert options["physics"] == {"enabled": False}


def test_a_page_is_utf8_whatever_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda *_: "cp936")
    write(network(STORE, NUMBER), tmp_path / "page.html")
    text = (tmp_path / "page.html").read_bytes().decode("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert '<meta charset="utf-8">' in text
    assert "关于照明长效管理机制的意见" in text


def test_a_name_cannot_break_out() -> None:
    graph = Network(focus="x", shown=1, total=1, edges_shown=0, edges_total=0)
    graph.add_node("x", kind="project", weight=0, title="</script><script>alert(1)</script>", number="")
    page = html(graph)
    assert "alert(1)</script>" not in page
    assert "<h1></script>" not in page


def test_a_large_page_holds_columns() -> None:
    graph = made_network(2_000)
    for n, (_, _, data) in enumerate(graph.edges(data=True)):
        data |= {"years": str(2020 + n % 3), "yuan": f"{n * 1250}.50" if n % 2 else "0"}
    page = html(graph)
    assert re.search(r"edges = new vis\.DataSet\(\[\]\)", page)
    ours = json.loads(re.search(r'<script type="application/json" id="ours">(.*?)</script>', page, re.DOTALL).group(1))  # type: ignore[union-attr]
    ids = [node for node, _ in ours["labels"]]
    assert {(ids[a], ids[b]) for flat in ours["edges"] for a, b in zip(flat[::2], flat[1::2], strict=True)} == set(graph.edges)
    assert {node: (row[0], row[1]) for node, row in zip(ids, ours["nodes"], strict=True)} == layout(graph)
    assert len(page) < len(html(made_network(1_400))) + 200_000
    for n, flat in enumerate(ours["edges"]):
        for a, b, tip, yuan in zip(flat[::2], flat[1::2], ours["told"][n][::2], ours["told"][n][1::2], strict=True):
            data = graph.edges[ids[a], ids[b]]
            told = ours["tips"][tip] + (f"\n{ours['yuan']}: {yuan}" if yuan else "")
            assert told == appearance.edge_tooltip(data)


@pytest.mark.parametrize(("lang", "told"), [("zh", "，"), ("en", ", ")])
def test_what_is_shown_is_told_with_the_comma_of_the_language(lang: str, told: str) -> None:
    nodes, relations = caption(network(STORE), lang=lang).split(told)
    assert [bool(re.search(r"\d", part)) for part in (nodes, relations)] == [True, True]


def test_building_is_not_quadratic() -> None:
    html(made_network(100))
    start = time.process_time()
    html(made_network(20_000))
    assert time.process_time() - start < 15  # pyvis' own add_edge takes minutes
