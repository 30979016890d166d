"""The look-ups over HTTP: the contract of docs/service.md."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import httpx
import pytest

from kg.catalogue import load_catalogue

NUMBER = "沪府办〔2015〕87号"
WRITTEN = [
    NUMBER,
    "沪府办【2015】87号",
    "沪府办[2015]87号",
    "沪府办（2015）87号",
    "沪府办 (2015) 87 号",
    "沪府办﹝2015﹞87号",
    "沪府办〔2015〕87",
    "沪府办〔２０１５〕８７号",
    "滬府辦〔2015〕87號",
    "沪府办〔2015〕第87号",
    "沪府办〔2015〕87号文",
    "关于建立本市道路和公共区域照明长效管理机制的意见",
    "《关于建立本市道路和公共区域照明长效管理机制的意见》（沪府办[2015]87号）",
    "道路和公共区域照明长效管理机制",
]


def items_of(client: httpx.Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert set(body) == {"items", "total", "next"}
    items: list[dict[str, Any]] = body["items"]
    return items


@pytest.mark.parametrize("text", WRITTEN)
def test_projects_citing_an_instrument_however_it_is_written(client: httpx.Client, text: str) -> None:
    items = items_of(client, "/api/projects", cites=text)
    assert [(item["name"], item["fiscal_year"], item["role"]) for item in items] == [
        ("道路照明设施维护监管", 2020, "basis"),
        ("景观照明设施安全检查", 2023, "mention"),
        ("景观照明设施安全检查", 2020, "basis"),
    ]


def test_a_project_item_has_the_keys_of_the_contract_and_shows_its_source(client: httpx.Client) -> None:
    item = items_of(client, "/api/projects", cites=NUMBER)[0]
    assert {"id", "iri", "name", "department", "fiscal_year", "amounts", "legal_basis", "citations", "source"} <= set(item)
    assert item["id"] == hashlib.sha256(item["iri"].encode()).hexdigest()[:16]
    assert item["amounts"]["current_year"] == "3720000.00"
    assert {"number", "title", "iri"} <= set(item["legal_basis"][0])
    for citation in item["citations"]:
        assert citation["end"] - citation["begin"] == len(citation["surface"])
        assert citation["field"]
        assert citation["source"] == item["source"]


def test_unknown_names_are_404_ambiguous_ones_300_with_candidates(client: httpx.Client) -> None:
    unknown = client.get("/api/projects", params={"cites": "沪府办〔2015〕999号"})
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    ambiguous = client.get("/api/projects", params={"cites": "条例"})
    assert (ambiguous.status_code, ambiguous.headers["content-type"]) == (300, "application/problem+json")
    body = ambiguous.json()
    assert body["total"] == len(body["candidates"]) > 1
    assert all("条例" in candidate["title"] for candidate in body["candidates"])
    assert client.get("/api/projects", params={"department": "没有这个单位"}).status_code == 404
    assert client.get("/api/projects/0123456789abcdef").status_code == 404
    assert client.get("/api/projects/nothing").status_code == 404


def test_a_known_instrument_that_no_project_rests_on_has_no_items(client: httpx.Client) -> None:
    unused = [item for item in items_of(client, "/api/regulations", limit=200) if not item["basis_project_years"]]
    assert unused
    answer = client.get("/api/projects", params={"cites": unused[0]["iri"], "role": "basis"})
    assert answer.status_code == 200
    assert answer.json() == {"items": [], "total": 0, "next": None}


def test_filters_combine(client: httpx.Client) -> None:
    everything = items_of(client, "/api/projects", limit=200)
    department = "上海市建设工程安全质量监督总站"
    expected = {item["iri"] for item in everything if item["department"] == department and item["fiscal_year"] == 2020}
    assert expected
    assert {item["iri"] for item in items_of(client, "/api/projects", department=department, year=2020)} == expected
    cited = {item["iri"] for item in items_of(client, "/api/projects", cites="国务院令第279号", department=department, year=2020)}
    assert cited <= expected
    by_indicator = items_of(client, "/api/projects", indicator="满意度", limit=200)
    assert 0 < len(by_indicator) < len(everything)
    within = [item for item in everything if item["yuan"] and 1_000_000 <= Decimal(item["yuan"]) <= 3_720_000]
    answer = client.get("/api/projects", params={"minimum": 1_000_000, "maximum": "3720000.00", "limit": 200}).json()
    assert {item["iri"] for item in answer["items"]} == {item["iri"] for item in within}
    assert answer["total"] == len(within) < len(everything)
    stubs = items_of(client, "/api/projects", status="stub", limit=200)
    assert all(any(citation["status"] == "stub" for citation in item["citations"]) for item in stubs)


@pytest.mark.parametrize("sort", ["amount", "-amount", "year", "-year", "name", "-name"])
def test_pages_join_to_the_whole_list_in_order(client: httpx.Client, sort: str) -> None:
    whole = [item["iri"] for item in items_of(client, "/api/projects", sort=sort, limit=200)]
    assert len(whole) == len(set(whole))
    walked: list[str] = []
    address: str | None = f"/api/projects?sort={sort}&limit=7"
    while address:
        answer = client.get(address)
        body = answer.json()
        assert body["total"] == len(whole)
        walked += (item["iri"] for item in body["items"])
        link = answer.links.get("next")
        assert (link is None) == (body["next"] is None)
        address = link["url"] if link else None
    assert walked == whole


def test_sorting_by_amount_and_year(client: httpx.Client) -> None:
    amounts = [Decimal(item["yuan"]) for item in items_of(client, "/api/projects", sort="amount", limit=200) if item["yuan"]]
    assert amounts == sorted(amounts, reverse=True)
    years = [item["fiscal_year"] for item in items_of(client, "/api/projects", sort="year", limit=200) if item["fiscal_year"]]
    assert years == sorted(years, reverse=True)


def test_search_pages_by_relevance_and_tells_what_matched(client: httpx.Client) -> None:
    body = client.get("/api/projects", params={"q": "照明", "limit": 1}).json()
    found = [body["items"][0]]
    while body["next"]:
        body = client.get("/api/projects", params={"q": "照明", "limit": 1, "cursor": body["next"]}).json()
        found += body["items"]
    assert len(found) == body["total"] == len({item["iri"] for item in found})
    assert all("照明" in item["match"]["text"] for item in found)
    both = client.get("/api/projects", params={"q": "照明 2020"}).json()
    assert both["total"] <= body["total"]


def test_regulations_are_listed_resolved_and_shown(client: httpx.Client) -> None:
    resolved = client.get("/api/regulations/resolve", params={"text": "沪府办【2015】87号"}).json()
    assert (resolved["status"], [item["number"] for item in resolved["items"]]) == ("resolved", [NUMBER])
    assert client.get("/api/regulations/resolve", params={"text": "条例"}).json()["status"] == "ambiguous"
    assert client.get("/api/regulations/resolve", params={"text": "沪府办〔1999〕1号"}).json() == {
        "status": "unknown", "match": None, "items": [], "total": 0,
    }  # fmt: skip
    key = resolved["items"][0]["id"]
    card = client.get(f"/api/regulations/{key}").json()
    assert (card["project_years"], card["basis_project_years"], card["yuan"]) == (3, 2, "4600000.00")
    projects = client.get(f"/api/regulations/{key}/projects").json()
    assert projects == client.get("/api/projects", params={"cites": NUMBER}).json()
    beside = client.get(f"/api/regulations/{key}/together").json()["items"]
    assert beside[0]["together"] >= beside[-1]["together"]
    by_level = items_of(client, "/api/regulations", level="administrative_regulation")
    assert by_level
    assert {item["level"] for item in by_level} == {"administrative_regulation"}
    assert items_of(client, "/api/regulations", year=2015)


def test_departments_and_their_budgets(client: httpx.Client) -> None:
    listed = items_of(client, "/api/departments", q="安全质量")
    assert [item["name"] for item in listed] == ["上海市建设工程安全质量监督总站"]
    card = client.get(f"/api/departments/{listed[0]['id']}").json()
    assert sum(Decimal(row["yuan"]) for row in card["budgets"]) == Decimal(card["yuan"])
    assert card["supervisor"] == "上海市住房和城乡建设管理委员会"


def test_indicators_are_compared_by_value(client: httpx.Client) -> None:
    items = items_of(client, "/api/indicators", q="满意度", comparator=">=", minimum=90, limit=200)
    assert items
    assert all(item["comparator"] == ">=" and Decimal(item["lower"]) >= 90 and "满意度" in item["name"] for item in items)


def test_citations_of_a_text_point_into_it_and_at_the_store(client: httpx.Client) -> None:
    text = "根据《城市照明管理规定》和沪府办【2015】87号文，以及沪府办〔1999〕1号"
    answer = client.post("/api/citations", json={"text": text})
    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [item["status"] for item in items] == ["resolved", "resolved", "unknown"]
    assert all(text[item["begin"] : item["end"]] == item["surface"] for item in items)
    assert items[1]["regulation"].endswith("/eli/cn/沪府办/2015/87")


def test_networks_say_how_much_there_is(client: httpx.Client) -> None:
    body = client.get("/api/network", params={"focus": NUMBER}).json()
    assert (body["shown"], body["total"], body["truncated"]) == (len(body["nodes"]), len(body["nodes"]), False)
    ids = {node["id"] for node in body["nodes"]}
    assert all(edge["source"] in ids and edge["target"] in ids for edge in body["edges"])
    small = client.get("/api/network", params={"focus": NUMBER, "depth": 2, "limit": 3}).json()
    assert (small["shown"], small["truncated"]) == (3, True)
    assert small["total"] > 3
    only = client.get("/api/network", params={"focus": NUMBER, "types": "project"}).json()
    assert {node["type"] for node in only["nodes"]} == {"instrument", "project"}
    assert client.get("/api/network", params={"focus": NUMBER, "types": "planet"}).status_code == 400
    assert client.get("/api/network", params={"focus": "没有"}).status_code == 404


def test_paths_and_common_instruments_of_departments(client: httpx.Client) -> None:
    given = {"department": "上海市建设工程安全质量监督总站", "other": "北京市石景山区城市管理委员会"}
    row = client.get("/api/queries/path_between_departments", params=given).json()["rows"][0]
    pair = {"a": row["department"], "b": row["other"]}
    common = client.get("/api/network/common", params=pair).json()
    assert [item["iri"] for item in common["items"]] == [row["regulation"]]
    path = client.get("/api/network/path", params=pair).json()
    assert len(path["edges"]) == len(path["nodes"]) - 1 == 4


def test_every_catalogue_query_answers_with_its_examples(client: httpx.Client) -> None:
    listed = client.get("/api/queries").json()
    assert listed["total"] == len(load_catalogue())
    for query in listed["items"]:
        needed = {p["name"]: p["example"] for p in query["parameters"] if not p["optional"]}
        for given in (needed, *(needed | {p["name"]: p["example"]} for p in query["parameters"])):
            answer = client.get(f"/api/queries/{query['name']}", params=given)
            assert answer.status_code == 200, answer.text
            body = answer.json()
            assert body["columns"] == [column["name"] for column in query["columns"]]
            assert body["rows"] or given != needed, query["name"]
            assert all(list(row) == body["columns"] for row in body["rows"])
    csv = client.get("/api/queries/regulations_by_level", headers={"Accept": "text/csv"})
    assert csv.text.startswith("level,")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/queries/nothing", 404),
        ("/api/queries/regulations_by_use?colour=red", 400),
        ("/api/queries/regulations_by_use?regulation=没有的文件", 404),
        ("/api/queries/budget_by_department_and_year?fiscal_year=soon", 400),
        ("/api/queries/citations_with_evidence?role=foo", 400),
        ("/api/queries/regulations_by_issuer?issuer_name=foo", 404),
        ("/api/queries/indicator_targets_compared?name=没有的指标", 404),
        ("/api/queries/regulations_by_level?level=foo", 400),
        ("/api/projects?year=soon", 400),
        ("/api/projects?limit=0", 400),
        ("/api/projects?limit=100000", 400),
        ("/api/projects?cursor=../../etc", 400),
        ("/api/projects?sort=colour", 400),
        ("/api/projects?sort=relevance", 400),
        ("/api/projects?q=%20", 400),
        ("/api/projects?q=%E3%80%82", 400),
        ("/api/projects?colour=red", 400),
        ("/api/indicators?cursor=x", 400),
        ("/api/network", 400),
    ],
)
def test_wrong_requests_are_problems(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
