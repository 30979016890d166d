"""A statement in other words than Beijing's of 2019: every figure it tells, and none of another year or thing."""

from __future__ import annotations

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


def test_every_figure_and_no_other() -> None:
    (filing,) = read_filings(read_data(TEXT.encode(), source="a.txt")).filings
    found = {name: value for name, value in to_json(filing)["statement"].items() if value is not None and name != "main_projects"}
    assert found == WANTED
