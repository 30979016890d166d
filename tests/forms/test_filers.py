"""The unit that files, printed without a label below the title."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from kg.forms.filers import filer_of
from kg.forms.grids import GridCell
from tests.documents.printing import content_of, page, pdf, word, workbook
from tests.forms.sheets import WAYS, Sheet, tabs

FORM: Sheet = [
    ["项目名称", "公益性岗位补贴"],
    ["预算规模及资金用途", "预算数", "326.00", "其中：财政资金", "326.00"],
    ["绩效目标", "开发公益性岗位，安置就业困难人员就业。"],
    ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
    ["产出指标", "数量指标", "公益性岗位安置人数", "在岗人员数量", "≥150人", "年度计划"],
    ["效益指标", "社会效益指标", "就业困难人员就业", "生活水平", "有所提高", "工作要求"],
]
LINES = {
    "邢台市南和区人力资源和社会保障局": "邢台市南和区人力资源和社会保障局",
    "123001云江市某某局": "云江市某某局",
    "[123001]云江县青山镇人民政府": "云江县青山镇人民政府",
    "云江县人民医院　　单位：万元": "云江县人民医院",
    "（云江市防汛保障中心）": "云江市防汛保障中心",
    "301001-云江市财政局（本级）": "云江市财政局（本级）",
}


@pytest.mark.parametrize("way", [way for way in WAYS if way != "one line"])
@pytest.mark.parametrize("line", LINES)
def test_a_body_alone_below_the_title_files(line: str, way: str) -> None:
    text = f"公益性岗位补贴绩效目标表\n{line}\n{WAYS[way](FORM)}\n"
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert (filing.department, filing.project) == (LINES[line], "公益性岗位补贴")


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf"])
def test_a_body_in_the_first_row_of_the_table_files(kind: str) -> None:
    make = {"html": page, "docx": word, "xlsx": workbook, "pdf": pdf}[kind]
    content = ["公益性岗位补贴绩效目标表", *content_of(tabs([["云江市林业局", "单位：万元"], *FORM]))]
    (filing,) = read_filings(read_data(make(content), source=f"a.{kind}")).filings
    assert filing.department == "云江市林业局"


def test_a_label_names_the_unit_before_a_line_without_one() -> None:
    text = f"公益性岗位补贴绩效目标表\n云江市财政局\n{tabs([['项目实施单位', '云江市就业服务中心'], *FORM])}\n"
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert filing.department == "云江市就业服务中心"


@pytest.mark.parametrize(
    "line",
    [
        "2023年度",
        "单位：万元",
        "公益性岗位补贴",
        "各乡镇",
        "本单位",
        "主管部门",
        "按时足额发放补贴，覆盖全部站所",
        "项目单位",
        "开发公益性岗位。",
        "第三批",
    ],
)
def test_other_lines_are_no_body(line: str) -> None:
    assert filer_of(GridCell(0, line, 0)) is None


@pytest.mark.parametrize(
    ("text", "project", "supervisor", "department"),
    [
        ("主管部门\n云江市交通局\n项目名称\n乡道养护\n年度目标\n养护乡道\n", "乡道养护", "云江市交通局", None),
        ("项目名称：\n云江县人民医院\n主管部门：云江县卫生健康局\n年度目标：建成门诊楼\n", "云江县人民医院", "云江县卫生健康局", None),
    ],
)
def test_below_a_label_that_waits_it_is_the_labels(text: str, project: str, supervisor: str, department: str | None) -> None:
    (filing,) = read_filings(read_data(("项目支出绩效目标表\n" + text).encode(), source="a.txt")).filings
    assert (filing.project, filing.supervisor, filing.department) == (project, supervisor, department)
