"""A generated corpus shaped like the real forms: three families, a file of about 28 filings, instruments cited by Zipf's law.

Deterministic: the same size and seed give the same bytes. All names and sentences are made up from word lists.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from benchmarks.printers import Content, beijing_2019, shanghai_2020, shanghai_2024

PLACES = [
    "上海市",
    "浦东新区",
    "黄浦区",
    "徐汇区",
    "长宁区",
    "静安区",
    "普陀区",
    "虹口区",
    "杨浦区",
    "闵行区",
    "宝山区",
    "嘉定区",
    "松江区",
    "青浦区",
]
DUTIES = [
    "水务",
    "教育",
    "绿化",
    "民政",
    "交通",
    "住房保障",
    "市场监督",
    "文化旅游",
    "卫生健康",
    "生态环境",
    "应急管理",
    "规划资源",
    "城市运行",
    "档案",
]
KINDS = ["管理局", "事务中心", "信息中心", "监督所", "服务中心", "研究院", "执法总队", "指导站"]
OBJECTS = [
    "泵站设施",
    "信息系统",
    "公共绿地",
    "老旧管网",
    "照明设施",
    "检测设备",
    "业务用房",
    "宣传阵地",
    "应急物资",
    "数据平台",
    "培训基地",
    "监控网络",
]
ACTIONS = ["运行维护", "更新改造", "巡查养护", "专项整治", "购买服务", "能力提升", "评估评审", "日常管理", "租赁保障", "安全检测"]
MATTERS = [
    "设施养护",
    "安全生产",
    "数据共享",
    "垃圾分类",
    "节能减排",
    "公共服务",
    "信用评价",
    "质量监督",
    "资金管理",
    "档案数字化",
    "风险防控",
    "网格化管理",
]
FORMS = ["管理办法", "实施意见", "实施细则", "暂行规定", "工作方案", "技术规范", "若干规定", "条例", "三年行动计划（2018-2020）", "通知"]
CODES = ["沪府发", "沪府办", "沪财预", "沪水务", "沪教委", "沪建管", "沪绿容", "国发", "国办发", "建办质", "财预", "发改投资", "沪交科", "沪民规"]
BRACKETS = ["〔{}〕", "[{}]", "【{}】", "（{}）", "({})", "〔{}〕", "〔{}〕"]
CLAUSES = [
    "按照年度计划组织实施", "委托专业机构开展第三方测评", "定期召开工作例会听取进展", "对发现的问题督促限期整改", "按合同约定分期支付费用",
    "确保设施安全平稳运行", "提高服务水平和群众满意度", "形成专题报告并报主管部门审核", "建立健全长效管理机制", "组织专家对成果进行评审验收",
    "完善台账资料并做好归档", "严格执行财务制度和采购程序", "对重点区域加密巡查频次", "开展业务培训提升队伍能力", "及时响应市民诉求并反馈结果",
]  # fmt: skip
NAMES = ["完成率", "合格率", "及时率", "覆盖率", "达标率", "完好率", "次数", "数量", "满意度", "规范性", "健全性", "有效性", "投诉率", "修复率"]
LEVELS_2020 = [
    ("投入与管理", ["投入管理", "财务管理", "实施管理"]), ("产出目标", ["数量", "质量", "时效"]), ("效果目标", ["社会效益", "满意度"]),
    ("影响力目标", ["长效管理", "信息共享"]),
]  # fmt: skip
LEVELS_2024 = [
    ("产出指标", ["数量指标", "质量指标", "时效指标"]), ("效益指标", ["社会效益指标", "可持续影响指标"]), ("满意度指标", ["服务对象满意度指标"]),
]  # fmt: skip
LEVELS_BEIJING = [
    ("产出指标", ["产出数量指标", "产出质量指标", "产出进度指标", "产出成本指标"]),
    ("效益指标", ["经济效益指标", "社会效益指标", "环境效益指标", "可持续影响指标", "服务对象满意度指标"]),
]  # fmt: skip
FILINGS_A_FILE = 28


class Generator:
    """Contents in an endless, repeatable stream."""

    def __init__(self, seed: int, instruments: int) -> None:
        self.random = random.Random(seed)
        self.departments = [f"{place}{duty}{kind}" for place in PLACES for duty in DUTIES for kind in KINDS]
        self.random.shuffle(self.departments)
        self.instruments = [self._instrument(number) for number in range(instruments)]
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(instruments)))

    def _instrument(self, number: int) -> tuple[str, str]:
        """(title, number with a slot for the bracket style)."""
        r = self.random
        form = r.choice(FORMS)
        title = f"{r.choice(PLACES)}{r.choice(DUTIES)}{r.choice(MATTERS)}{form}"
        if form == "通知":
            title = f"关于进一步加强{r.choice(PLACES)}{r.choice(DUTIES)}{r.choice(MATTERS)}工作的通知"
        return title, f"{r.choice(CODES)}{{}}{number % 900 + 1}号"

    def citation(self) -> str:
        """One mention, as filings write it."""
        r = self.random
        title, number = r.choices(self.instruments, cum_weights=self.weights)[0]
        style = r.random()
        printed = number.format(r.choice(BRACKETS).format(2005 + hash_of(title) % 19))
        if style < 0.55:
            return f"《{title}》（{printed}）"
        if style < 0.85:
            return f"《{title}》"
        return f"《{title}》{printed}" if style < 0.95 else printed

    def sentences(self, low: int, high: int) -> str:
        """Running text of some clauses."""
        r = self.random
        parts = []
        for number in range(r.randint(low, high)):
            clauses = "，".join(r.sample(CLAUSES, r.randint(2, 4)))
            parts.append(f"{number + 1}、{clauses}，共计{r.randint(2, 980)}项。")
        return "".join(parts)

    def indicators(self, levels: list[tuple[str, list[str]]]) -> tuple[tuple[str, str, str, str], ...]:
        """Rows in the order of the levels."""
        r = self.random
        rows = []
        for level1, seconds in levels:
            for level2 in seconds:
                for _ in range(r.randint(1, 4)):
                    name = f"{r.choice(OBJECTS)}{r.choice(ACTIONS)[:2]}{r.choice(NAMES)}"
                    target = r.choice(
                        [f">={r.randint(80, 99)}%", "=100%", f"={r.randint(1, 400)}次", "规范", "及时", "健全", f"<={r.randint(1, 48)}小时"]
                    )
                    rows.append((level1, level2, name, target))
        return tuple(rows)

    def content(self, levels: list[tuple[str, list[str]]]) -> Content:
        """One filing's content."""
        r = self.random
        year = r.randint(2017, 2024)
        money = f"{r.randint(20, 9_000) * 1000:,}"
        basis = "；".join(f"{n + 1}、{self.citation()}" for n in range(r.randint(1, 6)))
        return Content(
            department=r.choice(self.departments[:600]),
            supervisor=r.choice(self.departments[600:640]),
            project=f"{r.choice(PLACES)}{r.choice(OBJECTS)}{r.choice(ACTIONS)}{r.choice(['', '项目', '经费', '（二期）'])}",
            year=year,
            texts={
                "overview": self.sentences(1, 5),
                "legal_basis": f"根据{basis}。",
                "necessity": f"为落实{self.citation()}的要求，{self.sentences(1, 5)}",
                "measures": self.sentences(1, 4),
                "plan": self.sentences(1, 4),
                "goal": f"{self.sentences(1, 4)}执行{self.citation()}。",
            },
            amounts={"total": money, "current_year": money, "fiscal_appropriation": money, "carried_over": "0.00", "other_funds": "0.00"},
            indicators=self.indicators(levels),
        )

    def file(self) -> str:
        """A file of filings of one family."""
        family = self.random.random()
        if family < 0.55:
            return "".join(shanghai_2020(self.content(LEVELS_2020)) for _ in range(FILINGS_A_FILE))
        if family < 0.85:
            return "".join(shanghai_2024(self.content(LEVELS_2024)) for _ in range(FILINGS_A_FILE))
        return "".join(beijing_2019(self.content(LEVELS_BEIJING)) for _ in range(FILINGS_A_FILE))


def hash_of(text: str) -> int:
    """A number that depends on the text alone, in every process."""
    return sum(ord(c) * (at + 1) for at, c in enumerate(text))


def files(size: int, *, seed: int = 7, instruments: int = 5_000) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of files until `size` bytes are made."""
    generator = Generator(seed, instruments)
    made = number = 0
    while made < size:
        data = generator.file().encode()
        yield f"{number // 100:03d}/{number:06d}.txt", data
        made += len(data)
        number += 1


def write(folder: Path, size: int, *, seed: int = 7) -> int:
    """Write a corpus below a folder that does not hold one of that size yet; returns its bytes."""
    mark = folder / f".made-{size}-{seed}"
    if mark.exists():
        return int(mark.read_text())
    total = 0
    for name, data in files(size, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        total += len(data)
    mark.write_text(str(total))
    return total
