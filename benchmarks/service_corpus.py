"""A generated corpus for measuring the service: Shanghai forms whose instruments are Zipf-distributed, the same files for the same seed.

python -m benchmarks.service_corpus FOLDER --filings 10000
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.printers import Content, shanghai_2020

SUBJECTS = [
    "道路照明",
    "排水管网",
    "市容环卫",
    "绿化养护",
    "智慧水务",
    "应急演练",
    "房屋安全",
    "档案整理",
    "信息系统",
    "公园改造",
    "河道保洁",
    "桥梁检测",
    "人员培训",
    "审计服务",
    "垃圾清运",
]
DOINGS = ["维护", "建设", "巡查", "改造", "运行", "评估", "采购", "监测"]
PLACES = ["浦东", "徐汇", "长宁", "静安", "普陀", "虹口", "杨浦", "闵行", "宝山", "嘉定", "金山", "松江", "青浦", "奉贤", "崇明", "黄浦"]
OFFICES = ["水务局", "绿化局", "建设局", "交通局", "教育局", "民政局", "档案局", "应急局"]
CODES = ["沪府办", "沪府发", "国办发", "国发", "沪财预", "沪建交", "沪水务", "建质", "财预", "沪绿容"]
INDICATORS = (
    ("产出目标", "数量", "完成数量", "≥95%"),
    ("产出目标", "数量", "巡查次数", "≥12次"),
    ("产出目标", "质量", "验收合格率", "=100%"),
    ("产出目标", "时效", "完成及时率", "≥90%"),
    ("产出目标", "成本", "预算执行率", "≥95%"),
    ("效果目标", "社会效益", "事故发生数", "=0起"),
    ("效果目标", "环境效益", "设施完好率", "≥98%"),
    ("效果目标", "满意度", "市民满意度", "≥85%"),
    ("影响力目标", "长效管理", "制度健全性", "健全"),
    ("影响力目标", "人力资源", "培训覆盖率", "≥80%"),
    ("影响力目标", "部门协助", "协作机制", "有效"),
)
FORMS_A_FILE = 50


def instruments(count: int) -> list[str]:
    """Document numbers with titles, most cited first."""
    made = []
    for n in range(count):
        code, year, serial = CODES[n % len(CODES)], 2001 + n % 20, n // 20 + 1
        title = f"关于加强{SUBJECTS[n % len(SUBJECTS)]}{DOINGS[n // 15 % len(DOINGS)]}工作的第{n}号意见"
        made.append(f"《{title}》（{code}〔{year}〕{serial}号）")
    return made


def contents(count: int, *, seed: int = 7) -> Iterator[Content]:
    """Filings; the instrument of rank r is cited in proportion to 1/r."""
    chance = random.Random(seed)
    known = instruments(max(20, count // 3))
    weights = [1 / (rank + 1) for rank in range(len(known))]
    for n in range(count):
        department = f"上海市{chance.choice(PLACES)}区{chance.choice(OFFICES)}"
        cited = list(dict.fromkeys(chance.choices(known, weights, k=chance.randint(2, 6))))
        yuan = chance.randrange(10_000, 90_000_000, 500)
        name = f"{chance.choice(SUBJECTS)}{chance.choice(DOINGS)}项目{n % 997}"
        texts = {
            "overview": f"{name}由{department}组织实施，内容包括现场审计、日常巡查和设施更新。",
            "legal_basis": "根据" + "、".join(cited) + "。",
            "necessity": "保障设施安全运行，回应市民需求。",
            "goal": "按计划完成年度任务。",
        }
        amounts = {"total": str(yuan), "current_year": str(yuan), "prior_year_budget": str(yuan // 2), "prior_year_executed": str(yuan // 2)}
        yield Content(department, name, 2015 + n % 10, texts=texts, amounts=amounts, indicators=INDICATORS)


def write_corpus(folder: Path, count: int) -> None:
    """Writes the files of a corpus, `FORMS_A_FILE` forms each."""
    folder.mkdir(parents=True, exist_ok=True)
    batch: list[str] = []
    number = 0
    for content in contents(count):
        batch.append(shanghai_2020(content))
        if len(batch) == FORMS_A_FILE:
            (folder / f"forms-{number:05d}.txt").write_text("".join(batch), encoding="utf-8")
            batch, number = [], number + 1
    if batch:
        (folder / f"forms-{number:05d}.txt").write_text("".join(batch), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--filings", type=int, default=10_000)
    given = parser.parse_args()
    write_corpus(given.folder, given.filings)
