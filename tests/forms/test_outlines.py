"""Indicators printed as an outline, without a table."""

from __future__ import annotations

from tests.forms.contents import read, rows_of

NUMBERED = """\
项目支出绩效目标申报表
（2023年度）
项目名称：农机购置补贴
主管部门：云台县农业农村局
实施单位：云台县农机中心
年度资金总额：500万元
绩效指标
（一）产出指标
1.数量指标
补贴机具数量：≥600台
受益农户数：≥450户
2.质量指标
补贴资金兑付率：100%
（二）效益指标
1.社会效益指标
机械化率提升：≥1.5%
（三）满意度指标
1.服务对象满意度指标
农户满意度：≥92%
其他说明：无
"""
INLINE = """\
2024年项目支出绩效目标表
项目名称：水稻保险补贴
预算单位：云阳县农业农村局
预算金额：120万元
年度绩效目标：对种植户投保给予补贴。
一、产出指标
数量指标：投保面积≥10万亩；投保农户≥3000户
质量指标：理赔结案率100%
二、效益指标
社会效益指标：农户受灾损失：下降
三、满意度指标
服务对象满意度指标：农户满意度≥90%
填报人：某甲
"""


def test_levels_and_indicators_on_lines_of_their_own() -> None:
    (filing,) = read(NUMBERED)
    assert (filing.project, filing.amounts.current_year) == ("农机购置补贴", 5_000_000)
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "补贴机具数量", "≥600台"),
        ("产出指标", "数量指标", "受益农户数", "≥450户"),
        ("产出指标", "质量指标", "补贴资金兑付率", "100%"),
        ("效益指标", "社会效益指标", "机械化率提升", "≥1.5%"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥92%"),
    ]


def test_indicators_behind_their_level() -> None:
    (filing,) = read(INLINE)
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "投保面积", "≥10万亩"),
        ("产出指标", "数量指标", "投保农户", "≥3000户"),
        ("产出指标", "质量指标", "理赔结案率", "100%"),
        ("效益指标", "社会效益指标", "农户受灾损失", "下降"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
    ]
    assert [contact.text for contact in filing.contacts] == ["某甲"]


def test_pieces_lead_to_the_lines() -> None:
    (filing,) = read(NUMBERED)
    for field in filing.fields:
        for piece in field.pieces:
            assert field.text[piece.begin : piece.begin + piece.length] == NUMBERED[piece.source : piece.source + piece.length]


def test_a_table_a_cell_a_line_is_no_outline() -> None:
    text = "项目支出绩效目标表\n项目名称\n管护\n主管部门\n某局\n一级指标\n二级指标\n三级指标\n指标值\n"
    text += "产出指标\n数量指标\n巡查：次数\n≥5次\n质量指标\n合格率\n≥9%\n"
    assert rows_of(read(text)[0]) == [("产出指标", "数量指标", "巡查：次数", "≥5次"), ("产出指标", "质量指标", "合格率", "≥9%")]


BOTH = """\
某市2025年项目绩效目标表
项目名称：湖岸巡护
项目单位：某市湖泊处
项目概况：巡护湖岸。
【产出指标-数量指标】
指标1：巡护里程（≥40公里）
指标2：巡护次数（≥12次）
【产出指标-质量指标】
指标1:记录完整率(100%)
【满意度指标—服务对象满意度指标】
指标1：渔民满意度（≥90%）
"""


def test_headings_of_both_levels_with_targets_in_brackets() -> None:
    (filing,) = read(BOTH)
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "巡护里程", "≥40公里"),
        ("产出指标", "数量指标", "巡护次数", "≥12次"),
        ("产出指标", "质量指标", "记录完整率", "100%"),
        ("满意度指标", "服务对象满意度指标", "渔民满意度", "≥90%"),
    ]
    assert not filing.unmapped


def test_such_headings_without_brackets_and_with_numbers_below() -> None:
    lines = "产出指标-时效指标\n1.完工时间（10月底前）\n效益指标-生态效益指标\n1.水质类别（三类以上）\n"
    assert rows_of(read(BOTH.split("【产出")[0] + lines)[0]) == [
        ("产出指标", "时效指标", "完工时间", "10月底前"),
        ("效益指标", "生态效益指标", "水质类别", "三类以上"),
    ]


def test_prose_below_such_a_heading_stays_text() -> None:
    (filing,) = read(BOTH.split("【产出")[0] + "【产出指标-数量指标】\n巡护湖岸（见附图），次数按合同执行。\n【效益指标-社会效益指标】\n岸线整洁。\n")
    assert not rows_of(filing)
    assert "岸线整洁" in "".join(field.text for field in filing.fields)
