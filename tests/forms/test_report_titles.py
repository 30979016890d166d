"""Titles of performance reports: what is one, and which body and project it names."""

from __future__ import annotations

import pytest

from kg.forms.report_titles import read_names


@pytest.mark.parametrize(
    ("title", "department", "project", "whole"),
    [
        ("某省疾病预防控制中心2022年度部门整体支出绩效评价报告", "某省疾病预防控制中心", None, True),
        ("2023年度某县沙河镇人民政府部门整体支出绩效自评报告", "某县沙河镇人民政府", None, True),
        ("关于某市林业局2021年单位整体支出绩效自评情况的报告", "某市林业局", None, True),
        ("2022年部门整体支出绩效自评报告", None, None, True),
        ("附件3：某县民政局2023年临时救助补助资金项目绩效评价报告", "某县民政局", "临时救助补助资金", False),
        ("2022年度农村公路养护项目支出绩效自评报告", None, "农村公路养护", False),
        ("某市体育局社区健身设施更新项目绩效评价报告（2023年度）", "某市体育局", "社区健身设施更新", False),
        ("某县图书馆、文化馆免费开放项目绩效评价报告", None, "某县图书馆、文化馆免费开放", False),
        ("某县2021年度渔业发展补助资金绩效自评报告", None, "某县渔业发展补助资金", False),
        ("2022年中央水库移民扶持资金绩效评价报告", None, "中央水库移民扶持资金", False),
        ("某市农业农村局2023年农机购置专项资金的绩效评价报告", "某市农业农村局", "农机购置专项资金", False),
        ("2023年桥梁检测项目资金绩效自评报告", None, "桥梁检测", False),
        ("某县2020年财政专项资金绩效自评报告", None, None, False),
        ("某区财政局2023年度预算绩效管理工作总结", "某区财政局", None, False),
        ("绩效自评报告", None, None, False),
    ],
)
def test_what_a_title_names(title: str, department: str | None, project: str | None, whole: bool) -> None:
    assert read_names(title) == (department, project, whole)


@pytest.mark.parametrize(
    ("title", "department", "project", "whole"),
    [
        ("某市某区教育体育局部门预算绩效管理工作考核评价报告", "某市某区教育体育局", None, False),
        ("某县司法局2024年部门预算公开情况说明", "某县司法局", None, True),
        ("某镇人民政府2022年度决算情况说明", "某镇人民政府", None, False),
        ("某县2023年统筹整合财政涉农资金情况说明", None, "某县统筹整合财政涉农资金", False),
        ("关于2023年就业补助资金分配情况的说明", None, "就业补助资金", False),
        ("某县水利局重点项目文本", "某县水利局", None, False),
        ("某市2023年财政预算执行情况报告", None, None, False),
        ("某县2024年度决算说明", None, None, False),
        ("某县教育局2023年收支决算说明", "某县教育局", None, False),
        ("某县2023年财政决算报告", None, None, False),
        ("某县2023年竣工决算审计报告", None, "某县竣工决算审计", False),
        ("2024年重点项目文本公开", None, None, False),
        ("云江市水务局2024年项目文本公开", "云江市水务局", None, False),
        ("重点项目预算的绩效目标等预算绩效情况说明", None, None, False),
    ],
)
def test_what_a_title_names_that_does_not_speak_of_performance(title: str, department: str | None, project: str | None, whole: bool) -> None:
    assert read_names(title) == (department, project, whole)


@pytest.mark.parametrize(
    ("title", "department", "project"),
    [
        ("青溪县2022年农村公路养护项目绩效自评报告", None, "农村公路养护"),
        ("临江市云山区2023年度老年食堂运营绩效评价报告", None, "老年食堂运营"),
        ("青溪县交通运输局2022年农村公路养护项目绩效自评报告", "青溪县交通运输局", "农村公路养护"),
        ("公益电影放映经费立项情况说明", None, "公益电影放映经费"),
        ("校园安防项目设立情况的说明", None, "校园安防"),
        ("某省残疾人补贴（省对下转移支付）项目2021年度绩效自评报告", None, "某省残疾人补贴（省对下转移支付）"),
        ("2023年古树保护（二期）项目绩效评价报告", None, "古树保护（二期）"),
        ("2023年古树保护(二期)项目绩效评价报告", None, "古树保护(二期)"),
    ],
)
def test_a_place_is_no_body_and_brackets_stay_as_printed(title: str, department: str | None, project: str | None) -> None:
    assert read_names(title) == (department, project, False)


def test_a_title_of_many_places_is_read_at_once() -> None:
    assert read_names("县" * 50 + "公园绩效自评报告").department is None
