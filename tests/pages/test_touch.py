"""The network browser under fingers: tap, double tap, long press, drag, pinch; and targets large enough for them."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLong

from tests.pages.addresses import NUMBER, PAGES
from tests.pages.test_network_browser import READY, pytestmark, shown
from viz.sites import ASSETS, BROWSER

__all__ = ["pytestmark"]
NAME, OTHER = "上海市市容景观事务中心", "道路照明设施维护监管"
#: Milliseconds from one gesture to the next: vis-network takes a touch within 50 of the last release for the same one, and no hand is so quick.
PAUSE = 150
#: Scrolls the picture into view at once, then asks it for a place on the screen.
PLACE = """name => {
  document.querySelector('.stage').scrollIntoView({ behavior: 'instant', block: 'center' });
  return document.getElementById('network').where(name);
}"""
#: What is too small to hit by WCAG 2.2 (2.5.8): under 24 pixels, not within a line of text, and not alone in a circle of that size.
SMALL = """() => {
  const boxes = [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter(part => part.offsetParent && !part.classList.contains('skip')).map(part => [part, part.getBoundingClientRect()]);
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  return boxes.filter(([part, box]) => {
    if (box.width >= 24 && box.height >= 24) return false;
    if (getComputedStyle(part).display === 'inline' && part.closest('p, li, td, dd, figcaption')) return false;
    const [x, y] = middle(box);
    return boxes.some(([other, its]) => other !== part && Math.hypot(middle(its)[0] - x, middle(its)[1] - y) < 24);
  }).map(([part]) => part.outerHTML);
}"""


def where(page: Page, name: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    at = page.evaluate(PLACE, name)
    return at["x"], at["y"]


def selected(page: Page) -> Any:
    return page.locator("#network .nodes tr[aria-selected=true]")


def fingers(session: CDPSession, kind: str, *points: tuple[float, float], at: float | None = None) -> None:
    """What fingers do: touchStart, touchMove or touchEnd with where each is, now or at a time (seconds since the epoch)."""
    touched = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched} | ({} if at is None else {"timestamp": at}))


@pytest.fixture
def touched(phone: Page) -> tuple[Page, CDPSession]:
    """The network around an instrument, and the hand."""
    phone.goto(f"/graph?focus={NUMBER}")
    phone.wait_for_selector(READY)
    return phone, phone.context.new_cdp_session(phone)


def test_a_tap_beside_a_node_means_it(touched: tuple[Page, CDPSession]) -> None:
    page, _ = touched
    x, y = where(page, NAME)
    page.touchscreen.tap(x + 14, y + 10)
    expect(page.locator(".drawer h2")).to_have_text(NAME)
    expect(selected(page)).to_have_count(1)


@pytest.mark.parametrize("slower", [1, 20])
def test_a_double_tap_expands(touched: tuple[Page, CDPSession], slower: int) -> None:
    page, session = touched
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    before = page.locator("#network .nodes tbody tr").count()
    x, y = where(page, NAME)
    began = time.time()
    for n in range(4):
        # with times of their own: a slow machine must not come between the taps
        fingers(session, ("touchStart", "touchEnd")[n % 2], *([(x, y)] if n % 2 == 0 else []), at=began + n * 0.06)
    expect(page.locator("#network .nodes tbody tr")).not_to_have_count(before)


def test_a_long_press_selects_several(touched: tuple[Page, CDPSession]) -> None:
    page, session = touched
    page.touchscreen.tap(*where(page, NAME))
    expect(selected(page)).to_have_count(1)
    at = where(page, OTHER)
    fingers(session, "touchStart", at)
    expect(selected(page)).to_have_count(2)
    fingers(session, "touchEnd")
    expect(page.locator(".drawer").get_by_role("button", name="两者之间的路径")).to_be_visible()
    expect(selected(page)).to_have_count(2)


def test_a_finger_drags_a_node_and_the_view(touched: tuple[Page, CDPSession]) -> None:
    page, session = touched
    x, y = where(page, NAME)
    fingers(session, "touchStart", (x, y))
    for step in range(1, 9):
        fingers(session, "touchMove", (x + 7 * step, y + 8 * step))
    fingers(session, "touchEnd")
    page.wait_for_function("location.hash.includes('at=')")
    moved = where(page, NAME)
    assert moved[0] - x > 30
    assert moved[1] - y > 30
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    corner = stage["x"] + 15, stage["y"] + stage["height"] - 15
    # A machine under load may drop the moves of one gesture: the hand tries again.
    for _ in range(3):
        page.wait_for_timeout(PAUSE)
        other = where(page, OTHER)
        fingers(session, "touchStart", corner)
        for step in range(1, 7):
            fingers(session, "touchMove", (corner[0] + 7 * step, corner[1] - 7 * step))
        fingers(session, "touchEnd")
        with suppress(WaitedTooLong):
            page.wait_for_function("([name, x]) => document.getElementById('network').where(name).x > x + 20", arg=[OTHER, other[0]], timeout=10_000)
            break
    assert where(page, OTHER)[0] > other[0] + 20


def test_two_fingers_zoom_the_picture_and_not_the_page(touched: tuple[Page, CDPSession]) -> None:
    page, session = touched
    apart = abs(where(page, NAME)[0] - where(page, OTHER)[0])
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    fingers(session, "touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        fingers(session, "touchMove", (x - 20 - 5 * step, y), (x + 20 + 5 * step, y))
    fingers(session, "touchEnd")
    page.wait_for_function(
        "([one, other, apart]) => { const at = document.getElementById('network').where; return Math.abs(at(one).x - at(other).x) > 1.5 * apart; }",
        arg=[NAME, OTHER, apart],
    )
    assert page.evaluate("visualViewport.scale") == 1
    expect(selected(page)).to_have_count(0)


@pytest.mark.parametrize("address", PAGES)
def test_targets_are_large_enough_for_fingers(phone: Page, address: str) -> None:
    phone.goto(address)
    if phone.locator("div#network").count() and (ASSETS / BROWSER).is_file():
        phone.wait_for_selector(READY)
        assert shown(phone) > 0
    if phone.locator("div#editor").count():
        return  # the editor is not ours
    assert phone.evaluate(SMALL) == []
