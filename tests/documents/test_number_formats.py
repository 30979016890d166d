"""Number formats of sheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.number_formats import BUILT_IN, general, show


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-5, "0.00_);(0.00)", "(5.00)"),
        (-1234, "#,##0", "-1,234"),
        (1234567, '0.00,,"百万"', "1.23百万"),
        (0.1 + 0.2, "General", "0.3"),
        (1, "000", "001"),
        (2.675, "0.00", "2.68"),
        (12, "[$¥-804]#,##0.00", "¥12.00"),
        (12, "[>=10]0多;[<10]0少", "12多"),
        (12, ";;;", ""),
        (0.985, "0.0%", "98.5%"),
        (43831.75, "h:mm AM/PM", "6:00 PM"),
        (43831.5, "yyyy-mm-dd hh:mm:ss", "2020-01-01 12:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (1, "yyyy/m/d", "1900/1/1"),
        (61, "yyyy/m/d", "1900/3/1"),
        (43831, "[$-804]aaaa", "星期三"),
        (1.5, "# ?/?", "1.5"),
        (-1, "yyyy/m/d", "-1"),
        (1e15, "General", "1000000000000000"),
        (3, 'G/通用格式"人"', "3人"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


def test_days_may_count_from_1904() -> None:
    assert show(0, "yyyy-mm-dd", from_1904=True) == "1904-01-01"


def test_formats_by_number_are_those_of_chinese_systems() -> None:
    assert show(43831, BUILT_IN[14]) == "2020/1/1"
    assert show(43831, BUILT_IN[31]) == "2020年1月1日"
    assert [show(1234.5, BUILT_IN[number]) for number in (37, 39, 42, 43, 44)] == ["1,235", "1,234.50", "¥1,235", "1,234.50", "¥1,234.50"]
    assert show(43831, BUILT_IN[57]) == "2020年1月"


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_keep_their_digits(number: int) -> None:
    assert general(float(number)) == str(number)
    assert show(number, "#,##0").replace(",", "") == str(number)


@given(st.floats(), st.text('0#.,%;_*"[]年ymdhs@General-()', max_size=12))
def test_no_format_fails(number: float, code: str) -> None:
    assert isinstance(show(number, code), str)
