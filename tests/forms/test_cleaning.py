"""The text of a cell and its pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.cleaning import clean, join, runs_on


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  甲乙 ", "甲乙"),
        ("<p>甲。</p> <p>乙。</p>", "甲。\n乙。"),
        ("<p></p><p>甲</p>", "甲"),
        ("甲<br/>乙", "甲\n乙"),
        ("[bookmark: _GoBack]2019年安排", "2019年安排"),
        ("甲[bookmark: _Toc1]乙", "甲乙"),
        (r"$\geq 90\%$", "≥90%"),
        (r"满意度 $\leq 5\%$ 以内", "满意度 ≤5% 以内"),
        ("价格 $5 与 $6 之间", "价格 $5 与 $6 之间"),
        ("<5个", "<5个"),
        ("《上海市实施<中华人民共和国防震减灾法>办法》", "《上海市实施<中华人民共和国防震减灾法>办法》"),
        ("1、甲\n\n2、乙 \n3、丙", "1、甲\n2、乙 \n3、丙"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(raw: str, text: str) -> None:
    assert clean(raw, 0)[0] == text


@given(
    st.lists(
        st.sampled_from(["甲乙", " ", "<p>", "</p>", "\n", "\n\n", "<br>", "[bookmark: x]", r"$\geq 9$", "&nbsp;", "一。", "$", "<b>"]), max_size=12
    ).map("".join),
    st.integers(0, 50),
)
def test_pieces_are_copied_letter_for_letter_and_cover_all_that_is_no_markup(raw: str, source: int) -> None:
    document = "x" * source + raw
    text, pieces = clean(raw, source)
    assert text == text.strip()
    covered = [False] * len(text)
    for piece in pieces:
        assert piece.length > 0
        assert text[piece.begin : piece.begin + piece.length] == document[piece.source : piece.source + piece.length]
        for at in range(piece.begin, piece.begin + piece.length):
            assert not covered[at]
            covered[at] = True
    assert all(done or text[at] in "\n≥ " for at, done in enumerate(covered))


def test_join_moves_the_pieces() -> None:
    text, pieces = join(clean("甲乙", 3), clean("丙", 9), "\n")
    assert text == "甲乙\n丙"
    assert [tuple(p) for p in pieces] == [(0, 3, 2), (3, 9, 1)]


@pytest.mark.parametrize(
    ("before", "after", "on"),
    [
        ("体现测评的科", "学性和覆盖面", True),
        ("完成验收。", "下一步", False),
        ("国家标准", "1、审计工作", False),
        ("", "甲", False),
        ("甲，", "乙", True),
        ("《某某规划》", "（国规发〔2021〕1号）和", True),
        ("依据《某条例》", "（国务院令第348号）", True),
        ("《甲办法》", "、《乙办法》", True),
        ("印发“某行动”", "的通知", True),
        ("《甲办法》", "（2）《乙办法》", False),
        ("《甲办法》", "《乙办法》", False),
        ("（二）《甲办法》", "的确需要", False),
        ("落实《某规划》", "（二）保障措施", False),
    ],
)
def test_a_text_that_was_cut_goes_on(before: str, after: str, on: bool) -> None:
    assert runs_on(before, after) is on


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("4、《联网要求》GB/T28181-2016", "5、《安全要求》", False),
        ("（2）改造泵站36", "3）疏浚河道", False),
        ("合同价款为12", "6.购置设备", False),
        ("合同价款为12", "5.3万元", True),
        ("（GB/T 30428.2-20", "13）开展", True),
        ("（GB 3838-2", "002）和", True),
        ("采购GB 20-20", "16、其他设备", False),
        ("设备购置2", "0台", True),
    ],
)
def test_a_cut_line_does_not_join_its_figures_with_the_number_of_an_item(before: str, after: str, one: bool) -> None:
    assert runs_on(before, after) is one
