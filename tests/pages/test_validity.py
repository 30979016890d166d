"""Whether an instrument still holds, and what a person decided, stands on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.builds import build
from tests.service.servers import served

FORM = (
    "项目支出绩效目标表\n（2022年度）\n项目名称\t河道管护\t主管部门\t宁波市水利局\t实施单位\t宁波市水利局\n立项依据\t甬政办发〔2016〕33号、《工作手册办法》\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t管护长度\t≥80公里\n"
)
ROWS = (
    "number,title,date_document,valid_from,valid_until,replaced_by\n"
    "甬政办发〔2016〕33号,河道管护意见,2016-03-01,2016-05-01,2020-06-30,甬政办发〔2020〕50号\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("validity")
    (folder / "a.txt").write_text(FORM, encoding="utf-8")
    build([folder / "a.txt"], store=folder / "store", instruments=ROWS, decisions="verdict,title,by,reason\nnone,工作手册办法,法规处,内部手册\n")
    with served(folder / "store", folder / "log") as running, httpx.Client(base_url=running.address, follow_redirects=True) as asked:
        yield asked


def told(client: httpx.Client, address: str) -> str:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, address
    return re.sub("\\s+", " ", re.sub("<[^>]+>", " ", answer.text))


def test_an_instruments_page_tells_from_when_until_when_it_holds_and_what_took_its_place(client: httpx.Client) -> None:
    page = told(client, "/eli/cn/" + quote("甬政办发/2016/33"))
    assert "成文日期 2016-03-01 施行日期 2016-05-01 失效日期 2020-06-30 替代文件 甬政办发〔2020〕50号" in page
    assert "失效日期" not in told(client, "/eli/cn/" + quote("甬政办发/2020/50")), "the successor has a page of its own"


def test_a_filings_page_tells_what_had_ended_and_what_a_person_decided(client: httpx.Client) -> None:
    (project,) = client.get("/api/projects").json()["items"]
    (filing,) = {citation["iri"].partition("/citation/")[0] for citation in client.get(f"/api/projects/{project['id']}").json()["citations"]}
    page = told(client, "/id/" + filing.partition("/id/")[2])
    assert "→ 甬政办发〔2016〕33号 已失效" in page
    assert "人工裁定： 法规处: 内部手册" in page
