"""Performance reports in prose: whole departments and projects."""

from __future__ import annotations

import pytest

from kg.filings import Filing
from tests.forms.test_readers import read

DEPARTMENT = """某市青山区农业农村局
2023年度部门整体支出绩效自评报告
一、部门概况
（一）主要职责。贯彻执行“三农”工作的方针政策，按照青编发〔2019〕6号设立。
（二）机构情况
内设科室9个，编制61人。
二、部门预算执行情况
年初预算2310万元，执行2288.5万元。资金下达依据为青财预〔2023〕4号。
三、绩效目标完成情况
1.产出数量
完成高标准农田建设1.2万亩，符合通则要求。
四、存在的问题
个别项目进度滞后。
"""
PROJECT = """附件2
2022年度某县社区养老服务站运营补贴项目绩效评价报告
项目单位：某县民政局
主管部门：某县民政局
评价机构：某咨询有限公司

目  录
一、项目概况 ........ 1
二、评价结论 ........ 4

2022年度某县社区养老服务站运营补贴项目绩效评价报告
为加强财政资金管理，受某县财政局委托开展评价。
一、项目概况
（一）立项依据
《某省养老服务条例》第二十一条。
（二）资金情况
项目资金总额：450万元，其中财政拨款450万元，实际支出441.2万元。
二、评价结论
综合得分92.5分，等级为“优”。
评价指标\t一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t得分
\t产出指标\t数量指标\t运营站点数\t≥18个\t18个\t10
\t效益指标\t社会效益指标\t服务老人数\t≥2600人\t2740人\t20
三、存在问题
（一）制度不健全。补贴办法尚未修订。
"""
FORM = "项目名称\t河道清淤\n主管部门\t某县水利局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t≥12公里\n"


def sections(filing: Filing) -> dict[str, str]:
    return {field.label: field.text for field in filing.fields if field.role == "heading"}


def test_the_report_of_a_department() -> None:
    (filing,) = read(DEPARTMENT)
    assert (filing.form, filing.fiscal_year, filing.department, filing.project) == ("unknown", 2023, "某市青山区农业农村局", None)
    assert list(sections(filing)) == ["一、部门概况", "（二）机构情况", "二、部门预算执行情况", "三、绩效目标完成情况", "四、存在的问题"]
    assert sections(filing)["三、绩效目标完成情况"] == "1.产出数量\n完成高标准农田建设1.2万亩，符合通则要求。"
    assert filing.unmapped == ()


@pytest.mark.parametrize(("report", "heading"), [(DEPARTMENT, "二、部门预算执行情况"), (PROJECT, "（二）资金情况")])
def test_money_takes_no_sentence_away_from_its_section(report: str, heading: str) -> None:
    (filing,) = read(report)
    text = sections(filing)[heading]
    assert "万元" in text
    assert text.endswith("。")
    assert text in report
    assert filing.amounts == ()


def test_the_report_of_a_project_with_cover_contents_and_a_table() -> None:
    (filing,) = read(PROJECT)
    assert (filing.fiscal_year, filing.department, filing.supervisor, filing.project) == (
        2022,
        "某县民政局",
        "某县民政局",
        "某县社区养老服务站运营补贴",
    )
    assert sections(filing)["（一）立项依据"] == "《某省养老服务条例》第二十一条。"
    assert "受某县财政局委托" in sections(filing)[""]
    assert [(i.name, i.target, i.actual) for i in filing.indicators] == [("运营站点数", "≥18个", "18个"), ("服务老人数", "≥2600人", "2740人")]


def test_a_form_within_a_report_is_a_filing_of_its_own() -> None:
    report, form = read(DEPARTMENT + FORM + "五、改进措施\n加强调度，按月通报。\n")
    assert (form.project, [i.name for i in form.indicators]) == ("河道清淤", ["清淤长度"])
    assert (report.indicators, sections(report)["五、改进措施"]) == ((), "加强调度，按月通报。")


def test_two_reports_in_one_file() -> None:
    one, other = read(DEPARTMENT + "\n某市青山区林业局2023年度部门整体支出绩效自评报告\n一、基本情况\n管护林地3万亩，无重大火情。\n")
    assert [f.department for f in (one, other)] == ["某市青山区农业农村局", "某市青山区林业局"]


def test_the_signer_and_the_years_that_are_told_stand_in_for_the_title() -> None:
    (filing,) = read(
        "绩效自评报告\n一、基本情况\n2022年我局安排水库除险资金300万元。\n二、结论\n全部完成，效果良好，群众满意。\n某县水利局\n2023年2月8日\n"
    )
    assert (filing.department, filing.fiscal_year) == ("某县水利局", 2022)


@pytest.mark.parametrize(
    "text",
    [
        "附件：1.2023年度部门整体支出绩效自评报告\n2.项目支出绩效自评表\n",
        "各单位应当认真组织，按时提交绩效自评报告\n三、时间安排\n请于三月底前完成，逾期通报。\n",
        "某项目绩效评价报告\n单位\n甲\n",
    ],
)
def test_what_only_speaks_of_a_report_is_none(text: str) -> None:
    assert read(text) == []


def test_a_form_under_the_title_of_a_report_stays_a_form() -> None:
    (filing,) = read("2023年度项目支出绩效自评报告\n" + FORM)
    assert (filing.project, len(filing.indicators)) == ("河道清淤", 1)


@pytest.mark.parametrize(
    "above",
    [
        "当前位置：首页 >> 信息公开 >> 绩效管理\n来源：青溪县财政局     发布时间：2023-11-16 10:12\n\n",
        "发布日期：2022-12-30 16:27 浏览次数：\n【字体大小：\n",
        "首页 > 部门预算 > 正文\n2023-05-06 10:22 | 来源： 青溪县财政局\n[ 大 中 小 ]  打印本页\n",
        "委托单位名：青溪县财政局\n评价机构名：某某咨询公司\n",
    ],
)
def test_lines_of_a_site_or_with_values_are_none_of_the_title(above: str) -> None:
    text = f"{above}青溪县2022年度农村公路养护项目绩效评价报告\n一、基本情况\n本年养护农村公路120公里，全部完工。\n"
    (filing,) = read(text)
    assert (filing.fiscal_year, filing.project) == (2022, "农村公路养护")
