"""The page that stands alone, opened from a file as its reader does: small and large, with nothing but itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.viz.worlds import made_network
from viz.pages import html

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:IPython")
#: How much of the picture is not paper.
INK = """() => { const canvas = document.querySelector('canvas'), data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let inked = 0; for (let n = 3; n < data.length; n += 4) inked += data[n] > 40; return inked / (data.length / 4); }"""


def opened(browser: Browser, path: Path, edges: int) -> Page:
    """The page in a browser that may ask nothing of anybody."""
    path.write_bytes(html(made_network(edges)).encode())
    page = browser.new_context(offline=True, viewport={"width": 1200, "height": 800}).new_page()
    strange: list[str] = []
    page.on("pageerror", lambda fault: strange.append(str(fault)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else strange.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert strange == []
    return page


@pytest.mark.parametrize("edges", [150, 4_000])
def test_it_draws_and_its_legend_filters(browser: Browser, tmp_path: Path, edges: int) -> None:
    page = opened(browser, tmp_path / "page.html", edges)
    before = page.evaluate(INK)
    assert before > 0.01
    page.locator('.legend .key[data-kind="project"]').click()
    page.wait_for_function(f"before => ({INK})() < before * 0.99", arg=before)
    page.locator('.legend .key[data-kind="project"]').click()
    page.wait_for_function(f"before => Math.abs(({INK})() - before) < before * 0.05", arg=before)
    page.context.close()


def test_moving_the_view_keeps_the_lines(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path / "page.html", 4_000)
    before = page.evaluate(INK)
    page.evaluate("network.moveTo({ position: { x: 40, y: 20 }, animation: false })")
    page.wait_for_function(f"before => Math.abs(({INK})() - before) < before * 0.25", arg=before)
    page.evaluate("network.moveTo({ scale: network.getScale() * 1.5, animation: false })")
    page.wait_for_function(f"() => ({INK})() > 0.005")
    page.context.close()


#: Where the middle of the first line of the first style is on the screen, after the view has gone there.
MIDDLE = """() => { const ours = JSON.parse(document.getElementById('ours').textContent), at = network.getPositions();
  const [a, b] = ours.edges[0].map(n => at[ours.labels[n][0]]), middle = { x: a.x * 0.7 + b.x * 0.3, y: a.y * 0.7 + b.y * 0.3 };
  network.moveTo({ position: middle, scale: 3, animation: false });
  const place = network.canvasToDOM(middle), box = network.body.container.getBoundingClientRect();
  return { x: box.left + place.x, y: box.top + place.y }; }"""


def test_an_edge_of_a_large_picture_tells_what_it_is(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path / "page.html", 4_000)
    at = page.evaluate(MIDDLE)
    tip = page.locator(".vis-tooltip.edge")
    expect(tip).to_be_hidden()
    page.mouse.move(at["x"], at["y"])
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(" → ")
    expect(tip).to_contain_text("年度项目数: ")
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.context.close()
