"""Departments: several names, one body; the data both ways."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.registry.departments import _data, _written_form, department_form, department_key, resolve_departments
from kg.registry.jurisdictions import place_of

DATA = _data()


@pytest.mark.parametrize(("one", "other", "context"), DATA["examples"], ids=lambda value: str(value))
def test_names_of_one_body_have_one_form(one: str, other: str, context: str) -> None:
    assert department_form(one, context) == department_form(other, context)


@pytest.mark.parametrize(("one", "other", "context"), DATA["different"], ids=lambda value: str(value))
def test_names_of_two_bodies_have_two(one: str, other: str, context: str) -> None:
    assert department_form(one, context) != department_form(other, context)


@pytest.mark.parametrize(("stem", "whole"), DATA["short"].items())
def test_every_short_stem_is_spelled_out(stem: str, whole: str) -> None:
    assert department_form(f"某{stem}局") == f"|某{stem}局"
    assert _written_form(f"{stem}局")[2] == f"{whole}局"


@pytest.mark.parametrize(("former", "present"), DATA["renamed"].items())
def test_a_body_renamed_in_the_whole_country_is_one_and_bears_its_present_name(former: str, present: str) -> None:
    assert (_written_form(former)[2], _written_form(present)[2]) == (former, present)
    names = [(f"青岛市{former}", None, "青岛市")] * 3 + [(f"青岛市{present}", None, "青岛市")]
    for order in permutations(names):
        (department,) = resolve_departments(order).all()
        assert (department.key, department.label, department.alternatives) == (f"青岛市{present}", f"青岛市{present}", (f"青岛市{former}",))
    (alone,) = resolve_departments(names[:1]).all()
    assert alone.label == f"青岛市{former}", "what nobody calls otherwise keeps its name"


@pytest.mark.parametrize(
    ("present", "former"),
    [
        ("郑州市园林局（原郑州市绿化局）", "郑州市绿化局"),
        ("郑州市金水区林业局(原绿化委办公室)", "金水区绿化委办公室"),
        ("太原市体育馆[原名为太原市工人体育馆]", "太原市工人体育馆"),
    ],
)
def test_what_a_name_calls_its_former_name_is_the_same_body(present: str, former: str) -> None:
    names = [(present, None, place_of(present)), (former, None, place_of(present)), (department_key(present), None, "")]
    for order in permutations(names):
        (department,) = resolve_departments(order).all()
        assert (department.key, department.label) == (department_key(present),) * 2
        assert former in department.alternatives


def test_a_former_name_that_two_bodies_claim_is_neither() -> None:
    names = ["洛阳市建设局（原洛阳市建委）", "洛阳市房产局（原洛阳市建委）", "洛阳市建委"]
    departments = resolve_departments((name, None, "洛阳市") for name in names)
    assert len({departments.of(name, "洛阳市").key for name in names}) == 3


@pytest.mark.parametrize(("name", "former"), [(name, former) for name, formers in DATA["bodies"].items() for former in formers])
def test_a_former_name_leads_to_the_present_one(name: str, former: str) -> None:
    assert department_key(former) == name
    assert resolve_departments([(former, None, "")]).of(former).label == name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("219-上海市水务局", "上海市水务局"),
        ("[015001]四川省交通运输厅", "四川省交通运输厅"),
        ("301 上海市绿化和市容管理局", "上海市绿化和市容管理局"),
        ("上海市 水务局（盖章）", "上海市水务局"),
        ("上海市水务局（本级）", "上海市水务局"),
        ("某市城管局（原某市市容局）", "某市城管局"),
        ("12345热线中心", "热线中心"),
        ("2345", "2345"),
    ],
)
def test_codes_seals_and_former_names_are_no_part_of_a_name(name: str, key: str) -> None:
    assert department_key(name) == key


def test_the_fullest_name_is_the_label_and_the_others_are_kept() -> None:
    names = [("市住建委", None, "上海市"), ("上海市住房和城乡建设管理委员会", None, "上海市"), ("市城管执法局", "市住建委", "上海市")]
    for order in permutations(names):
        departments = resolve_departments(order)
        assert [(d.key, d.alternatives, d.parent_key) for d in departments.all()] == [
            ("上海市住房和城乡建设管理委员会", ("市住建委",), None),
            ("上海市城市管理行政执法局", ("市城管执法局",), "上海市住房和城乡建设管理委员会"),
        ]
        assert departments.of("市住建委", "上海市") == departments.of("上海市住房和城乡建设管理委员会", "上海市")


def test_the_label_is_the_spelling_that_most_filings_use_and_the_key_stays() -> None:
    long, usual, short = "某区城市管理综合行政执法行政监察局", "某区城市管理综合行政执法监察局", "区城管执法局"
    for order in permutations([(long, None, ""), (usual, None, ""), (usual, None, "")]):
        (department,) = resolve_departments(order).all()
        assert (department.key, department.label, department.alternatives) == (long, usual, (long,))
    assert resolve_departments({(long, None, ""): 1, (usual, None, ""): 2}).of(long).label == usual  # counted already
    assert (
        resolve_departments([("市水务局", None, "合肥市")] * 9 + [("合肥市水务局", None, "合肥市")]).of("市水务局", "合肥市").label == "合肥市水务局"
    )
    assert resolve_departments([(short, None, "")]).of(short).label == short


def test_a_district_s_body_in_a_filing_of_unknown_place_is_that_of_the_only_place_where_it_is_known() -> None:
    names = [("浦东新区卫健委", None, ""), ("上海市浦东新区卫生健康委员会", None, "上海市"), ("鼓楼区教育局", None, "")]
    two = [("鼓楼区教育局", None, "南京市"), ("鼓楼区教育局", None, "福州市")]
    for order in permutations(names):
        departments = resolve_departments([*order, *two])
        assert departments.of("浦东新区卫健委").key == "上海市浦东新区卫生健康委员会"
        assert departments.of("鼓楼区教育局").alternatives == ()


def test_the_supervisor_named_most_often_is_the_parent_and_no_body_is_above_itself() -> None:
    departments = resolve_departments([("甲局", "乙委", ""), ("乙委", "甲局", ""), ("丙局", "丙局", "")])
    parents = {d.key: d.parent_key for d in departments.all()}
    assert parents["丙局"] is None
    assert sum(parent is not None for parent in parents.values()) == 1


def test_an_unknown_name_raises() -> None:
    with pytest.raises(KeyError):
        resolve_departments([]).of("甲局")
