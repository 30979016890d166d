"""The pages as they are sent: every one in both languages, links that lead somewhere, lists as files, errors as pages."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin

import httpx
import pytest
from openpyxl import load_workbook

from tests.pages.addresses import DEPARTMENT, INDICATOR, INSTRUMENT, NUMBER, PAGES, PROJECT
from tests.service.servers import served


class Seen(HTMLParser):
    """Links, marks and what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.refused: list[str] = []
        self.headings = 0
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        self.headings += tag == "h1"
        self.lang = str(given["lang"]) if tag == "html" else self.lang
        if tag == "style" or "style" in given or (tag == "script" and "src" not in given) or any(name.startswith("on") for name in given):
            self.refused.append(f"<{tag} {given}>")


def look(text: str) -> Seen:
    seen = Seen()
    seen.feed(text)
    return seen


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_in_both_languages(client: httpx.Client, address: str, lang: str) -> None:
    address += ("&" if "?" in address else "?") + "lang=en" if lang == "en" else ""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    seen = look(answer.text)
    assert (seen.lang, seen.headings, seen.refused) == ("zh-CN" if lang == "zh" else "en", 1, [])
    assert ("Search" if lang == "en" else "检索") in answer.text


def test_links_lead_somewhere(client: httpx.Client) -> None:
    waiting, done = ["/", "/search", "/queries", "/graph", INSTRUMENT, DEPARTMENT, PROJECT], set[str]()
    while waiting and len(done) < 160:
        address = waiting.pop(0)
        if address in done:
            continue
        done.add(address)
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 303), f"{address}: {answer.status_code}"
        if answer.headers.get("content-type", "").startswith("text/html") and not address.startswith("/docs"):
            links = (urljoin(address, link).partition("#")[0] for link in look(answer.text).links)
            waiting += [link for link in links if link.startswith("/") and not link.startswith(("/sparql", "/docs"))]
    assert len(done) > 100


def test_a_thing_leads_a_browser_to_its_page(client: httpx.Client) -> None:
    answer = client.get(INSTRUMENT.removesuffix(".html"), headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, INSTRUMENT)


def test_a_word_of_two_characters_is_found(client: httpx.Client) -> None:
    text = client.get("/search?q=" + quote("防汛")).text
    assert "防汛信息系统运行维护" in text
    assert "上海市防汛条例" in text


def test_a_number_in_the_wrong_brackets_is_found_at_once(client: httpx.Client) -> None:
    text = client.get("/search?q=" + NUMBER).text
    assert "直达" in text
    assert INSTRUMENT in text


def test_facets_narrow_and_chips_widen(client: httpx.Client) -> None:
    every = look(client.get("/search?kind=project").text)
    year = next(link for link in every.links if "year=2020" in link)
    narrowed = client.get(year)
    assert 0 < narrowed.text.count("/id/project") < client.get("/search?kind=project").text.count("/id/project")
    chip = next(link for link in look(narrowed.text).links if link == "/search?kind=project")
    assert chip


def test_what_is_cut_is_said(client: httpx.Client) -> None:
    text = client.get("/search?kind=indicator").text
    assert re.search(r"显示 30 / \d{3}", text)
    following = re.search(r'rel="next" href="([^"]+)"', text)
    assert following
    assert client.get(unescape(following.group(1))).status_code == 200


def test_a_list_is_a_table_for_spreadsheets(client: httpx.Client) -> None:
    answer = client.get("/search.csv?kind=project")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    listed = client.get("/search.json?kind=project").json()
    assert len(rows) == listed["total"] == len(listed["items"]) > 25
    assert any("号" in row["basis_numbers"] for row in rows)
    sheet = load_workbook(io.BytesIO(client.get("/search.xlsx?kind=project").content), read_only=True).active
    assert sheet is not None
    assert len(list(sheet.iter_rows())) == len(rows) + 1


def test_an_answer_is_a_file(client: httpx.Client) -> None:
    data = client.get("/queries/projects_citing_regulation.csv?regulation=" + NUMBER)
    assert data.content.startswith(b"\xef\xbb\xbf")
    assert "道路照明" in data.content.decode("utf-8-sig")
    assert client.get("/queries/regulations_by_use.json?ask=1").json()["columns"][0] == "regulation"


@pytest.mark.parametrize("format_", ["svg", "html", "graphml", "gexf", "json"])
def test_a_network_is_a_file(client: httpx.Client, format_: str) -> None:
    answer = client.get(f"/graph.{format_}?focus={NUMBER}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "景观照明" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/queries/no_such_question", 404, "no_such_question"),
        ("/graph?focus=" + quote("没有这个东西"), 404, "没有这个东西"),
        ("/graph?depth=9", 400, "depth"),
        ("/search?kind=planet", 400, "planet"),
        ("/search?kind=project&amount=lots", 400, "lots"),
        ("/search?kind=project&amount=-", 400, "amount"),
        ("/search?kind=project&year=MMXX", 400, "MMXX"),
        ("/search?kind=project&role=%3Cscript%3E", 400, "&lt;script&gt;"),
        ("/queries/projects_citing_regulation?regulation=" + quote("沪府办〔1999〕9999号"), 404, "9999"),
    ],
)
def test_an_error_is_a_page(client: httpx.Client, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert told in answer.text
    assert look(answer.text).headings == 1
    assert "<script>" not in answer.text


HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NOWHERE = "/id/department/" + quote("没有的单位")


@pytest.mark.parametrize("address", ["/nowhere", NOWHERE, NOWHERE + ".html", "/search.pdf"])
def test_what_is_nowhere_is_a_page_for_readers_and_a_document_for_programs(client: httpx.Client, address: str) -> None:
    page = client.get(address, headers=HTML)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert look(page.text).headings == 1
    assert "script-src" not in page.headers["content-security-policy"]
    told = client.get(address, headers={"Accept": "application/json"})
    assert told.status_code == 404
    assert address == "/search.pdf" or told.headers["content-type"] == "application/problem+json"
    assert client.get("/api/nowhere", headers=HTML).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "question", ["/queries/projects_citing_regulation?ask=1&fiscal_year=2020&regulation=", "/search?kind=project&year=2020&cites="]
)
def test_an_ambiguous_name_leads_on_to_the_same_question(client: httpx.Client, question: str, lang: str) -> None:
    asked = f"{question}{quote('管理办法')}&lang={lang}"
    answer = client.get(asked)
    assert answer.status_code == 300
    assert ("“管理办法”可能指：" if lang == "zh" else "&#34;管理办法&#34; may mean:") in answer.text
    ways = [unescape(way) for way in re.findall(r'<li><a href="([^"]+)">', answer.text)]
    assert len(ways) > 2
    for way in ways:
        assert way.startswith(question.partition("?")[0] + "?")
        assert "year=2020" in way
        assert client.get(way).status_code == 200


def test_an_unknown_name_leads_to_what_comes_near(client: httpx.Client) -> None:
    answer = client.get("/graph?depth=2&focus=" + quote("玻璃幕墙"))
    assert answer.status_code == 404
    near = unescape(re.findall(r'<li><a href="([^"]+)">', answer.text)[0])
    assert near.startswith("/graph?depth=2&focus=")
    assert client.get(near).status_code == 200


def test_an_error_on_a_chinese_page_is_told_in_chinese(client: httpx.Client) -> None:
    text = client.get("/search?kind=project&year=MMXX").text
    assert "“年度”不能是“MMXX”。" in text
    assert 'lang="en">year is' in text


def test_marks_stand_at_the_exact_spans(client: httpx.Client) -> None:
    project = client.get(PROJECT).text
    filing = next(link for link in look(project).links if "/id/filing/" in link).partition("#")[0]
    text = client.get(filing).text
    marks = {anchor: unescape(re.sub(r"<[^>]+>", "", inner)) for anchor, inner in re.findall(r'<mark id="(c\d+)"[^>]*>(.*?)</mark>', text)}
    listed = {anchor: unescape(inner) for anchor, inner in re.findall(r'<li><a href="#(c\d+)">(.*?)</a>', text)}
    assert marks == listed
    assert len(marks) > 2
    assert client.get(next(link for link in look(text).links if link.startswith("/eli/"))).status_code == 200


def test_units_change_and_language_goes_along(client: httpx.Client) -> None:
    text = client.get(DEPARTMENT + "?unit=yuan&lang=en").text
    assert re.search(r"[1-9],\d{3},\d{3}", text)
    assert all("lang=en" in link for link in look(text).links if link.startswith(("/id/project", "/search")) and ".html" in link)


NARROWED = [
    "kind=project",
    "kind=project&year=2020",
    "kind=project&role=basis&cites=" + NUMBER,
    "kind=project&role=mention&cites=" + quote("中华人民共和国网络安全法"),
    "kind=project&role=mention",
    "kind=project&amount=1000000-10000000",
    "kind=project&amount=none",
    "kind=project&amount=-100000&year=2020",
    "kind=project&q=" + quote("防汛"),
    "kind=project&q=" + quote("上海 运行维护"),
    "kind=instrument&level=standard",
    "kind=instrument&level=unknown",
    "kind=instrument&year=2016&issuer=" + quote("国务院"),
    "kind=instrument&q=" + NUMBER,
    "kind=instrument&q=" + quote("安全"),
    "kind=department&q=" + quote("上海"),
    "kind=indicator&q=" + quote("满意度"),
    "kind=indicator&year=2020&department=" + quote("上海市废弃物管理处"),
]


@pytest.mark.parametrize("narrowed", NARROWED)
def test_the_sparql_behind_a_list_gives_the_same_list(client: httpx.Client, narrowed: str) -> None:
    text = client.get(f"/search?{narrowed}").text
    shown = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL).group(1))  # type: ignore[union-attr]
    answer = client.post("/sparql", data={"query": shown}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["results"]["bindings"]) == client.get(f"/search.json?{narrowed}").json()["total"]


@pytest.mark.parametrize("text", ['"} UNION {', "\\", "'", "> <", '")) } #'])
def test_words_stay_inside_their_quotes(client: httpx.Client, text: str) -> None:
    page = client.get("/search", params={"kind": "project", "q": f"防汛{text}"})
    shown = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page.text, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert client.post("/sparql", data={"query": shown}).status_code == 200


def test_ranges_of_money_count_everything_once(client: httpx.Client) -> None:
    whole = client.get("/search.json?kind=project").json()["total"]
    links = [link for link in look(client.get("/search?kind=project").text).links if "amount=" in link]
    counts = [client.get(link.replace("/search?", "/search.json?")).json()["total"] for link in links]
    assert len(links) > 3
    assert sum(counts) == whole
    assert 0 not in counts


def test_an_amount_is_a_chip_in_words(client: httpx.Client) -> None:
    text = client.get("/search?kind=project&amount=1000000-10000000").text
    assert "金额：100万元–1000万元 ×" in text
    assert "1,000,000 yuan to 10,000,000 yuan" in client.get("/search?kind=project&amount=1000000-10000000&lang=en").text


def test_another_kind_keeps_only_what_narrows_it(client: httpx.Client) -> None:
    text = client.get("/search?kind=project&year=2020&amount=none&q=" + quote("安全")).text
    tab = next(link for link in look(text).links if "kind=instrument" in link)
    assert "year" not in tab
    assert "amount" not in tab
    assert "q=" in tab
    total = client.get(tab.replace("/search?", "/search.json?")).json()["total"]
    assert f'政策文件 <span class="count">{total}</span>' in text


def test_a_long_name_is_a_value_of_a_filter(client: httpx.Client) -> None:
    name = "上海市建设工程安全质量监督总站"
    assert client.get("/search", params={"kind": "project", "department": name}).status_code == 200
    assert client.get("/search", params={"kind": "project", "department": "市" * 16}).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/graph/data?nodes=xyz", 400),
        ("/graph/data?nodes=" + ",".join(["0" * 16] * 501), 400),
        ("/graph/data?search=kind%3Dplanet", 400),
        ("/graph/data?search=kind%3Dproject%26year%3D1900", 400),
        ("/graph/data?question=no_such", 404),
        ("/graph/data?question=regulations_by_level&ask=1", 400),
        ("/graph/data?focus=" + quote("没有这个东西"), 404),
        ("/graph/data?search=kind%3Dindicator", 200),
        ("/graph.svg?search=kind%3Ddepartment", 200),
        ("/graph?question=departments_by_regulation&regulation=" + NUMBER, 200),
    ],
)
def test_networks_of_lists_answers_and_nodes(client: httpx.Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


class Anchors(HTMLParser):
    """The ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids |= {str(value) for name, value in attrs if name == "id"}


@pytest.mark.parametrize(("address", "least"), [(PROJECT, 20), (INSTRUMENT, 3), (INDICATOR, 3)])
def test_every_footnote_leads_to_its_place(client: httpx.Client, address: str, least: int) -> None:
    notes = re.findall(r'<sup class="src"><a href="([^"]+)"', client.get(address).text)
    assert len(notes) >= least
    pages: dict[str, set[str]] = {}
    for note in map(unescape, notes):
        page, _, anchor = note.partition("#")
        if page not in pages:
            seen = Anchors()
            seen.feed(client.get(page).text)
            pages[page] = seen.ids
        assert anchor in pages[page], note


@pytest.mark.parametrize(("address", "least"), [(DEPARTMENT, 3), (INSTRUMENT, 4), (PROJECT, 3), ("/", 5), ("/search?kind=instrument", 20)])
def test_every_sum_leads_to_what_it_is_made_of(client: httpx.Client, address: str, least: int) -> None:
    text = client.get(address + ("&" if "?" in address else "?") + "unit=yuan").text
    sums = re.findall(r'([\d,]+(?:\.\d+)?)(?:</b>)?(?: <small>元</small>| 元)?<sup class="src sum"><a href="([^"]+)"', text)
    assert len(sums) == text.count("src sum") >= least
    for shown, made_of in sums:
        rows = client.get(unescape(made_of).replace("/search?", "/search.json?")).json()["items"]
        assert sum(Decimal(row["yuan"] or 0) for row in rows) == Decimal(shown.replace(",", "")), made_of


@pytest.mark.parametrize("address", [DEPARTMENT, INSTRUMENT, "/search?kind=project", "/search?kind=project&q=%E9%98%B2%E6%B1%9B"])
def test_every_amount_of_a_row_has_its_own_footnote(client: httpx.Client, address: str) -> None:
    text = client.get(address + ("&" if "?" in address else "?") + "unit=yuan").text
    rows = re.findall(r'data-name="金额">([^<–]+) <small>[^<]+</small>(.*?)</td>', text)
    assert len(rows) > 1
    for shown, note in rows:
        place = unescape(re.findall(r'href="([^"]+)"', note)[0])
        page, _, anchor = place.partition("#")
        field = client.get(page).text.partition(f'id="{anchor}"')[2].partition("</section>")[0]
        printed = {Decimal(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", field)}
        assert Decimal(shown.replace(",", "")) in {amount * scale for amount in printed for scale in (1, 1000, 10000)}, place


def test_the_questions_of_the_first_page_can_be_asked_of_any_store(seed_store: Path, tmp_path: Path, client: httpx.Client) -> None:
    with served(seed_store, tmp_path / "log", sparql_seconds="120") as other, httpx.Client(base_url=other.address, timeout=120) as strange:
        for asked in (client, strange):
            forms = re.findall(r'<form class="template" action="([^"]+)">(.*?)</form>', asked.get("/").text, re.DOTALL)
            assert len(forms) == 3
            for action, fields in forms:
                given = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', fields)}
                assert asked.get(action, params=given).status_code == 200, given


def test_every_value_of_a_project_has_a_footnote(client: httpx.Client) -> None:
    text = client.get(PROJECT).text
    amounts = re.findall(r'<dd class="number">(.*?)</dd>', text[text.index(">金额<") : text.index(">来源<")])
    assert len([amount for amount in amounts if 'class="src"' in amount]) >= 3
    rows = re.findall(r'<tr id="i\d+">(.*?)</tr>', text)
    assert rows
    assert all('class="src"' in row for row in rows)


def test_the_first_page_says_when_its_data_was_built(client: httpx.Client, sample_store: Path) -> None:
    text = client.get("/").text
    assert re.search(r"<b>20\d\d-\d\d-\d\d</b>", text)
    assert text.count('<form class="template"') == 3


def test_links_of_a_picture_are_a_list_too(client: httpx.Client) -> None:
    text = client.get(DEPARTMENT).text
    listed = text[text.index('<details class="links">') :]
    assert listed.count("<tr>") > 3


def test_rows_of_indicators_lead_to_their_departments(client: httpx.Client) -> None:
    items = client.get("/api/indicators?limit=5").json()["items"]
    assert all(item["department_iri"].rpartition("/")[2] for item in items if item["department"])
    text = client.get("/search?kind=indicator").text
    cells = re.findall(r'<td data-name="单位">(.*?)</td>', text)
    assert cells
    assert all(re.match('<a href="/id/department/', cell) or cell == "–" for cell in cells)
