"""Where a filing begins: lines inside a form that read like the title of a statement begin none."""

from __future__ import annotations

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

FORM = "某县教育局2023年项目支出绩效目标表\n项目名称：校舍维修\n主管部门：某县教育局\n年度目标：完成维修。\n"


def read(text: str, source: str = "a.txt") -> list[Filing]:
    return list(read_filings(read_data(text.encode(), source=source)).filings)


def test_a_label_line_does_not_end_a_form() -> None:
    (filing,) = read(FORM + "单位预算安排情况说明\n按学校数测算，每校五万元。\n产出指标 数量指标 维修学校数 ≥10所\n质量指标 合格率 ≥95%\n")
    assert [left.text for left in filing.unmapped] == ["单位预算安排情况说明"]
    goal = next(field.text for field in filing.fields if field.role == "goal")
    assert goal.startswith("完成维修。\n按学校数测算，每校五万元。")


def test_a_merged_cell_does_not_end_a_form() -> None:
    cells = [("项目名称", "校舍维修"), ("主管部门", "某县教育局"), ("部门预算编制说明",), ("年度目标", "完成维修。")]
    tags = ["".join(f"<td>{cell}</td>" if len(row) > 1 else f"<td colspan=2>{cell}</td>" for cell in row) for row in cells]
    rows = "".join(f"<tr>{row}</tr>" for row in tags)
    (filing,) = read(f"<table><tr><td colspan=2>项目支出绩效目标表</td></tr>{rows}</table>", "a.html")
    assert [left.text for left in filing.unmapped] == ["部门预算编制说明"]
    assert "完成维修。" in [field.text for field in filing.fields]


def test_a_statement_below_a_form_begins_where_its_headings_tell() -> None:
    told = "2023年收入预算为5万元，比上年增加1万元，主要原因是校舍维修的任务增加，经费按照学校数测算。"
    statement = f"某县教育局2023年单位预算情况说明\n一、收支情况\n{told}\n二、其他情况\n无。\n"
    assert [filing.form for filing in read(FORM + statement)] == ["mof-project", "beijing-2019-statement"]


def test_a_section_that_counts_on_is_one_of_its_statement() -> None:
    told = "2023年收入预算为5万元，比上年增加1万元，主要原因是校舍维修的任务增加，经费按照学校数测算。"
    text = f"2023年部门预算情况说明\n一、收支情况\n{told}\n二、道路资金使用情况说明\n用于维修。\n三、桥梁资金使用情况说明\n用于养护。\n"
    (filing,) = read(text)
    assert len(filing.fields) == 3
