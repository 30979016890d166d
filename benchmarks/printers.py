"""A filing's content printed as the text that converters make of the three families: for generated corpora, and for tests of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True)
class Content:
    """What a filing says. `texts` maps a role to its text; `amounts` maps a kind to the figure in yuan; indicators are
    (level 1, level 2, name, target)."""

    department: str
    project: str
    year: int
    supervisor: str = ""
    category: str = "其他一次性项目"
    nature: str = "经常性项目"
    performance_type: str = "其他类"
    purchase: str = "否"
    texts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    indicators: tuple[tuple[str, str, str, str], ...] = ()


#: role → label, in the order of the form.
LABELS_2020 = {
    "overview": "项目概况",
    "legal_basis": "立项依据",
    "necessity": "项目设立的必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
    "goal": "总目标及阶段性目标",
}


def level_cells(indicators: tuple[tuple[str, str, str, str], ...]) -> list[tuple[str, str, str, str]]:
    """Indicator rows with merged level cells: each label at the first row of its block only."""
    rows = []
    for level1, block in groupby(indicators, key=lambda row: row[0]):
        first1 = True
        for level2, rest in groupby(block, key=lambda row: row[1]):
            first2 = True
            for _, _, name, target in rest:
                rows.append((level1 if first1 else "", level2 if first2 else "", name, target))
                first1 = first2 = False
    return rows


def shanghai_2020(content: Content) -> str:
    """The form of Shanghai to about 2020, a line a row."""
    c = content
    money = {kind: c.amounts.get(kind, "") for kind in ("total", "current_year", "prior_year_budget", "prior_year_executed")}
    lines = [
        "财政项目支出绩效目标表\t\t\t",
        f"({c.year}年度)\t\t\t",
        f"申报单位名称：{c.department}\t\t\t",
        f"项目名称：\t{c.project}\t项目类别：\t{c.category}",
        f"计划开始日期：\t{c.year}-01-01\t计划完成日期：\t{c.year}-12-31",
        f"是否含有政府购买服务：\t{c.purchase}\t绩效类型：\t{c.performance_type}",
        *(f"{label}：\t{c.texts[role]}\t\t" for role, label in LABELS_2020.items() if role in c.texts),
        "",
        "本项目上年度市级财政资金使用情况\t\t\t",
        f"项目总预算（元）：\t{money['total']}\t项目当年预算（元）：\t{money['current_year']}",
        f"同名项目上年预算额（元）：\t{money['prior_year_budget']}\t同名项目上年预算执行数（元）：\t{money['prior_year_executed']}",
        "",
        f"{c.year}年绩效目标\t\t\t",
        "一级目标\t二级目标\t三级目标\t指标目标值",
        *("\t".join(row) for row in level_cells(c.indicators)),
    ]
    return "\n".join(lines) + "\n\n"


def shanghai_2024(content: Content) -> str:
    """The form of Shanghai from 2023 on, a line a row."""
    c = content
    rows = ["\t".join(["绩效 指标" if at == 0 else "", *row]) for at, row in enumerate(level_cells(c.indicators))]
    lines = [
        "财政项目支出绩效目标申报表",
        "",
        f"({c.year}年度)",
        "",
        f"项目名称\t{c.project}\t项目性质\t{c.nature}\t项目类别\t{c.category}",
        f"主管部门\t{c.supervisor}\t实施单位\t{c.department}\t\t",
        f"计划开始日期\t{c.year}-01-01\t计划完成日期\t{c.year}-12-31\t\t",
        f"项目资金 (元)\t项目资金总额\t{c.amounts.get('total', '')}\t年度资金申请总额\t{c.amounts.get('current_year', '')}\t",
        f"\t其中：财政资金\t\t其中：当年财政拨款\t{c.amounts.get('fiscal_appropriation', '')}\t",
        f"\t\t\t上年结转资金\t{c.amounts.get('carried_over', '')}\t",
        f"\t其他资金\t\t其他资金\t{c.amounts.get('other_funds', '')}\t",
        "项目 绩效 目标\t项目总目标\t\t年度总体目标\t\t",
        f"\t\t\t{c.texts.get('goal', '')}\t\t",
        "\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值\t",
        *rows,
    ]
    return "\n".join(lines) + "\n\n"


def beijing_2019(content: Content) -> str:
    """The project form of Beijing, a line a cell; its indicators have no name column."""
    c = content
    rows: list[list[str]] = [
        ["部门（单位）名称", c.department],
        ["项目名称", c.project, "预算金额（万元）", c.amounts.get("total", "")],
        ["项目负责人", "张某", "联系电话", "66000000"],
        ["项目类型", c.category],
        ["项目绩效目标", c.texts.get("goal", "")],
        ["绩效指标", "一级指标", "二级指标", "具体指标（指标内容、指标值）"],
    ]
    for level1, level2, _, target in level_cells(c.indicators):
        rows.append(["", level1, level2, target] if level1 else ["", "", level2, target])
    rows.append(["其他说明的\n问题", ""])
    body = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    return f"项目支出绩效目标申报表\n（{c.year}年度）\n{body}\n\n\n"
