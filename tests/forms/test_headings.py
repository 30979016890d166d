"""Headings of running text."""

from __future__ import annotations

import pytest

from kg.forms.headings import is_heading, is_report_heading


@pytest.mark.parametrize("text", ["一、部门概况", "（二）机构设置", "十一、其他需要说明的问题", "(三)资金管理情况"])
def test_headings_of_both(text: str) -> None:
    assert is_heading(text)
    assert is_report_heading(text)


@pytest.mark.parametrize("text", ["第一部分 单位概况", "三．绩效完成情况"])
def test_headings_of_reports_alone(text: str) -> None:
    assert not is_heading(text)
    assert is_report_heading(text)


@pytest.mark.parametrize(
    "text",
    ["1.主要职能", "（一）产出。按期完成。", "（1）数量", "（二）依据《某省节约用水条例》", "一、资金：年初预算20万元", "二、", "本年完成三项"],
)
def test_what_says_something_stays_text(text: str) -> None:
    assert not is_report_heading(text)
