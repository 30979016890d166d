"""Two forms beside each other in one table."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from tests.forms.contents import read, rows_of

TABS = """\
项目支出绩效目标表（2023年度）
项目名称\t校园安防\t\t\t项目名称\t营养改善\t\t
实施单位\t云县一小\t\t\t实施单位\t云县教育局\t\t
年度资金总额（万元）\t22\t\t\t年度资金总额（万元）\t310\t\t
一级指标\t二级指标\t三级指标\t指标值\t一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t摄像头数量\t≥64个\t产出指标\t数量指标\t受益学生数\t≥5200人
\t质量指标\t验收合格率\t100%\t\t时效指标\t按时发放率\t100%
满意度指标\t服务对象满意度指标\t师生满意度\t≥95%\t满意度指标\t服务对象满意度指标\t家长满意度\t≥90%
"""


def html(text: str) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("\t")) + "</tr>" for line in text.split("\n")[1:] if line)
    return f"<html><body><p>{text.split(chr(10))[0]}</p><table>{rows}</table></body></html>".encode()


def test_each_gives_its_filing_in_every_format() -> None:
    for filings in (tuple(read(TABS)), read_filings(read_data(html(TABS), source="a.html")).filings):
        assert [(f.index, f.project, f.department, f.fiscal_year, f.amounts.current_year) for f in filings] == [
            (0, "校园安防", "云县一小", 2023, 220_000),
            (1, "营养改善", "云县教育局", 2023, 3_100_000),
        ]
        assert rows_of(filings[0])[1] == ("产出指标", "质量指标", "验收合格率", "100%")
        assert rows_of(filings[1]) == [
            ("产出指标", "数量指标", "受益学生数", "≥5200人"),
            ("产出指标", "时效指标", "按时发放率", "100%"),
            ("满意度指标", "服务对象满意度指标", "家长满意度", "≥90%"),
        ]


def test_one_project_whose_name_is_printed_twice_is_one() -> None:
    assert len(read(TABS.replace("营养改善", "校园安防"))) == 1


def test_two_levels_of_a_project_are_one_form() -> None:
    text = "项目支出绩效目标表\n一级项目名称\t教育\t二级项目名称\t校园安防\n实施单位\t云县一小\t主管部门\t云县教育局\n"
    assert [f.project for f in read(text)] == ["校园安防"]


def beside(*titles: str, gap: bool = True) -> str:
    """The two forms and a third one, each below its own title and year, with an empty column in between or none."""
    between = "\t\t" if gap else "\t"
    rows = [(line + "\t" * 8).split("\t")[:8] for line in TABS.split("\n")[1:] if line]
    lines = [
        between.join("\t".join(cells) for cells in (row[:4], row[4:], [cell.replace("校园安防", "图书更新") for cell in row[:4]])) for row in rows
    ]
    heads = [between.join(f"{head}\t\t\t" for head in heads) for heads in (titles, ("（2023年度）", "（2023年度）", "（2024年度）"))]
    return "\n".join([*heads, *lines]) + "\n"


@pytest.mark.parametrize("gap", [True, False])
def test_each_of_several_has_its_own_title_and_year(gap: bool) -> None:
    filings = read(beside("项目支出绩效目标表", "项目支出绩效自评表", "项目支出绩效目标表", gap=gap))
    assert [(f.form, f.project, f.fiscal_year, len(f.indicators)) for f in filings] == [
        ("mof-project", "校园安防", 2023, 3),
        ("self-evaluation", "营养改善", 2023, 3),
        ("mof-project", "图书更新", 2024, 3),
    ]
    assert [f.unmapped for f in filings] == [()] * 3


def test_merged_labels_at_the_left_of_a_form_do_not_hide_it() -> None:
    cells = (
        ("一级指标", "二级指标", "三级指标", "指标值"),
        *((level, "数量指标", f"{level[0]}数", "≥3个") for level in ("产出指标", "效益指标", "满意度指标")),
    )
    rows = [("项目名称", "<td colspan=4>{}"), ("实施单位", "<td colspan=4>云县{}"), ("年度目标", "<td colspan=4>完成{}")]
    table = ["".join(f"<td>{label}" + value.format(name) for name in ("甲", "乙")) for label, value in rows]
    for number, row in enumerate(cells):
        own = "".join(f"<td>{cell}" for cell in row)
        table.append("".join((f"<td rowspan={len(cells)}>绩效指标" if number == 0 else "") + own for _ in range(2)))
    page = "<table><tr>" + "<td colspan=5>项目支出绩效目标表" * 2 + "".join(f"<tr>{row}" for row in table) + "</table>"
    filings = read_filings(read_data(page.encode(), source="a.html")).filings
    assert [(f.project, f.department, len(f.indicators), f.unmapped) for f in filings] == [("甲", "云县甲", 3, ()), ("乙", "云县乙", 3, ())]


def test_very_many_projects_in_a_row_are_no_forms_beside_each_other() -> None:
    rows = [",".join(f"项目名称,甲{n}项" for n in range(1050)), *[",".join(f"主管部门,乙{n}局" for n in range(1050))] * 3]
    assert len(read_filings(read_data("\n".join(rows).encode(), source="a.csv")).filings) <= 1
