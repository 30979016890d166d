"""A statement in other words than Beijing's of 2019: every figure it tells, and none of another year or thing."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import to_json
from kg.forms import read_filings

TEXT = """2019年部门预算情况说明
一、部门主要职责及机构设置情况
（一）部门机构设置、职责
云河区城市管理局是负责本区城市管理的工作部门。内设机构共9个，下属事业单位3家。
（二）人员构成情况
核定编制72人，其中行政41人、事业31人，工勤编制共2名。实有在编人员66人，离退休人员共计20人，其中离休干部1人、退休人员共19人。
二、2019年部门预算收支及增减变化情况说明
（一）2019年部门预算收支情况说明
2019年度收入预算总额为980万元，其中一般公共预算财政拨款收入960万元，其他资金收入20万元。
2019年度支出预算总额为980万元，其中：基本支出安排580万元，项目支出安排400万元。
（二）2019年预算增减变化情况说明（与上年对比）
2019年度预算内收入安排960万元；2018年度预算内收入安排1000万元。2019年收入预算与2018年相比，下降40万元，降幅4%。
四、部门“三公”经费财政拨款预算说明
（一）“三公”经费的单位范围
“三公”经费的支出单位共4个。
（二）“三公”经费预算财政拨款情况说明
2019年“三公”经费预算总额为12万元，其中：因公出国（境）费用0万元，公务接待费2万元，公务用车购置及运行维护费10万元。
（三）与2018年部门预算中“三公”经费对比情况
2018年“三公”经费预算总额为15万元。公务接待费2018年预算3万元。公务用车购置及运行维护费2018年预算12万元，减少预算2万元。
五、其他情况说明
（一）机关运行经费说明
机关运行经费财政拨款预算45万元。
（二）有10个政府采购项目，预算90万元。
（三）有3个政府购买服务项目，预算70万元。
（四）项目支出绩效目标情况说明
2018年我局有2个绩效考评项目，其中道路清扫保洁项目评价得分为93.5分，评价结果为“优秀”。
（五）国有资本经营预算财政拨款情况说明
我局没有国有资本经营预算财政拨款。
（六）国有资产占用情况说明
截至2018年12月31日，固定资产共计500万元，公务用车6辆，价值92万元；单价50万元（含）以上的通用设备2台，价值120万元。
2019年计划购置车辆1辆，预算21万元。
"""
WANTED = {
    "internal_offices": 9, "directly_affiliated_bodies": 3, "staff_administrative_quota": 41, "staff_institutional_quota": 31,
    "staff_worker_quota": 2, "staff_actual": 66, "retired_total": 20, "retired_lixiu": 1, "retired_tuixiu": 19,
    "total_income": "9800000.00", "income_fiscal_appropriation": "9600000.00", "income_other": "200000.00", "total_expenditure": "9800000.00",
    "basic_expenditure": "5800000.00", "project_expenditure": "4000000.00", "in_budget_income_this_year": "9600000.00",
    "in_budget_income_last_year": "10000000.00", "in_budget_income_decrease": "400000.00", "in_budget_income_decrease_percent": 4,
    "sangong_unit_count": 4, "sangong_total_this_year": "120000.00", "sangong_abroad_this_year": "0.00", "sangong_reception_this_year": "20000.00",
    "sangong_vehicle_this_year": "100000.00", "sangong_total_last_year": "150000.00", "sangong_reception_last_year": "30000.00",
    "sangong_vehicle_last_year": "120000.00", "sangong_vehicle_decrease": "20000.00", "agency_operating_expenditure": "450000.00",
    "government_procurement_count": 10, "government_procurement_amount": "900000.00", "purchase_of_service_count": 3,
    "purchase_of_service_amount": "700000.00", "evaluated_project_count": 2, "evaluated_year": 2018, "evaluated_project": "道路清扫保洁项目",
    "evaluation_score": "93.5", "evaluation_grade": "优秀", "state_capital_budget_appropriation": "0.00", "fixed_assets_total": "5000000.00",
    "assets_as_of": "2018年12月31日", "asset_vehicle_count": 6, "asset_vehicle_value": "920000.00", "asset_general_equipment_over_500k_count": 2,
    "asset_general_equipment_over_500k_value": "1200000.00", "planned_vehicle_count_this_year": 1, "planned_vehicle_amount_this_year": "210000.00",
}  # fmt: skip


COUNTY = """2024年部门预算编制说明
一、部门基本情况
云江县农业农村局为县政府工作部门，内设股室12个，下属二级预算单位6家。部门编制数128名，其中：行政编制36名、工勤编制4名、事业编制88名；年末实有在职人员121人，退休人员74人。
二、收支预算总体情况
2024年云江县农业农村局收入总预算为5862.35万元，较上年减少312.6万元，下降5.06%。其中：一般公共预算财政拨款收入5712.35万元，其他收入150万元。
2024年支出总预算5862.35万元，其中：基本支出2860.35万元，占48.79%；项目支出3002万元，占51.21%。
三、财政拨款“三公”经费情况
2024年“三公”经费财政拨款预算数为36.5万元，其中：因公出国（境）费0万元；公务接待费6.5万元，比上年减少0.5万元；公务用车购置及运行维护费30万元，其中公务用车购置费0万元，公务用车运行维护费30万元。
四、其他重要事项的情况说明
1.机关运行经费。2024年本部门机关运行经费财政拨款预算286.4万元，比上年增加12万元。
2.政府采购情况。2024年部门所属各单位政府采购预算总额860万元，其中：政府采购货物预算300万元、政府采购工程预算460万元、政府采购服务预算100万元。
3.国有资产占有使用情况。截至2023年12月31日，部门共有车辆8辆，单价50万元以上通用设备1台（套），单价100万元以上专用设备0台（套）。
4.预算绩效情况。2024年纳入绩效目标管理的项目21个，涉及金额3002万元。
"""
COUNTY_WANTED = {
    "internal_offices": 12,
    "directly_affiliated_bodies": 6,
    "staff_administrative_quota": 36,
    "staff_institutional_quota": 88,
    "staff_worker_quota": 4,
    "staff_actual": 121,
    "retired_tuixiu": 74,
    "total_income": "58623500.00",
    "income_fiscal_appropriation": "57123500.00",
    "income_other": "1500000.00",
    "total_expenditure": "58623500.00",
    "basic_expenditure": "28603500.00",
    "project_expenditure": "30020000.00",
    "sangong_total_this_year": "365000.00",
    "sangong_abroad_this_year": "0.00",
    "sangong_reception_this_year": "65000.00",
    "sangong_reception_decrease": "5000.00",
    "sangong_vehicle_this_year": "300000.00",
    "sangong_vehicle_purchase_this_year": "0.00",
    "sangong_vehicle_running_this_year": "300000.00",
    "agency_operating_expenditure": "2864000.00",
    "government_procurement_amount": "8600000.00",
    "assets_as_of": "2023年12月31日",
    "asset_vehicle_count": 8,
    "asset_general_equipment_over_500k_count": 1,
    "asset_special_equipment_over_1m_count": 0,
}

CITY = """某某市林业局2023年部门预算公开情况说明
第一部分 部门概况
一、主要职责
负责林业生态保护修复。
二、机构设置
本部门内设8个职能科室，所属事业单位5个。全系统核定编制210人，实有在职160人，离休1人、退休35人。
第二部分 预算安排情况
一、收入预算情况说明
2023年收入预算4360.8万元，其中：上年结转120万元，一般公共预算拨款收入4200.8万元，政府性基金预算拨款收入0万元，事业收入0万元，其他收入40万元。
二、支出预算情况说明
2023年支出预算4360.8万元，其中：基本支出3105.6万元，占71.22%；项目支出1255.2万元，占28.78%。
三、“三公”经费
2023年“三公”经费预算数15.2万元，比2022年预算减少2.8万元。其中：因公出国（境）经费0万元，公务用车购置及运行费12万元（其中，公务用车购置费0万元，公务用车运行费12万元），公务接待费3.2万元。
四、其他说明
（一）机关运行费安排情况
我局2023年机关运行费安排168.75万元，主要用于办公费、水电费。
（二）政府采购安排情况
2023年安排政府采购预算520万元。
（三）国有资产占用情况
截至2022年底，固定资产总值2360.5万元，其中车辆11辆，价值168.3万元。
（四）国有资本经营预算
本部门没有使用国有资本经营预算拨款安排的支出。
"""
CITY_WANTED = {
    "internal_offices": 8,
    "directly_affiliated_bodies": 5,
    "staff_actual": 160,
    "retired_lixiu": 1,
    "retired_tuixiu": 35,
    "total_income": "43608000.00",
    "income_fiscal_appropriation": "42008000.00",
    "income_other": "400000.00",
    "total_expenditure": "43608000.00",
    "basic_expenditure": "31056000.00",
    "project_expenditure": "12552000.00",
    "sangong_total_this_year": "152000.00",
    "sangong_abroad_this_year": "0.00",
    "sangong_reception_this_year": "32000.00",
    "sangong_vehicle_this_year": "120000.00",
    "sangong_vehicle_purchase_this_year": "0.00",
    "sangong_vehicle_running_this_year": "120000.00",
    "agency_operating_expenditure": "1687500.00",
    "government_procurement_amount": "5200000.00",
    "state_capital_budget_appropriation": "0.00",
    "fixed_assets_total": "23605000.00",
    "assets_as_of": "2022年底",
    "asset_vehicle_count": 11,
    "asset_vehicle_value": "1683000.00",
}

DISTRICT = """某某区审计局2024年部门预算公开说明
一、机构设置及人员
某某区审计局内设机构6个，无下属单位。行政编制22名，事业编制5名，实有在职26人；离退休人员18人。
二、预算收支
2024年预算总收入1286.42万元，同比减少35.1万元；2024年预算总支出1286.42万元，其中人员经费886.3万元，公用经费102.12万元，项目支出298万元。
三、机关运行经费安排情况
2024年安排机关运行经费102.12万元。
四、“三公”经费
2024年一般公共预算安排“三公”经费5.8万元，同比下降3%。其中：因公出国（境）费用0元，公务用车运行维护费5万元，公务接待费0.8万元。
五、政府采购
本部门2024年度政府采购预算总金额为46万元。
六、政府购买服务
2024年政府购买服务预算86万元。
七、资产
截止2023年末，本部门占有使用国有资产账面价值总额652.1万元，其中房屋建筑物0平方米，公务用车2辆，单位价值100万元以上的设备0台。
"""
DISTRICT_WANTED = {
    "internal_offices": 6,
    "staff_administrative_quota": 22,
    "staff_institutional_quota": 5,
    "staff_actual": 26,
    "retired_total": 18,
    "total_income": "12864200.00",
    "total_expenditure": "12864200.00",
    "project_expenditure": "2980000.00",
    "sangong_total_this_year": "58000.00",
    "sangong_abroad_this_year": "0.00",
    "sangong_reception_this_year": "8000.00",
    "sangong_vehicle_running_this_year": "50000.00",
    "agency_operating_expenditure": "1021200.00",
    "government_procurement_amount": "460000.00",
    "purchase_of_service_amount": "860000.00",
    "assets_as_of": "2023年末",
    "asset_vehicle_count": 2,
}


@pytest.mark.parametrize(("text", "wanted"), [(TEXT, WANTED), (COUNTY, COUNTY_WANTED), (CITY, CITY_WANTED), (DISTRICT, DISTRICT_WANTED)])
def test_every_figure_and_no_other(text: str, wanted: dict[str, object]) -> None:
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    found = {name: value for name, value in to_json(filing)["statement"].items() if value is not None and name != "main_projects"}
    assert found == wanted
