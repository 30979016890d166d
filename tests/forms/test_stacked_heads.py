"""Lists whose head stands in several rows: columns by the lowest word, a column merged down the head too; forms are left as they are."""

from __future__ import annotations

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

LEVELS = """某市2024年项目支出绩效目标一览表
填报单位：某市财政局\t\t\t\t金额单位：万元\t\t\t
基本情况\t\t\t绩效目标\t\t\t\t政策依据
项目信息\t\t资金\t产出指标\t\t效益指标\t满意度指标\t
项目名称\t实施单位\t预算金额\t数量指标\t质量指标\t社会效益指标\t\t
湿地管护\t某市林业局\t210\t四平方公里\t完好率≥95%\t游客增长\t≥90%\t《某省湿地保护条例》
防火监控\t某市应急局\t36.5\t45个\t在线率≥98%\t预警及时\t≥92%\t某政办〔2021〕65号
"""
PLAIN = """<table><tr><td colspan="6">2024年度市级项目一览表</td></tr>
<tr><td colspan="2">项目情况</td><td colspan="2">资金情况</td><td rowspan="2">立项依据</td><td rowspan="2">绩效目标</td></tr>
<tr><td>项目名称</td><td>项目单位</td><td>预算金额（万元）</td><td>其中：财政拨款</td></tr>
<tr><td>桥梁检测</td><td>某市公路中心</td><td>80</td><td>60</td><td>《公路法》；某交发〔2023〕2号</td><td>检测桥梁四十座</td></tr>
<tr><td>隧道照明</td><td>某市养护所</td><td>50</td><td>50</td><td>某交发〔2022〕17号</td><td>照明完好</td></tr></table>"""
FORM = """项目支出绩效目标表
基本情况\t项目概况\t
项目名称\t湿地管护\t项目单位\t某市林业局
立项依据\t某政办〔2021〕65号
年度目标\t管护湿地
"""


def read(text: str, name: str = "a.txt") -> tuple[Filing, ...]:
    return read_filings(read_data(text.encode(), source=name)).filings


def texts(filing: Filing, *roles: str) -> list[str]:
    return [field.text for field in filing.fields if field.role in roles]


def test_levels_below_levels_beside_a_column_merged_down_the_head() -> None:
    first, second = read(LEVELS)
    assert [(first.project, first.department), (second.project, second.department)] == [("湿地管护", "某市林业局"), ("防火监控", "某市应急局")]
    assert texts(first, "legal_basis") == ["《某省湿地保护条例》"]
    assert texts(second, "legal_basis") == ["某政办〔2021〕65号"]
    assert not texts(first, "goal", "unlabelled")
    assert [(row.level1, row.level2, row.target) for row in second.indicators] == [
        ("产出指标", "数量指标", "45个"),
        ("产出指标", "质量指标", "在线率≥98%"),
        ("效益指标", "社会效益指标", "预警及时"),
        ("满意度指标", None, "≥92%"),
    ]
    assert not first.unmapped
    assert not second.unmapped


def test_levels_without_their_last_word() -> None:
    bare = LEVELS.replace("产出指标", "产出").replace("\t效益指标", "\t效益").replace("满意度指标", "满意度")
    assert [(row.level1, row.level2) for row in read(bare)[1].indicators][:3] == [
        ("产出", "数量指标"),
        ("产出", "质量指标"),
        ("效益", "社会效益指标"),
    ]


def test_a_list_without_indicators() -> None:
    first, second = read(PLAIN, "a.html")
    assert [(first.project, second.project)] == [("桥梁检测", "隧道照明")]
    assert texts(first, "legal_basis", "goal") == ["《公路法》；某交发〔2023〕2号", "检测桥梁四十座"]
    assert texts(second, "legal_basis", "goal") == ["某交发〔2022〕17号", "照明完好"]


def test_a_form_with_headings_above_its_labels_is_no_list() -> None:
    (filing,) = read(FORM)
    assert (filing.project, filing.department) == ("湿地管护", "某市林业局")
    assert texts(filing, "legal_basis") == ["某政办〔2021〕65号"]
