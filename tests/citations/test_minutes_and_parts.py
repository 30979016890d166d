"""Minutes with a number in a bracket of their own, standards of places and cut by line ends, titles that go on behind 》, one number for several."""

from __future__ import annotations

import pytest

from kg.citations import find_citations


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(mention.surface, mention.title, mention.number) for mention in find_citations(text)]


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("市政府常务会议纪要（〔2019〕3次）", "市政府常务会议纪要〔2019〕3次"),
        ("县委常委会会议纪要（〔2021〕第5次）", "县委常委会会议纪要〔2021〕5次"),
        ("局党组会议纪要([2022]6次)", "局党组会议纪要〔2022〕6次"),
        ("市长办公会议纪要（2020年第8期）", "市长办公会议纪要〔2020〕8期"),
        ("州人民政府专题会议纪要（【2023】第12号）", "州人民政府专题会议纪要〔2023〕12号"),
    ],
)
def test_minutes_numbered_in_a_bracket(surface: str, number: str) -> None:
    assert found(f"依据{surface}要求安排") == [(surface, None, number)]


def test_minutes_that_say_what_they_are_about_have_a_title() -> None:
    name = "某市人民政府关于蓝藻水华防控工作专题会议纪要"
    assert found(f"《某条例》；{name}（〔2022〕第110期）。")[1:] == [(f"{name}（〔2022〕第110期）", name, f"{name}〔2022〕110期")]
    ((_, title, number),) = found("《县长办公会议纪要》（〔2018〕7期）")
    assert (title, number) == ("县长办公会议纪要", "县长办公会议纪要〔2018〕7期")


@pytest.mark.parametrize(
    "name",
    [
        "某市综治委校园及周边治安综合治理专项组2017年第二次会议纪要",
        "区委农村工作暨实施乡村振兴战略领导小组2023年第1次会议纪要",
        "县项目建设工作专班2022年第6次会议纪要",
        "市优化营商环境联席会议2021年第3次会议纪要",
    ],
)
def test_minutes_of_groups(name: str) -> None:
    assert found(f"根据{name}，安排资金。") == [(name, name, None)]


@pytest.mark.parametrize("text", ["召开会议3次，印发会议纪要5期", "整理工作会议纪要（3份）", "形成会议纪要（共12次）"])
def test_minutes_that_a_project_writes(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("DB33/973-2021", "DB33/973-2021"),
        ("DB 12/ 599—2015", "DB12/599-2015"),
        ("DB11／307-2013", "DB11/307-2013"),
        ("DB3301/1080-2018", "DB3301/1080-2018"),
        ("DB33/T 868-2012", "DB33/T 868-2012"),
        ("GB/T 30428.2-20\n13", "GB/T 30428.2-2013"),
        ("GB 3838-2\n002", "GB 3838-2002"),
        ("HJ 819-201\n7", "HJ 819-2017"),
        ("GB/T 28181-\n2016", "GB/T 28181-2016"),
    ],
)
@pytest.mark.parametrize("around", ["《某排放标准》（{}）", "《某排放标准》{}", "执行{}，"])
def test_standards(written: str, number: str, around: str) -> None:
    ((surface, _, value),) = found(around.format(written))
    assert value == number
    assert written in surface


@pytest.mark.parametrize(
    "title",
    [
        "《关于解决某问题的意见》实施中有关问题的解释",
        "《某许可法》执行中若干问题的意见",
        "《某赔偿法》有关问题的答复",
        "《某办法》若干具体问题的规定",
        "《某规定》适用问题的批复",
        "《甲办法》等三项制度的通知",
    ],
)
def test_a_title_that_goes_on_behind_its_bracket(title: str) -> None:
    assert found(f"依据{title}（某法函〔2010〕3号）执行") == [(f"{title}（某法函〔2010〕3号）", title, "某法函〔2010〕3号")]


@pytest.mark.parametrize(
    "text",
    ["收集《某条例》实施中有关问题的意见。", "针对《某条例》有关问题的说明会", "《某条例》实施中有关部门的职责", "《某条例》执行中的问题较多"],
)
def test_words_behind_a_title_that_are_none_of_it(text: str) -> None:
    assert [surface for surface, _, _ in found(text)] == ["《某条例》"]


@pytest.mark.parametrize("others", ["等五个配套文件", "等3个办法", "等文件", "等相关政策文件"])
def test_one_number_for_a_title_and_others(others: str) -> None:
    surface = f"《营养改善计划实施细则》{others}（教财〔2012〕2号）"
    assert found(f"某部{surface}；") == [(surface, "营养改善计划实施细则", "教财〔2012〕2号")]
