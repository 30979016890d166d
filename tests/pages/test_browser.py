"""The pages in a browser: keyboard, narrow screens, no scripts, axe."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.pages.addresses import DEPARTMENT, INSTRUMENT, PAGES, PROJECT
from tests.service.servers import Served
from viz.sites import ASSETS, BROWSER

AXE = Axe()
#: Pages that say what is wrong; their status is no error of the page.
ERRORS = [
    "/graph?focus=" + quote("玻璃幕墙"),
    "/queries/projects_citing_regulation?ask=1&regulation=" + quote("管理办法"),
    "/search?kind=project&year=abc",
]


#: Parts of a page whose text is wider than they are.
CUT = "parts => parts.filter(part => part.offsetParent && part.clientWidth && part.scrollWidth > part.clientWidth + 1).map(part => part.outerHTML)"


def serious(page: Page) -> list[str]:
    """What axe finds of serious or critical impact."""
    found = AXE.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found if rule["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_serious(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    assert serious(page) == []


@pytest.mark.parametrize("address", [*PAGES, *ERRORS])
def test_nor_in_the_dark_nor_in_english(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address + ("&" if "?" in address else "?") + "lang=en")
    settled(page)
    assert serious(page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", [*PAGES, *ERRORS])
def test_a_narrow_screen_needs_no_scrolling_sideways(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + ("&" if "?" in address else "?") + f"lang={lang}")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # no button or heading is cut
    assert page.eval_on_selector_all("main h1, main h2, main > form button, .figures b, .tabs a, .chips a", CUT) == []


def test_the_source_is_good_to_read_too(page: Page) -> None:
    page.goto(PROJECT)
    address = page.locator("a[href*='/id/filing/']").first.get_attribute("href")
    assert address is not None
    for scheme, lang in (("light", "zh"), ("dark", "en")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{address.partition('#')[0]}?lang={lang}")
        assert serious(page) == []


def settled(page: Page) -> None:
    """Waits for what scripts make of a page."""
    for part in ("network", "editor"):
        if page.locator(f"div#{part}").count():
            page.wait_for_selector(f"div#{part}[data-ready]")


def test_the_slash_goes_to_the_search(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("防汛")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="防汛信息系统运行维护").first).to_be_visible()
    page.wait_for_url("**/search?*q=*")


def test_from_an_instrument_to_the_network_and_back(page: Page) -> None:
    page.goto(INSTRUMENT)
    page.get_by_role("link", name="景观照明设施安全检查").first.click()
    expect(page.locator("h1")).to_contain_text("景观照明设施安全检查")
    page.locator(".about a").first.click()
    expect(page.locator("h1")).to_have_text("上海市市容景观事务中心")
    page.get_by_role("link", name="打开完整网络").click()
    expect(page.locator("svg.network, #network canvas").filter(visible=True)).to_have_count(1)
    if (ASSETS / BROWSER).is_file():
        page.wait_for_selector("#network[data-ready]")
        page.locator("#network .nodes button").first.click()
        page.locator(".drawer").get_by_role("link", name="详情页").click()
    else:
        page.locator(".still td a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/graph*")


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.goto(DEPARTMENT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    wanted = set(page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"))
    assert wanted <= reached


def test_pages_read_well_without_scripts(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=" + quote("防汛"))
    page.get_by_role("link", name="防汛信息系统运行维护").first.click()
    expect(page.locator("svg.network")).to_be_visible()
    page.goto("/graph")
    page.get_by_label("中心").fill("沪府办[2015]87号")
    page.get_by_role("button", name="绘制").click()
    expect(page.locator("h1")).to_contain_text("照明")
    context.close()


def test_the_first_page_is_useful_at_once(page: Page) -> None:
    page.goto("/")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 2000
