"""Two forms beside each other in one table."""

from __future__ import annotations

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
