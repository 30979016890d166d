"""Running text about money without a title that the data knows: what becomes a filing, and where the limit is."""

from __future__ import annotations

import pytest

from tests.forms.test_readers import read

PROJECT = """一、政策依据
按照某财农〔2023〕5号文件要求实施本项目。
二、总体要求
坚持依法依规，保障重点。
三、绩效目标
新增学位1200个，群众满意。
"""
DEPARTMENT = """一、部门主要职责
贯彻执行水利方针政策，拟订规划并组织实施。
二、收支总体情况
收入1200万元，支出1200万元。
三、“三公”经费情况说明
公务接待费5万元，与上年持平。
"""
REPORT = """一、基本情况
根据《某省节约用水条例》开展工作，成效良好。
二、资金使用情况
2023年安排资金120万元，已全部支付。
三、存在问题
个别项目进度偏慢，需要加快。
"""


@pytest.mark.parametrize(
    ("title", "text", "department", "project"),
    [
        ("某县2023年农村饮水安全项目说明", PROJECT, None, "某县农村饮水安全"),
        ("关于2023年就业补助资金分配情况的说明", PROJECT, None, "就业补助资金"),
        ("2022年改善办学条件资金预算说明", PROJECT, None, "改善办学条件资金"),
        ("某县乡村振兴衔接资金使用情况报告", PROJECT, None, "某县乡村振兴衔接资金"),
        ("公益林补偿项目概况", PROJECT, None, "公益林补偿"),
        ("某县水利局2024年部门预算编制说明", DEPARTMENT, "某县水利局", None),
        ("某县水利局2024年部门综合预算公开说明", DEPARTMENT, "某县水利局", None),
        ("2024年部门预算及“三公”经费预算公开说明", DEPARTMENT, None, None),
        ("某县水利局2024年预算公开说明", DEPARTMENT, "某县水利局", None),
        ("某县水利局\n2024年部门预算\n公开情况", DEPARTMENT, "某县水利局", None),
        ("某县水利局2023年度部门决算公开", DEPARTMENT, "某县水利局", None),
        ("某县人民法院2023年度决算公开报告", DEPARTMENT, "某县人民法院", None),
        ("2024年“三公”经费预算情况说明", DEPARTMENT, None, None),
        ("某县沙河镇2023年度部门决算及绩效管理情况说明", REPORT, "某县沙河镇", None),
        ("某县水利局2023年度预算绩效管理工作开展情况报告", REPORT, "某县水利局", None),
        ("某州数据中心2024年度节水宣传项目支出绩效单位自评报告", REPORT, "某州数据中心", "节水宣传"),
        ("某县财政局关于2023年直达资金使用情况的报告", REPORT, "某县财政局", "直达资金"),
        ("2023年度专项资金使用管理情况汇报", REPORT, None, None),
    ],
)
def test_a_text_about_money_is_one_filing_with_its_sections(title: str, text: str, department: str | None, project: str | None) -> None:
    (filing,) = read(f"{title}\n{text}")
    assert [field.label for field in filing.fields if field.label] == [line for line in text.split("\n") if line[1:2] == "、"]
    assert (filing.department, filing.unmapped) == (department, ())
    assert filing.project == project


def test_headings_speak_for_a_text_without_a_title() -> None:
    (filing,) = read("某县城乡环境整治\n一、立项依据\n某办发〔2021〕9号。\n二、实施内容\n清运垃圾，修建设施。\n三、资金来源\n县级财政资金80万元。\n")
    assert [field.label for field in filing.fields if field.label] == ["一、立项依据", "二、实施内容", "三、资金来源"]


def test_a_paragraph_with_its_money_under_such_a_title() -> None:
    (filing,) = read("某县2023年抗旱补助资金安排情况\n根据某财农〔2023〕19号文件，安排某县抗旱补助资金90万元，用于打井。\n")
    assert (filing.fiscal_year, "某财农〔2023〕19号" in "".join(field.text for field in filing.fields)) == (2023, True)


def test_the_parts_of_a_text_are_no_filings_of_their_own() -> None:
    (filing,) = read(f"某县水利局2023年度部门决算说明\n第二部分 2023年度部门决算情况说明\n{DEPARTMENT}")
    assert next(field.label for field in filing.fields) == "第二部分 2023年度部门决算情况说明"


def test_a_narrative_and_its_form_are_two() -> None:
    form = "项目名称\t河道清淤\n主管部门\t某县水利局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t≥12公里\n"
    told, filled = read(f"某县2023年河道清淤资金情况说明\n{PROJECT}项目支出绩效目标表\n{form}")
    assert (len(told.fields), filled.project, len(filled.indicators)) == (3, "河道清淤", 1)


def test_lines_that_are_labels_and_values_stay_a_form() -> None:
    (filing,) = read(
        "某县项目绩效情况\n一、基本信息\n项目名称：河道清淤\n主管部门：某县水利局\n项目单位：某县河道所\n资金总额：120万元\n二、立项依据\n某水发〔2023〕5号。\n三、绩效目标\n清淤通畅，群众满意。\n"
    )
    assert (filing.project, filing.supervisor) == ("河道清淤", "某县水利局")


POLICY = "一、资金安排\n资金按因素法分配，据实结算。\n二、绩效目标\n绩效目标随预算下达，逐级分解。\n"


@pytest.mark.parametrize(
    "text",
    [
        f"某省财政厅关于加强农村公路养护资金管理的通知\n各市县财政局：\n{POLICY}",
        f"农业专项资金的使用\n各有关单位：\n现将要求印发给你们，请遵照执行。\n{POLICY}",
        f"某市农业专项资金管理办法\n第一条 为规范资金管理，制定本办法。\n{POLICY}",
        f"《某市农业专项资金管理办法》解读\n{POLICY}",
        f"某市农业资金管理办法起草说明\n{POLICY}",
        "某市全面实施预算绩效管理实施方案\n一、总体要求\n坚持全过程管理，突出结果导向。\n二、经费保障\n所需资金由财政统筹，据实安排。\n",
        "我县召开预算绩效管理推进会\n近日，县财政局召开会议，部署工作。\n一、提高认识\n与会人员学习文件，统一思想。\n二、压实责任\n各单位要按时完成。\n",
        "中华人民共和国预算法\n第一章 总则\n第一条 为了规范政府收支行为，制定本法律。\n第二条 预算的编制依照本法规定执行。\n",
        "某县水利局2024年部门预算公开目录\n一、部门概况\n二、收支预算情况说明\n三、绩效目标情况\n",
        "目录\n一、部门概况 1\n二、收支预算情况说明 3\n",
        "2024年预算公开专栏\n某县水利局2024年部门预算公开\n某县教育局2024年部门预算公开说明\n",
        "某项目竞争性磋商采购说明\n一、项目基本情况\n预算资金120万元，据实结算。\n二、资格要求\n具有独立承担民事责任的能力。\n",
        "某河治理工程可行性研究报告\n一、项目背景\n该河多年未治理，隐患突出。\n二、投资估算\n总投资2000万元，申请补助。\n",
        "某县民政局工作总结\n一、主要工作\n做好低保工作，保障基本生活。\n二、存在问题\n人员力量不足，业务不熟。\n",
        "附件：2023年部门决算公开情况说明.doc\n",
        "某县财政局关于编制2024年部门预算的通知\n县直各部门：\n一、绩效目标\n所有项目应当编报绩效目标。\n二、预算安排\n坚持厉行节约，保障重点。\n",
        "某县听取预算绩效评价工作汇报\n11月3日，县财政局组织会议。\n会议强调要加强资金管理，提高绩效。\n",
        "某局物业服务项目采购需求\n一、项目概况\n预算资金120万元，服务期一年。\n二、资金支付\n按季支付，验收合格。\n",
        "某县2022年度预算执行审计结果公告\n一、基本情况\n审计了12个部门，发现问题30个。\n二、资金管理问题\n滞留资金300万元，未及时拨付。\n",
    ],
)
def test_what_lays_down_reports_as_news_or_lists_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("cited", ["按《应急物资目录（2015年）》采购。", "依据《某办法》（某发〔2018〕5号）执行。", "对照某财农〔2019〕3号核算。"])
def test_the_year_of_an_instrument_is_not_the_texts(cited: str) -> None:
    (filing,) = read(
        f"某县应急体系建设资金说明\n一、政策依据\n某发〔2017〕2号。\n二、资金安排\n安排1240万元，{cited}\n三、绩效目标\n保障有力，群众满意。\n"
    )
    assert (filing.fiscal_year, [amount.raw for amount in filing.amounts]) == (None, ["1240万元"])


ACCOUNT = """某县审计局2020年部门决算
目 录
第一部分 部门概况
一、部门主要职责
二、机构设置
第二部分 2020年部门决算情况说明
一、收入支出决算总体情况说明
二、“三公”经费支出决算情况说明
第一部分 部门概况
一、部门主要职责
根据《某县机构改革方案》（某办字〔2019〕14号）主管全县审计工作。
二、机构设置
内设办公室等5个股室。
第二部分 2020年部门决算情况说明
一、收入支出决算总体情况说明
2020年收入总计620万元，支出总计620万元。
二、“三公”经费支出决算情况说明
公务接待费2万元，与上年持平。
"""


@pytest.mark.parametrize("text", [ACCOUNT, ACCOUNT.replace("部门决算\n目 录", "部门决算公开\n目录\n公开时间：2021年9月1日")])
def test_contents_without_pages_are_no_sections(text: str) -> None:
    (filing,) = read(text)
    assert (filing.department, filing.fiscal_year) == ("某县审计局", 2020)
    assert [(field.label, bool(field.text)) for field in filing.fields if field.label] == [
        ("第一部分 部门概况", False),
        ("一、部门主要职责", True),
        ("二、机构设置", True),
        ("第二部分 2020年部门决算情况说明", False),
        ("一、收入支出决算总体情况说明", True),
        ("二、“三公”经费支出决算情况说明", True),
    ]


def test_an_account_that_lost_its_cover_is_read_from_its_parts() -> None:
    (filing,) = read(ACCOUNT.partition("目 录\n")[2])
    assert [field.label for field in filing.fields if field.text][-1] == "二、“三公”经费支出决算情况说明"


STUDY = """青溪县2023年柳湾村茶园提升项目可行性研究报告（摘要）
一、总论
（一）项目概况
项目名称：柳湾村茶园提升
建设单位：青溪县柳湾镇人民政府
建设地点：柳湾村
建设规模：改造茶园300亩。
（二）编制依据
（1）《青溪县茶产业促进办法》（青政办发〔2021〕8号）；
（2）《茶叶生产技术规程》（NY/T 5018-2015）。
二、建设的必要性
（一）是增加农户收入的需要
亩产不足，改造后每户增收千元。
三、投资估算与资金筹措
（一）投资估算
依据《青溪县工程计价办法》，项目估算总投资120万元。
（二）资金筹措
申请财政资金100万元，自筹20万元。
"""
APPLICATION = """青溪县学校供餐保障项目申报书
项目名称：学校供餐保障
申报单位：青溪县教育局
填写日期：2023年9月
一、申报理由
（一）背景
主管部门：青溪县人民政府
全县学生三万人在校用餐。
（二）政策依据
1.《青溪县学校供餐办法》（青政发〔2022〕3号）
二、项目预算
项目总预算500万元，其中县级财政300万元。
"""
PROPOSAL = """青溪县污水处理厂扩建项目建议书
一、项目基本情况
项目名称：污水处理厂扩建
项目单位：青溪县水务局
主管部门：青溪县人民政府
建设期限：2024年3月至2025年12月
二、立项依据
《青溪县排水条例》
三、投资估算
（一）总投资
项目总投资3,200万元，其中工程费用2800万元。
"""


@pytest.mark.parametrize(
    ("text", "labels", "names", "total"),
    [
        (
            PROPOSAL,
            ["一、项目基本情况", "二、立项依据", "三、投资估算", "（一）总投资"],
            ("污水处理厂扩建", "青溪县水务局", "青溪县人民政府"),
            32000000,
        ),
        (
            STUDY,
            [
                "一、总论", "（一）项目概况", "（二）编制依据", "二、建设的必要性", "（一）是增加农户收入的需要",
                "三、投资估算与资金筹措", "（一）投资估算", "（二）资金筹措",
            ],
            ("柳湾村茶园提升", "青溪县柳湾镇人民政府", None),
            1200000,
        ),
        (
            APPLICATION,
            ["一、申报理由", "（一）背景", "（二）政策依据", "二、项目预算"],
            ("学校供餐保障", "青溪县教育局", "青溪县人民政府"),
            5000000,
        ),
    ],
)  # fmt: skip
def test_lines_with_labels_do_not_break_the_sections_they_stand_in(text: str, labels: list[str], names: tuple[str | None, ...], total: int) -> None:
    (filing,) = read(text)
    assert [field.label for field in filing.fields if field.label[:1] in "（一二三"] == labels
    assert (filing.project, filing.department, filing.supervisor) == names
    assert {amount.kind: amount.yuan for amount in filing.amounts}["total"] == total


SECTIONS = """青溪县水务局2023年部门预算情况说明
一、部门基本情况
本局负责全县的水务工作。
二、部门预算收支情况说明
2023年收入预算总额为900万元。
三、重点项目说明
（一）河道疏浚项目
1.项目概述：疏浚河道12公里。
2.立项依据：《青溪县河道办法》（青政发〔2021〕2号）。
（二）水源保护项目
1.项目概述：保护水源地3处。
2.立项依据：《青溪县水源条例》。
四、名词解释
财政拨款：由县级财政拨付的资金。
"""


@pytest.mark.parametrize("section", ["三、重点项目说明", "三、项目及绩效目标情况"])
def test_a_section_of_a_statement_that_reads_like_a_title_starts_no_filing(section: str) -> None:
    (filing,) = read(SECTIONS.replace("三、重点项目说明", section))
    assert filing.form == "beijing-2019-statement"
    assert [field.label for field in filing.fields][-4:] == [section, "（一）河道疏浚项目", "（二）水源保护项目", "四、名词解释"]


def test_a_title_that_does_not_count_on_starts_one() -> None:
    assert len(read(SECTIONS.replace("三、重点项目说明", "重点项目情况说明"))) > 1


@pytest.mark.parametrize(
    ("line", "begin", "end"), [("2022年1月-12月", "2022-01-01", "2022-12-31"), ("2023年3月-2024年2月", "2023-03-01", "2024-02-29")]
)
def test_a_period_alone_below_its_heading_is_text_though_it_could_head_a_page(line: str, begin: str, end: str) -> None:
    sections = f"一、项目概述\n养护水面三处，计划如期完成。\n二、实施周期\n{line}\n三、年度预算安排\n预算30万元。\n"
    (filing,) = read(f"水生植物养护项目经费情况说明\n{sections}")
    assert [field.text for field in filing.fields if field.role == "period"] == [line]
    assert (filing.start_date, filing.end_date) == (begin, end)
