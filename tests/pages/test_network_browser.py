"""The network browser: select, expand, undo, filter, path, export, by mouse and by keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.addresses import NUMBER
from tests.pages.test_browser import serious
from viz.sites import ASSETS, BROWSER

pytestmark = pytest.mark.skipif(
    not (ASSETS / BROWSER).is_file(), reason="the network browser is not bundled: cd viz/web && npm install --no-save && npm run build"
)

READY = "#network[data-ready]"


def opened(page: Page, address: str = "/graph") -> Page:
    page.goto(address)
    page.wait_for_selector(READY)
    return page


def pick(page: Page, name: str) -> None:
    """Selects a node in the table, by keyboard means only."""
    page.locator("#network .nodes tbody").get_by_role("button", name=name, exact=True).press("Enter")


def both(page: Page, *names: str) -> None:
    """Selects several nodes by their boxes."""
    for name in names:
        page.locator("#network .nodes").get_by_label(f"选中 {name}", exact=True).check()


def address_of(page: Page) -> str:
    """What the address bar says: asked of the page, because Playwright hears of a changed address a moment later."""
    told: str = page.evaluate("location.href")
    return told


def shown(page: Page) -> int:
    said = page.locator("#network [role=status]").inner_text()
    return int(said.split()[1])


def test_the_picture_takes_the_place_of_the_still_one(page: Page) -> None:
    opened(page)
    expect(page.locator("figure.network")).to_be_hidden()
    expect(page.locator("#network canvas")).to_be_visible()
    assert shown(page) > 40
    assert serious(page) == []


def test_expand_undo_and_redo(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    before = shown(page)
    pick(page, "上海市市容景观事务中心")
    expect(page.locator(".drawer dl")).to_contain_text("承担项目")
    told = page.locator("#network [role=status]").inner_text()
    page.get_by_role("button", name="展开", exact=True).click()
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    after = shown(page)
    assert after > before
    page.get_by_role("button", name="撤销").click()
    assert shown(page) == before
    page.get_by_role("button", name="重做").click()
    assert shown(page) == after


def test_what_is_there_does_not_move(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")

    before = saved(page)
    pick(page, "上海市市容景观事务中心")
    told = page.locator("#network [role=status]").inner_text()
    page.get_by_role("button", name="展开", exact=True).click()
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    after = saved(page)
    assert {node: after[node] for node in before} == before


def test_hide_collapse_and_legend(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    before = shown(page)
    pick(page, "上海市市容景观事务中心")
    page.get_by_role("button", name="隐藏").click()
    assert shown(page) == before - 1
    page.locator("#network .key.kind-project").click()
    assert shown(page) < before - 1
    assert "hide=project" in address_of(page)
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("#network .key.kind-project")).to_have_attribute("aria-pressed", "false")


def test_a_year_narrows(page: Page) -> None:
    opened(page)
    every = shown(page)
    page.locator("#network .tools select").select_option("2019")
    assert 0 < shown(page) < every


def test_find_and_selection_in_the_address(page: Page) -> None:
    opened(page)
    box = page.get_by_label("在图中查找")
    box.fill("防汛信息中心")
    box.press("Enter")
    expect(page.locator(".drawer h2")).to_have_text("上海市防汛信息中心")
    assert "select=" in address_of(page)
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator(".drawer h2")).to_have_text("上海市防汛信息中心")


def test_a_path_between_two(page: Page) -> None:
    opened(page)
    both(page, "上海市废弃物管理处", "上海市防汛信息中心")
    page.get_by_role("button", name="两者之间的路径").click()
    expect(page.locator("#network [role=status]")).to_contain_text("步")
    assert page.locator("#network .nodes tr[aria-selected=true]").count() in (3, 4, 5)
    told = page.locator(".drawer .note").first
    expect(told).to_contain_text(" → ")
    assert told.inner_text().split(" → ")[0] == "上海市废弃物管理处"
    assert told.inner_text().split(" → ")[-1] == "上海市防汛信息中心"
    page.get_by_role("button", name="共同引用的文件").click()
    expect(page.locator("#network [role=status]")).to_contain_text("共同引用")
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    assert shown(page) > 40


def test_instruments_that_the_selected_share(page: Page) -> None:
    opened(page)
    both(page, "上海市废弃物管理处", "上海市防汛信息中心")
    page.get_by_role("button", name="共同引用的文件").click()
    expect(page.locator("#network [role=status]")).to_contain_text("共同引用")
    assert page.locator("#network .nodes tr[aria-selected=true]", has_text="政策文件").count() >= 1


def test_the_address_remembers_everything(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    pick(page, "上海市市容景观事务中心")
    told = page.locator("#network [role=status]").inner_text()
    page.get_by_role("button", name="展开", exact=True).click()
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    page.get_by_role("button", name="固定", exact=True).click()
    pick(page, "道路照明设施维护监管")
    page.get_by_role("button", name="隐藏").click()
    address, places = address_of(page), saved(page)
    assert all(part in address for part in ("more=", "at=", "pin=", "gone="))
    page.goto("about:blank")
    opened(page, address)
    again = saved(page)
    assert again.keys() == places.keys()
    assert all(abs(again[node][n] - places[node][n]) <= 1 for node in places for n in (0, 1))
    assert address_of(page) == address


def saved(page: Page) -> dict[str, tuple[float, float]]:
    """Where the nodes stand, by the file that the browser saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    return {node["id"]: (node["x"], node["y"]) for node in json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["nodes"]}


def test_one_relation_is_loaded_from_its_count(page: Page) -> None:
    opened(page)
    before = shown(page)
    pick(page, "上海市市容景观事务中心")
    told = page.locator("#network [role=status]").inner_text()
    page.locator(".drawer dl").get_by_role("button", name="承担项目").click()
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    assert shown(page) > before


def test_a_list_and_an_answer_become_networks(page: Page) -> None:
    page.goto("/search?kind=project&q=" + quote("防汛"))
    page.get_by_role("link", name="以网络查看").click()
    page.wait_for_selector(READY)
    assert shown(page) > 3
    page.goto("/queries/departments_by_regulation?regulation=" + NUMBER)
    page.get_by_role("link", name="以网络查看").click()
    page.wait_for_selector(READY)
    assert shown(page) >= 2
    assert page.locator("#network .edges tbody tr").count() >= 1


def test_the_whole_walk_by_keyboard(page: Page) -> None:
    opened(page)
    page.locator("#network .tools button:not([disabled])").first.focus()
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
    assert any("key" in name for name in reached)
    assert any("vis-network" in name for name in reached)
    box = page.locator("#network .nodes input").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(1)
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Escape")
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(0)


def test_exports_hold_what_is_shown(page: Page, tmp_path: Path) -> None:
    opened(page)
    count = shown(page)
    for name, ending in (("GraphML", "graphml"), ("GEXF", "gexf"), ("PNG", "png")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        download.value.save_as(tmp_path / f"network.{ending}")
    assert len(nx.read_graphml(tmp_path / "network.graphml")) == count
    assert len(nx.read_gexf(tmp_path / "network.gexf")) == count
    assert ElementTree.parse(tmp_path / "network.gexf")
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")


def test_the_keyboard_undoes_and_deletes(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    before = shown(page)
    pick(page, "上海市市容景观事务中心")
    told = page.locator("#network [role=status]").inner_text()
    page.keyboard.press("Delete")
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    page.get_by_role("button", name="全图").focus()
    page.keyboard.press("Control+z")
    assert shown(page) == before


def test_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


#: Scrolls the picture into view at once, then asks it for a place on the screen.
PLACE = "name => { const place = document.getElementById('network'); place.scrollIntoView({ behavior: 'instant' }); return place.where(name); }"


def where(page: Page, name: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    at = page.evaluate(PLACE, name)
    return at["x"], at["y"]


def test_by_mouse(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    before = shown(page)
    name = "上海市市容景观事务中心"
    page.mouse.click(*where(page, name))
    expect(page.locator(".drawer h2")).to_have_text(name)
    page.keyboard.down("Control")
    page.mouse.click(*where(page, "道路照明设施维护监管"))
    page.keyboard.up("Control")
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(2)
    told = page.locator("#network [role=status]").inner_text()
    page.mouse.dblclick(*where(page, name))
    expect(page.locator("#network [role=status]")).not_to_have_text(told)
    assert shown(page) > before
    x, y = where(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 80, steps=6)
    page.mouse.up()
    page.wait_for_function("location.hash.includes('at=')")
    moved = where(page, name)
    assert abs(moved[0] - x + 60) < 8
    assert abs(moved[1] - y - 80) < 8
    page.get_by_role("button", name="撤销").click()
    back = where(page, name)
    assert abs(back[0] - x) < 2
    assert abs(back[1] - y) < 2


@pytest.mark.parametrize("slower", [1, 20])
def test_a_double_click_is_taken_however_slow_the_machine(page: Page, slower: int) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    before = page.locator("#network .nodes tbody tr").count()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.mouse.dblclick(*where(page, "上海市市容景观事务中心"))
    expect(page.locator("#network .nodes tbody tr")).not_to_have_count(before)


def test_two_slow_clicks_are_not_a_double_click(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    name = "上海市市容景观事务中心"
    before = shown(page)
    for _ in range(2):
        page.mouse.click(*where(page, name))
        page.wait_for_timeout(600)
    expect(page.locator(".drawer dl")).to_contain_text("承担项目")
    assert shown(page) == before


def test_a_click_beside_the_nodes_selects_none_and_a_dragged_view_changes_nothing(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}")
    page.mouse.click(*where(page, "上海市市容景观事务中心"))
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(1)
    corner = page.locator("#network canvas").bounding_box()
    assert corner is not None
    x, y = corner["x"] + 12, corner["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 50, y + 30, steps=4)
    page.mouse.up()
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(1)
    page.mouse.click(x, y)
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(0)


def test_collapse_takes_what_hangs_on_a_node(page: Page) -> None:
    opened(page, f"/graph?focus={NUMBER}&depth=2")
    before = shown(page)
    pick(page, "景观照明设施安全检查")
    page.get_by_role("button", name="收起").click()
    assert shown(page) < before
    page.keyboard.press("Control+z")
    assert shown(page) == before


def test_badges_count_what_is_not_shown(page: Page) -> None:
    data = page.request.get(f"/graph/data?focus={NUMBER}").json()
    opened(page, f"/graph?focus={NUMBER}")
    degrees = {node["label"]: node["degree"] for node in data["nodes"]}
    pick(page, "上海市住房和城乡建设管理委员会")
    counts = page.locator(".drawer dl dd")
    expect(counts.first).to_be_visible()
    assert sum(int(text) for text in counts.all_inner_texts()) == degrees["上海市住房和城乡建设管理委员会"]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", ["/graph?limit=30", f"/graph?focus={NUMBER}&depth=2"])
def test_no_label_is_cut_or_covered_by_a_badge(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, address)
    drawn = page.evaluate("document.getElementById('network').boxes()")
    assert len(drawn["labels"]) > 4
    assert drawn["badges"]
    for left, top, right, bottom in drawn["labels"]:
        assert (left >= 0, top >= 0, right <= drawn["width"], bottom <= drawn["height"]) == (True, True, True, True)
        crossed = [badge for badge in drawn["badges"] if left < badge[2] and badge[0] < right and top < badge[3] and badge[1] < bottom]
        assert len(crossed) <= ("focus" in address)  # the focus has its name whatever stands there


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves the focus to an element, as somebody without a mouse does: by Tab from where it is."""
    expect(wanted).to_be_visible()
    target = wanted.element_handle()
    for _ in range(400):
        if page.evaluate("wanted => document.activeElement === wanted", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {wanted}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """Presses a button of the network by keyboard alone."""
    tab_to(page, page.locator("#network").get_by_role("button", name=name, exact=True))
    page.keyboard.press(key)


def choose(page: Page, *names: str) -> None:
    """Selects nodes in the table: their boxes are reached by Tab and turned by Space."""
    page.keyboard.press("Escape")
    for name in names:
        tab_to(page, page.locator("#network .nodes").get_by_label(f"选中 {name}", exact=True))
        page.keyboard.press("Space")
    expect(page.locator("#network .nodes tr[aria-selected=true]")).to_have_count(len(names))


def test_every_verb_by_keyboard_alone(page: Page) -> None:
    """Expand, collapse, hide, pin, focus, undo, redo, find, path, common and the table, with Tab, Space, Enter and shortcuts only."""
    page.set_default_timeout(20_000)
    opened(page, f"/graph?focus={NUMBER}")
    name, status = "上海市市容景观事务中心", page.locator("#network [role=status]")
    before = shown(page)
    choose(page, name)
    told = status.inner_text()
    press(page, "展开")
    expect(status).not_to_have_text(told)
    grown = shown(page)
    assert grown > before
    page.keyboard.press("Control+z")
    assert shown(page) == before
    page.keyboard.press("Control+y")
    assert shown(page) == grown
    press(page, "撤销")
    assert shown(page) == before
    press(page, "重做", "Space")
    assert shown(page) == grown
    choose(page, name)
    press(page, "固定", "Space")
    expect(page.locator(".drawer").get_by_role("button", name="取消固定", exact=True)).to_be_visible()
    press(page, "收起")
    assert shown(page) < grown
    left = shown(page)
    choose(page, name)
    press(page, "隐藏")
    assert shown(page) == left - 1
    page.keyboard.press("Control+z")
    tab_to(page, page.get_by_label("在图中查找"))
    page.keyboard.type("市容景观")
    page.keyboard.press("Enter")
    expect(page.locator(".drawer h2")).to_have_text(name)
    tab_to(page, page.locator(".drawer").get_by_role("link", name="以此为中心"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).get('focus')?.includes('/id/department/')")
    page.wait_for_selector(READY)

    opened(page)
    one, other = "上海市废弃物管理处", "上海市防汛信息中心"
    choose(page, one, other)
    press(page, "两者之间的路径")
    expect(status).to_contain_text("步")
    choose(page, one, other)
    press(page, "共同引用的文件")
    expect(status).to_contain_text("共同引用")
    assert page.locator("#network .nodes tr[aria-selected=true]", has_text="政策文件").count() >= 1
