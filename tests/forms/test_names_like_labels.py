"""Cells, lines and rows that look like what they are not: names like levels, papers like names, heads of lists like rows that run on."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings
from kg.forms.filers import filer_of
from kg.forms.grids import GridCell
from kg.forms.periods import told_period

TITLE = "项目支出绩效目标表\n（2022年度）\n"


def filings(text: str) -> tuple[Filing, ...]:
    return read_filings(read_data(text.encode(), source="a.txt")).filings


@pytest.mark.parametrize("word", ["重点任务完成", "职责履行", "项目效益", "项目满意度", "履职目标实现", "绩效管理"])
@pytest.mark.parametrize("header", ["一级指标\t二级指标\t三级指标\t指标值", "一级指标\t二级指标\t三级指标\t指标值\t权重"])
def test_a_name_in_its_column_is_no_level(word: str, header: str) -> None:
    weight = "\t5" if "权重" in header else ""
    (filing,) = filings(
        f"{TITLE}项目名称\t修路\n{header}\n效益指标\t社会效益指标\t就业\t好{weight}\n\t\t{word}\t80%{weight}\n\t\t期限\t1年{weight}\n"
    )
    assert [(row.level2, row.name, row.target) for row in filing.indicators] == [
        ("社会效益指标", "就业", "好"),
        ("社会效益指标", word, "80%"),
        ("社会效益指标", "期限", "1年"),
    ]
    assert not filing.unmapped


@pytest.mark.parametrize(("printed", "target"), [("三", "≥三"), ("上年水平", "≥上年水平"), ("一百", "≥一百"), ("国家标准", "≥国家标准")])
def test_a_sign_stays_in_front_of_what_is_compared_with(printed: str, target: str) -> None:
    (filing,) = filings(
        f"{TITLE}项目名称\t修路\n一级指标\t二级指标\t三级指标\t指标符号\t指标值\t计量单位\n产出指标\t数量指标\t路\t≥\t{printed}\t公里\n"
    )
    assert filing.indicators[0].target == target


@pytest.mark.parametrize("paper", ["说明", "申报须知", "招标公告", "采购需求", "某县道路项目可研批复", "道路维修情况说"])
@pytest.mark.parametrize("number", ["{}.", "{}、"])
def test_a_line_that_names_a_paper_names_no_project(paper: str, number: str) -> None:
    sections = ["项目概况\n修路。", "立项依据\n某文件。", "实施主体\n某局", "实施方案\n修。"]
    text = paper + "\n" + "\n".join(number.format("一二三四"[at] if "、" in number else at + 1) + section for at, section in enumerate(sections))
    assert all(filing.project is None for filing in filings(text))


def test_a_labelled_name_counts_before_the_line_above() -> None:
    for above in ("申报须知", "某县农村道路"):
        for name in ("1.项目名称：道路", "1.项目名称\n道路"):
            text = f"{above}\n{name}\n2.项目概述\n修路。\n3.立项依据\n某文件。\n4.实施主体\n某局\n"
            assert {filing.project for filing in filings(text)} <= {"道路", None}


@pytest.mark.parametrize(
    ("text", "project", "total"),
    [
        ("项目名\t道路维修\t项目类别\t其他\n称\n主管部门\t某局\n", "道路维修", None),
        ("项目名称\t道路\n项\t500\t项目当年预算（万元）\t300\n目总预算（万元）\n主管部门\t某局\n", "道路", 5_000_000),
    ],
)
def test_a_cut_label_keeps_its_value_beside_a_second_pair(text: str, project: str, total: int | None) -> None:
    (filing,) = filings(TITLE + text)
    assert filing.project == project
    assert filing.amounts.total == total
    assert not filing.unmapped


@pytest.mark.parametrize(
    "head",
    [
        "序号|项目名称|建设地点|主管部门|建设规模|总投资|建设性质|项目负责人|进展情况|实施单位",
        "序号|项目名称|建设地点|建设内容|进展情况|总投资|实施单位",
        "项目名称|备注一|主管部门|列二|预算金额|列三|项目概况|列四|年度目标|一级指标|二级指标|三级指标|指标值",
    ],
)
def test_the_head_of_a_list_is_no_row_that_runs_on(head: str) -> None:
    columns = head.split("|")
    values = {"一级指标": "产出指标", "二级指标": "数量指标", "预算金额": "100", "总投资": "100"}
    rows = []
    for at, name in enumerate(("道路", "桥梁"), 1):
        values |= {"序号": str(at), "项目名称": name}
        rows.append("\t".join(values.get(column, f"甲{at}") for column in columns))
    found = filings(TITLE + "\t".join(columns) + "\n" + "\n".join(rows) + "\n")
    assert [filing.project for filing in found] == ["道路", "桥梁"]


@pytest.mark.parametrize("name", ["老年养护院", "市民文化馆", "新建污水处理站", "乡村振兴工作推进会", "第二届运动会", "农贸市场改造为公园"])
def test_a_line_that_may_name_a_project_is_no_filer(name: str) -> None:
    assert filer_of(GridCell(0, name, 0)) is None


@pytest.mark.parametrize("name", ["某市某局", "某县实验小学", "某市图书馆", "123001某市某中心", "（某省体育局）", "某市住房和城乡建设局"])
def test_a_body_is_one(name: str) -> None:
    assert filer_of(GridCell(0, name, 0)) is not None


def test_further_periods_without_a_year() -> None:
    assert told_period("2024年1月至3月招标，4月至12月实施") == (None, None, True)
    assert told_period("2024年1月至11月实施，12月底完成")[0] == "2024-01-01"


@pytest.mark.parametrize("figures", [("12", "30"), ("7", "8")])
def test_a_figure_between_two_long_names_is_no_page(figures: tuple[str, str]) -> None:
    names = ("新建、改扩建普惠性幼儿园，并完成设施设备采购和验收的园所数量", "开展教师培训、教研活动，并形成完整的培训总结材料的期数")
    cells = ["项目名称", "幼儿园", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标"]
    cells += [cell for pair in zip(names, figures, strict=True) for cell in pair]
    (filing,) = filings(TITLE + "\n".join(cells) + "\n满意度指标\n群众满意度\n群众满意\n≥90%\n")
    assert [(row.name, row.target) for row in filing.indicators][:2] == list(zip(names, figures, strict=True))


def test_what_was_carried_over_is_not_the_years_money() -> None:
    (filing,) = filings(f"{TITLE}项目名称\t修路\n年度预算安排\t2023年结转50万元，2024年拟安排预算350万元，其中财政拨款300万元\n")
    assert filing.amounts.current_year == 3_500_000


@pytest.mark.parametrize("blank", ["\u2028", "\x85", "\u3000\x85"])
def test_lines_of_white_space_of_any_kind(blank: str) -> None:
    for head in ("", "产出指标\t数量指标\t路\t5\n"):
        assert all(filing.form for filing in filings(f"{TITLE}{head}{blank}\n第三部分 名词解释\n{blank}\n1.项目概述\n{blank}\n2.立项依据\n{blank}\n"))


@pytest.mark.parametrize(
    "text", ["任务名称 长期资金合计\n量 本年计划资金 上年申请财政拨款\n\t性\n(\n)\n计", "工作任务\n项目当年预算（元）\n%\n财政拨款\n\t算\n理"]
)
def test_tasks_whose_columns_hold_money_only(text: str) -> None:
    read_filings(read_data(text.encode(), source="a.txt"))


@pytest.mark.parametrize("row", ["产出指标\t数量指标\t路\t5\n", "项目名称\t桥\n"])
def test_a_table_goes_on_behind_a_glossary(row: str) -> None:
    rows = "产出指标\t数量指标\t路\t5\n\t质量指标\t好\t是\n"
    text = f"{TITLE}项目名称\t修路\n一级指标\t二级指标\t三级指标\t指标值\n{rows}第三部分 名词解释\n某词：某义。\n{row}"
    document = read_data(text.encode(), source="a.txt")
    assert "某词：某义。" in " ".join(left.text for left in read_filings(document).unmapped)
    assert "数量指标" not in " ".join(left.text for left in read_filings(document).unmapped)


def test_a_shifted_row_of_a_table_without_targets() -> None:
    (filing,) = filings(f"{TITLE}项目名称\t修路\n一级指标\t二级指标\t三级指标\n产出指标\t数量指标\t人员到位\n时效指标\t人员到位及时性\t及时\n")
    assert filing.indicators[1].level2 == "时效指标"
    assert filing.indicators[1].name == "人员到位及时性"


@pytest.mark.parametrize("head", ["填表说明", "注意事项"])
def test_what_tells_how_to_fill_in_a_form_is_no_filing(head: str) -> None:
    rows = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t路\t5\n填报人：张三\n"
    for line in (head, "某县农村道路"):
        notes = f"{line}\n1.项目概况：填写概况\n2.立项依据：填写文件\n3.实施主体：填写单位\n"
        (filing,) = filings(f"{TITLE}项目名称\t修路\n{rows}{notes}")
        assert filing.project == "修路"


def test_a_head_above_sections_is_read_with_them() -> None:
    for label in ("项目名称：营养餐", "申报单位：某县教育局"):
        text = f"某县营养改善\n{label}\n二、项目概况\n供餐。\n三、立项依据\n某文件。\n四、项目内容\n吃饭。\n预算金额：100万元\n"
        assert [filing.amounts.total for filing in filings(text)] == [1_000_000]


@pytest.mark.parametrize(
    "upper", ["绩效指标\t\t\t年度指标值\t\t\t实际完成值\t分值\t得分\t偏差原因分析及改进措施", "绩效指标\t\t\t年度指标值\t\t\t实际完成值\t分值\t得分"]
)
@pytest.mark.parametrize("lower", ["指标性质\t指标值\t度量单位", "计算符号\t指标值\t计量单位"])
def test_a_lower_row_of_a_head_with_as_many_cells(upper: str, lower: str) -> None:
    (filing,) = filings(
        f"项目支出绩效自评表\n（2022年度）\n项目名称\t修路\n{upper}\n一级指标\t二级指标\t三级指标\t{lower}\n"
        "产出指标\t数量指标\t道路\t≥\t15\t公里\t16\t15\t14\n\t质量指标\t合格率\t=\t98\t%\t99\t10\t10\n效益指标\t社会效益指标\t通行\t=\t改善\t\t改善\t5\t5\n"
    )
    assert [(row.level1, row.level2, row.name, row.target, row.actual, row.weight, row.score) for row in filing.indicators] == [
        ("产出指标", "数量指标", "道路", "≥15公里", "16", "15", "14"),
        ("产出指标", "质量指标", "合格率", "=98%", "99", "10", "10"),
        ("效益指标", "社会效益指标", "通行", "改善", "改善", "5", "5"),
    ]


@pytest.mark.parametrize("title", ["绩效目标申报表 |", "部门整体支出绩效目标申报表|", "2021年度项目支出绩效自评表 ||"])
def test_a_title_in_front_of_what_divides_cells(title: str) -> None:
    cells = [
        "项目名称",
        "修路",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "产出指标",
        "数量指标",
        "道路",
        "≥5公里",
        "满意度指标",
        "满意度",
        "满意率",
        "≥90%",
    ]
    form = f"{title}\n|||||||\n(2021年度) |\n" + "".join(f"{cell} |\n" for cell in cells) + "||||\n\n"
    found = filings(form + form.replace("修路", "修桥"))
    assert [filing.project for filing in found] == ["修路", "修桥"]
    assert [len(filing.indicators) for filing in found] == [2, 2]
    assert [filing.fiscal_year for filing in found] == [2021, 2021]


@pytest.mark.parametrize(
    "text", ["部门预算情况说明\n专项\t述\n资金设立法规依据及文号", "2022年部门预算情况说明\n一、情况\n立\t甲\n项\t乙\n依据\t丙\n"]
)
def test_a_statement_stays_as_printed(text: str) -> None:
    document = read_data(text.encode(), source="a.txt")
    for filing in read_filings(document).filings:
        for field in filing.fields:
            for piece in field.pieces:
                assert document.text[piece.source :][: piece.length] == field.text[piece.begin :][: piece.length]
