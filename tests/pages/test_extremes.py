"""Pages of what is rare: money without a unit, nothing at all, hundreds of citations, long names, things without a page of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from benchmarks.printers import Content, shanghai_2020
from kg.builds import build
from tests.service.servers import served

LONG = "东岭省数据中心关于全省统一的社会保险公共服务平台及配套数据交换共享与业务协同支撑系统安全测评整改和运行维护（含灾备中心改造）一期工程"
ARCHIVE = "东岭县档案馆"
CITED = 320
LIBRARY = "东岭县普法办公室"
NAMES, ROADS = "东岭县地名办公室", "东岭县公路管理站"


def filing(project: str, department: str = ARCHIVE, *, money: str = "", basis: str = "", unit: bool = True) -> str:
    amounts = {"total": money, "current_year": money} if money else {}
    text = shanghai_2020(Content(department=department, project=project, year=2021, texts={"legal_basis": basis} if basis else {}, amounts=amounts))
    return text if unit else text.replace("（元）", "")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over filings that no one would expect."""
    folder = tmp_path_factory.mktemp("extremes")
    many = "；".join(f"《东岭省机关事务管理办法》（东政办发〔2011〕{n % 9 + 1}号）第{n % 30 + 1}条" for n in range(CITED))
    wide = "；".join(f"《东岭省第{n}号事项管理办法》（东政办发〔2014〕{n}号）" for n in range(1, 231))
    texts = {
        "rare": filing("零值整理", money="0", basis="《中华人民共和国档案法》")
        + filing("空白整理")
        + filing("没有单位的整理", money="1200", unit=False),
        "undeclared": filing("地名标志维护", NAMES, money="88", unit=False, basis="《东岭省地名标志管理办法》（东政办发〔2012〕7号）"),
        "half": filing("道路养护", ROADS, money="900", basis="《东岭省道路养护办法》（东政办发〔2013〕8号）")
        + filing("桥梁检测", ROADS, money="70", unit=False, basis="《东岭省道路养护办法》（东政办发〔2013〕8号）"),
        "wide": filing("普法宣传", LIBRARY, money="5", basis=wide),
        "long": filing(LONG, "东岭省数据中心", money="3000", basis=many),
    }
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder / "in"], store=folder / "store")
    with served(folder / "store", folder / "log", sparql_seconds="120") as running, httpx.Client(base_url=running.address, timeout=120) as client:
        yield client


def page_of(asked: httpx.Client, name: str) -> str:
    """The page of a project by its name."""
    found = asked.get("/api/projects", params={"q": name}).json()["items"][0]["iri"]
    return asked.get(re.sub("^.*?/id/", "/id/", found) + ".html").text


def test_money_without_a_unit_is_told_as_it_is_printed(asked: httpx.Client) -> None:
    text = page_of(asked, "没有单位的整理")
    assert re.search(r'1200（表中未注明金额单位）<sup class="src"><a href="[^"]+#f\d+"', text)
    assert "未申报金额" not in text
    assert "未申报金额" in page_of(asked, "空白整理")


def test_nothing_is_a_figure_too(asked: httpx.Client) -> None:
    text = page_of(asked, "零值整理")
    assert re.search(r'<dd class="number">0 万元<sup class="src">', text)


def test_hundreds_of_citations_are_cut_and_said(asked: httpx.Client) -> None:
    text = page_of(asked, LONG[:20])
    assert f"显示 200 / {CITED}" in text
    title = text[text.index('id="basis"') :]
    assert title[: title.index("</td>")].count('class="src"') == 4  # three places, and a link to the others
    source = unescape(next(iter(re.findall(r'href="(/id/filing/[^"#]+)"', text))))
    seen = asked.get(source).text
    assert seen.count("<mark") == CITED
    assert f"其余 {CITED - 60} 条" in seen


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_things_without_a_page_are_told_in_words(asked: httpx.Client, lang: str) -> None:
    item = asked.get("/api/projects", params={"q": "零值整理"}).json()["items"][0]
    base = re.sub("^.*?/id/", "/id/", item["filings"][0]["iri"])
    for part, said in (("amount/total", ("金额", "amount")), ("field/1", ("栏目", "field")), ("citation/0", ("引用", "citation"))):
        answer = asked.get(f"{base}/{part}", headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, part
        text = asked.get(f"{base}/{part}.html", params={"lang": lang}).text
        assert said[lang == "en"] in text[text.index('<p class="about"') : text.index("<h1>")]
        assert "/assets/style.css" in text
        place = unescape(re.findall(rf'<p><a href="({base}\.html[^"]*#[^"]+)"', text)[0])
        assert f'id="{place.partition("#")[2]}"' in asked.get(place).text


def test_what_is_not_there_can_be_searched_for(asked: httpx.Client) -> None:
    answer = asked.get("/id/department/" + quote("档案馆") + ".html", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    link = unescape(re.findall(r'href="(/search\?q=[^"]+)"', answer.text)[0])
    assert ARCHIVE in asked.get(link).text


def test_the_form_of_the_network_says_a_name_and_no_address(asked: httpx.Client) -> None:
    item = asked.get("/api/projects", params={"q": "零值整理"}).json()["items"][0]
    text = asked.get("/graph", params={"focus": item["department_iri"]}).text
    assert f'name="focus" value="{ARCHIVE}"' in text
    assert 'name="focus" value="东政办发〔2011〕3号"' in asked.get("/graph", params={"focus": "东政办发【2011】3号"}).text.replace(
        "【", "〔"
    ).replace("】", "〕")


def test_rows_of_lists_have_footnotes_with_the_number_of_their_source(asked: httpx.Client) -> None:
    text = asked.get("/search?kind=project").text
    rows = re.findall(r'data-name="金额">([^<–]+) <small>[^<]+</small>(.*?)</td>', text)
    assert len(rows) == 4
    assert all('class="src"' in note for _, note in rows)
    assert [int(n) for _, note in rows for n in re.findall(r"\[(\d+)\]", note)] == [1, 2, 3, 4]
    assert re.findall(r'<li id="s(\d)">', text)[:2] == ["1", "2"]


def item_of(asked: httpx.Client, kind: str, words: str) -> dict[str, Any]:
    found: dict[str, Any] = asked.get(f"/api/{kind}", params={"q": words}).json()["items"][0]
    return found


def html_of(asked: httpx.Client, item: dict[str, Any], lang: str = "zh") -> str:
    return asked.get(re.sub("^.*?/(id|eli)/", r"/\1/", item["iri"]) + f".html?lang={lang}").text


def test_the_sum_of_amounts_without_a_unit_is_no_zero(asked: httpx.Client) -> None:
    """Nowhere is 0 told where money is printed, but its unit is not."""
    department, instrument = item_of(asked, "departments", NAMES), item_of(asked, "regulations", "东政办发〔2012〕7号")
    for item in (department, instrument):
        assert (item["yuan"], item["without_amount"]) == (None, 1)
        for lang, said in (("zh", "未标明"), ("en", "not stated")):
            text = html_of(asked, item, lang)
            assert said in text
            assert not re.search(r"[>（]0 <small>(万元|yuan)", text)
    card = asked.get(f"/api/departments/{department['id']}").json()
    assert [budget["yuan"] for budget in card["budgets"]] == [None]
    assert [cited["yuan"] for cited in card["cites"]] == [None]
    rows = asked.get("/api/queries/regulations_by_use", params={"regulation": instrument["iri"]}).json()["rows"]
    assert [(row["yuan"], row["without_amount"]) for row in rows] == [(None, 1)]
    listed = asked.get("/search.csv", params={"kind": "department", "q": NAMES}).text.splitlines()
    told = dict(zip(listed[0].lstrip("\ufeff").split(","), listed[1].split(","), strict=True))
    assert (told["without_amount"], told["yuan"]) == ("1", "")


def test_how_many_state_no_amount_stands_beside_a_sum(asked: httpx.Client) -> None:
    department, instrument = item_of(asked, "departments", ROADS), item_of(asked, "regulations", "东政办发〔2013〕8号")
    for item in (department, instrument):
        assert (item["yuan"], item["without_amount"]) == ("900.00", 1)
        assert "1 项未标明" in html_of(asked, item)
        assert "1 not stated" in html_of(asked, item, "en")
    first = asked.get("/").text
    assert re.search(r"年度项目金额合计（亿元），\d+ 项未标明", first)
    for kind in ("department", "instrument"):
        assert "1 项未标明" in asked.get("/search", params={"kind": kind, "q": ROADS if kind == "department" else "道路养护办法"}).text


def test_an_instrument_on_which_nothing_rests_has_a_dash_and_a_zero_stays_a_zero(asked: httpx.Client) -> None:
    archive = item_of(asked, "departments", ARCHIVE)
    assert (archive["yuan"], archive["without_amount"]) == ("0.00", 2)
    law = item_of(asked, "regulations", "中华人民共和国档案法")
    assert (law["yuan"], law["without_amount"]) == ("0.00", 0)


def test_a_long_legal_basis_is_told_in_parts_with_a_count(asked: httpx.Client) -> None:
    address = re.sub("^.*?/id/", "/id/", item_of(asked, "projects", "普法宣传")["iri"]) + ".html"
    seen: list[str] = []
    for part, said in (("", "第 1–100 项，共 230 项"), ("?basis=100", "第 101–200 项，共 230 项"), ("?basis=200", "第 201–230 项，共 230 项")):
        text = asked.get(address + part).text
        table = text[text.index('id="basis"') : text.index('id="citations"')]
        assert said in table
        assert ('rel="prev"' in table, 'rel="next"' in table) == (part != "", part != "?basis=200")
        seen += re.findall(r'<span class="sub number">([^<]+)</span>', table)
    assert len(seen) == len(set(seen)) == 230
    refused = asked.get(address + "?basis=many")
    assert (refused.status_code, "passed over" in refused.text) == (400, True)
    assert asked.get(address + "?basis=999999").status_code == 200
