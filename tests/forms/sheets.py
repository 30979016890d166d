"""Forms as sheets of cells, in the layouts of several families, and the ways in which converters write a sheet as text.

In a row, None is a cell that a merged one covers (converters leave it out, or print nothing), "" a cell that is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

Cell = str | None
Sheet = list[list[Cell]]


@dataclass(frozen=True)
class Form:
    """What a form says; amounts in 万元, indicators (level 1, level 2, name, target, actual, weight, score)."""

    title: str = "项目支出绩效目标表"
    year: int = 2022
    project: str = "山洪灾害监测站运行"
    supervisor: str = "云江市水务局"
    department: str = "云江市防汛保障中心"
    basis: str = "《中华人民共和国防洪法》；《关于加强山洪灾害防御工作的通知》（云水防〔2021〕14号）"
    overview: str = "运行维护山洪灾害监测站点。"
    goal: str = "监测站点全年稳定运行，预警信息及时发布。"
    amounts: dict[str, str] = field(default_factory=lambda: {"current_year": "126.50", "fiscal_appropriation": "120.00", "other_funds": "6.50"})
    indicators: tuple[tuple[str, ...], ...] = (
        ("产出指标", "数量指标", "运行监测站点数量", "≥48个", "50个", "20", "20"),
        ("产出指标", "数量指标", "开展巡检次数", "12次", "12次", "10", "10"),
        ("产出指标", "质量指标", "数据上报完整率", "≥95%", "97%", "10", "10"),
        ("产出指标", "时效指标", "故障修复时间", "<=24小时", "20小时", "10", "9"),
        ("效益指标", "社会效益指标", "预警信息覆盖率", "≥98%", "98%", "20", "20"),
        ("效益指标", "可持续影响指标", "运维机制健全性", "健全", "健全", "10", "10"),
        ("满意度指标", "服务对象满意度指标", "沿河群众满意度", "≥90%", "92%", "10", "10"),
    )


def merged(indicators: tuple[tuple[str, ...], ...], width: int) -> Sheet:
    """Indicator rows whose level cells are merged over their blocks."""
    rows: Sheet = []
    for level1, block in groupby(indicators, key=lambda row: row[0]):
        lead1: Cell = level1
        for level2, rest in groupby(block, key=lambda row: row[1]):
            lead2: Cell = level2
            for row in rest:
                rows.append([lead1, lead2, *row[2:width]])
                lead1 = lead2 = None
    return rows


def ministry(form: Form) -> Sheet:
    """The template of the Ministry of Finance for one year."""
    a = form.amounts
    return [
        ["项目名称", form.project],
        ["主管部门及代码", form.supervisor, "实施单位", form.department],
        ["项目资金（万元）", "年度资金总额：", a["current_year"]],
        [None, "其中：财政拨款", a["fiscal_appropriation"]],
        [None, "其他资金", a["other_funds"]],
        ["立项依据", form.basis],
        ["年度目标", form.goal],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        *[[None, *row] for row in merged(form.indicators, 4)],
    ]


def evaluation(form: Form) -> Sheet:
    """The self-evaluation with its grid of amounts."""
    a = form.amounts
    return [
        ["项目名称", form.project],
        ["主管部门", form.supervisor, "实施单位", form.department],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", a["current_year"], a["current_year"], a["current_year"], "10", "100%", "10"],
        [None, "其中：当年财政拨款", a["fiscal_appropriation"], a["fiscal_appropriation"], a["fiscal_appropriation"], "—", "100%", "—"],
        [None, "其他资金", a["other_funds"], a["other_funds"], a["other_funds"], "—", "100%", "—"],
        ["年度总体目标", "预期目标", "实际完成情况"],
        [None, form.goal, "已按期完成全部工作。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *[[None, *row, ""] for row in merged(form.indicators, 7)],
        ["总分", "100", "99"],
    ]


def boxed(form: Form) -> Sheet:
    """A provincial form whose first column heads its blocks."""
    a = form.amounts
    return [
        ["项目基本情况", "项目名称", form.project, "项目属性", "新增项目□ 延续项目√"],
        [None, "主管部门", f"219-{form.supervisor}", "实施单位", f"219001-{form.department}"],
        [None, "项目概况", form.overview],
        [None, "立项依据", form.basis],
        ["项目资金情况（万元）", "年度资金总额", a["current_year"], "财政拨款", a["fiscal_appropriation"]],
        [None, "其他资金", a["other_funds"]],
        ["项目年度绩效目标情况", "年度目标", form.goal],
        [None, "一级指标", "二级指标", "三级指标", "指标值"],
        *[[None, *row] for row in merged(form.indicators, 4)],
    ]


LAYOUTS: dict[str, tuple[str, Callable[[Form], Sheet]]] = {
    "mof-project": ("项目支出绩效目标表", ministry),
    "self-evaluation": ("项目支出绩效自评表", evaluation),
    "approval": ("项目支出绩效目标批复表", ministry),
    "boxed": ("项目支出预算绩效目标申报表", boxed),
}


def _cells(row: list[Cell]) -> list[str]:
    return [cell for cell in row if cell]


def tabs(sheet: Sheet) -> str:
    """A line a row, cells divided by tabs; a covered cell leaves its tab."""
    return "\n".join("\t".join(cell or "" for cell in row) for row in sheet)


def lines(sheet: Sheet) -> str:
    """A line a cell."""
    return "\n".join(cell for row in sheet for cell in _cells(row))


def gaps(sheet: Sheet) -> str:
    """A line a cell, cells divided by empty lines; an empty cell is a line of a space."""
    return "\n\n".join(cell if cell else " " for row in sheet for cell in row if cell is not None)


def spaces(sheet: Sheet) -> str:
    """A line a row, cells divided by spaces."""
    return "\n".join(" ".join(_cells(row)) for row in sheet)


def one_line(sheet: Sheet) -> str:
    """All cells on one line, divided by spaces."""
    return " ".join(cell for row in sheet for cell in _cells(row))


def pipes(sheet: Sheet) -> str:
    """A line a row between pipes; a covered cell is empty."""
    return "\n".join("| " + " | ".join(cell or "" for cell in row) + " |" for row in sheet)


def pipe_lines(sheet: Sheet) -> str:
    """A line a cell with its border behind it, a border alone in front of each row."""
    return "\n".join("|\n" + "\n".join(f"{cell} |" if cell else "|" for cell in row if cell is not None) for row in sheet)


def cell_lines(sheet: Sheet) -> str:
    """A line a cell after a tab, rows divided by an empty line."""
    return "\n\n".join("\n".join(f"\t{cell or ''}" for cell in row if cell is not None) for row in sheet)


WAYS: dict[str, Callable[[Sheet], str]] = {
    "tabs": tabs,
    "lines": lines,
    "gaps": gaps,
    "spaces": spaces,
    "one line": one_line,
    "pipes": pipes,
    "pipe lines": pipe_lines,
    "cell lines": cell_lines,
}


def printed(form: Form, layout: str, way: str) -> str:
    """A form of a layout as text."""
    title, sheet = LAYOUTS[layout]
    if way == "one line":
        return f"{title} （{form.year}年度） {one_line(sheet(form))}\n"
    return f"{title}\n（{form.year}年度）\n{WAYS[way](sheet(form))}\n"
