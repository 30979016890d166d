"""Long files take work in proportion to their length, counted in calls of Python functions and not in time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from kg.documents import read_data
from kg.forms import read_filings

HEAD = "项目支出绩效目标表\n（2022年度）\n"
#: Texts by how often they repeat their unit: each once took work in proportion to the square of it.
TEXTS: dict[str, Callable[[int], str]] = {
    "labels and values on one line": lambda n: HEAD + "项目名称 供水 主管部门 水务局 年度资金总额 12.5 其他资金 0 " * n,
    "empty cells between borders": lambda n: HEAD + "|\n项目名称 |\n供水 |\n|\n主管部门 |\n水务局 |\n" * n,
    "empty cells as lines of a space": lambda n: HEAD + "项目名称\n\n供水\n\n \n\n年度目标\n\n \n\n" * n,
    "a row of labels over a row of values": lambda n: HEAD + "\t".join(["项目名称", "财政拨款", "其他资金"] * n) + "\n" + "\t".join(["1"] * 3 * n),
    "amounts in one row": lambda n: HEAD + "\t".join(["项目资金总额\t12\t年度资金总额\t30万元，其中：财政拨款24万元，其他资金6万元"] * n),
    "indicators on one line": lambda n: f"{HEAD}一级指标 二级指标 三级指标 指标值 {'产出指标 数量指标 供水量 ≥5吨 质量指标 合格率 ≥95% ' * n}",
    "figures of one amount": lambda n: f"{HEAD}项目名称 供水 年度资金总额 {'12 13 14 ' * n}",
    "brackets behind an amount": lambda n: f"{HEAD}项目名称 供水 年度资金总额 (12{'；）' * n}",
    "labels that wait for figures": lambda n: HEAD + "基本支出\n项目支出\n预算支出总额\n" * n + "1\n2\n3\n",
    "pieces of labels": lambda n: HEAD + "立\n项\n" * n + "依据\t某文件\n",
    "pieces of labels beside values": lambda n: HEAD + "立\t甲\n项\t乙\n" * n,
    "pieces of labels on lines of their own": lambda n: HEAD + "其他资金\t0\n" + "项目\n立项\n依据\n某文件，开展供水工作（某\n" * n,
    "pieces of labels between lines of a value": lambda n: HEAD + "立项\t某文件，开展供水工作并检修管网（某\n\t号）\n" * n + "依据\t某文件\n",
    "pieces of labels beside texts that stand apart": lambda n: (
        HEAD
        + "立项      某文件，开展供水工作并检修管网（某\n          号）\n" * n
        + "一级指标  二级指标  三级指标  指标值\n产出指标  数量指标  供水量    ≥5吨\n"
    ),
    "units below their headings": lambda n: HEAD + "项目资金\t年度资金总额：\t12\n（万元）\t财政拨款\t12\n" * n,
    "labels again with brackets open": lambda n: HEAD + "立项依据\t《某供水条例（某\n\n" * n,
    "texts below a table": lambda n: (
        f"{HEAD}一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 供水量 ≥5吨\n" + "实施方案    供水工作按照《某供水条例》开展\n" * n
    ),
    "names with much white space": lambda n: "表" + " " * n * 10 + "x\n1.项目概述\n供水。\n2.立项依据\n某文件。\n3.实施主体\n某站。\n",
    "narratives without titles": lambda n: HEAD + "产出指标\t数量指标\t供水量\t1\n" + "1.项目概述\n供水。\n2.立项依据\n某文件。\n" * n,
    "rows that run on": lambda n: HEAD + "\t".join(["项目名称", "供水", "立项依据", "某文件", "主管部门", "水务局"] * n),
    "parts without forms": lambda n: HEAD + "产出指标\t数量指标\t供水量\t1\n第三部分 名词\n" * n + "项目名称\t供水\n",
    "numbers of pages": lambda n: HEAD + "依据《某供水条例，开展供水工作（某\n14\n" * n,
    "lines below a table": lambda n: (
        f"{HEAD}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t供水量\t≥5吨\n{chr(10).join(['', '说明'] * n)}\n产出指标\t时效指标\t工期"
    ),
}


def steps(text: str) -> int:
    """How many lines of the forms stage a reading executes."""
    document = read_data(text.encode(), source="a.txt")
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> object:
        nonlocal count
        count += 1
        return trace if "forms" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        read_filings(document)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_takes_twice_the_work(name: str) -> None:
    make = TEXTS[name]
    read_filings(read_data(make(300).encode(), source="a.txt"))
    once, twice = steps(make(150)), steps(make(300))
    # Not just twice: what is remembered from text to text is remembered in part only where other tests came before.
    assert twice < 2.5 * once, (once, twice)


STATEMENT_HEAD = "2019年部门预算情况说明\n一、收支情况\n"
#: What sections of one line repeat: each once made a pattern of a figure try every pair of places.
ATOMS = [
    "2019年支出基本支出",
    "2019年支出项目支出",
    "2019年支出",
    "公务接待费比上年",
    "公务接待费较2018年增加",
    "公务接待费比上年减少",
    "预算总收入其中：财政拨款",
    "2019年预算内收入比2018年减少",
    "2019年预算内收入较2018年增长",
]


@pytest.mark.parametrize("atom", ATOMS)
def test_no_figure_is_sought_at_every_pair_of_places(atom: str) -> None:
    # Time and not calls: a regular expression makes none. With two gaps without a bound such a section took 40 s.
    document = read_data(f"{STATEMENT_HEAD}{atom * 640}\n".encode(), source="a.txt")
    begin = time.process_time()
    read_filings(document)
    assert time.process_time() - begin < 5


def test_sections_that_read_like_titles_take_work_in_proportion() -> None:
    def make(n: int) -> str:
        return STATEMENT_HEAD + "".join(f"（一）道路{k}资金使用情况说明\n" for k in range(n))

    read_filings(read_data(make(300).encode(), source="a.txt"))
    once, twice = steps(make(150)), steps(make(300))
    assert twice < 2.5 * once, (once, twice)
