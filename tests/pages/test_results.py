"""What a self-evaluation says was reached stands beside the target: in the catalogue, in lists and cards, and on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.builds import build
from kg.catalogue import run_query
from kg.store import open_store
from tests.service.servers import served

HEAD = "（{year}年度）\n项目名称\t河道保洁\t主管部门\t竹溪县水利局\t实施单位\t竹溪县河道管理所\n"
PLAN = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t保洁河道长度\t≥{length}公里\n\t质量指标\t漂浮物清理率\t≥95%\n"
DONE = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析\n产出指标\t数量指标\t保洁河道长度\t≥80公里\t76公里\t50\t47.5\t汛期停工\n"
    "\t质量指标\t漂浮物清理率\t≥95%\t96.2%\t50\t50\t\n总分\t\t\t\t\t100\t97.5\t\n"
)
ROWS = [
    ("2022", "≥78公里", None, None, None, None),
    ("2023", "≥80公里", "76公里", "50", "47.5", "汛期停工"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    given = folder / "in"
    given.mkdir()
    (given / "plan.txt").write_text("项目支出绩效目标表\n" + HEAD.format(year=2022) + PLAN.format(length=78), encoding="utf-8")
    (given / "done.txt").write_text("项目支出绩效自评表\n" + HEAD.format(year=2023) + DONE, encoding="utf-8")
    build([given], store=folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def client(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served(store, tmp_path_factory.mktemp("results") / "log") as running, httpx.Client(base_url=running.address) as asked:
        yield asked


@pytest.mark.parametrize(
    ("name", "parameters"), [("indicators_of_project", {"project": "河道保洁"}), ("indicator_targets_compared", {"name": "保洁河道长度"})]
)
def test_target_and_result_of_a_project_are_compared_across_years(store: Path, name: str, parameters: dict[str, str]) -> None:
    answer = run_query(open_store(store), name, parameters)
    columns = ("fiscal_year", "target", "actual", "weight", "score", "reason")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.values()]
    assert [tuple(row[column] for column in columns) for row in rows if row["name"] == "保洁河道长度"] == ROWS


def test_lists_and_cards_tell_what_was_reached(client: httpx.Client) -> None:
    columns = ("target", "actual", "weight", "score", "reason")
    items = client.get("/api/indicators", params={"name": "保洁河道长度"}).json()["items"]
    assert [(str(item["fiscal_year"]), *(item[column] for column in columns)) for item in items] == ROWS[::-1]
    years = client.get("/api/projects").json()["items"]
    for item in years:
        card = client.get(f"/api/projects/{item['id']}").json()
        found = next(row for row in card["indicators"] if row["name"] == "保洁河道长度")
        assert (str(card["fiscal_year"]), *(found[column] for column in columns)) in ROWS


def test_pages_show_a_column_of_results_only_where_there_are_some(client: httpx.Client) -> None:
    for item in client.get("/api/projects").json()["items"]:
        page = client.get(f"/api/projects/{item['id']}").json()["iri"]
        address = "/id/" + page.partition("/id/")[2] + ".html"
        filings = {row["iri"].partition("/indicator/")[0] for row in client.get(f"/api/projects/{item['id']}").json()["indicators"]}
        texts = [client.get(address).text, *(client.get("/id/" + iri.partition("/id/")[2] + ".html").text for iri in filings)]
        for text in texts:
            cells = re.findall('<td data-name="(?:实际完成值|得分|偏差原因)">(.*?)</td>', text)
            expected = ["76公里", "47.5", "汛期停工", "96.2%", "50", "–"] if item["fiscal_year"] == 2023 else []
            assert cells == expected
            assert ("偏差原因" in text) == bool(expected)
