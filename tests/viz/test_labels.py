"""The label policy: no label over another, the important ones first, the number dropped before the title."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from viz.labels import CHARACTERS, Placed, Wanted, place, width, wrap

TITLES = st.text(alphabet="管理办法通知关于上海市的（）《》〔2015〕、GB 1", min_size=0, max_size=60)


@given(TITLES)
@settings(deadline=None)
def test_a_title_has_two_lines_of_fourteen_at_most(title: str) -> None:
    lines = wrap(title)
    assert len(lines) <= 2
    assert all(width(line) <= CHARACTERS for line in lines)
    plain = "".join(title.split())
    shown = "".join("".join(lines).split())
    assert shown == plain or (shown.endswith("…") and plain.startswith(shown[:-1]))


def test_lines_break_where_a_reader_expects() -> None:
    assert wrap("上海市防汛条例") == ("上海市防汛条例",)
    assert wrap("上海市建筑玻璃幕墙管理办法实施细则") == ("上海市建筑玻璃幕墙管", "理办法实施细则")
    assert all(not line.startswith(("、", "》", "）")) for line in wrap("关于建立本市道路公共区域照明、长效机制的意见"))
    assert not wrap("城市道路照明设施维护与信息化平台GB22239运行")[0].endswith("GB2")
    assert wrap("") == ()


WANTED = st.lists(
    st.builds(
        Wanted,
        node=st.integers(0, 10_000).map(str),
        x=st.floats(0, 900),
        y=st.floats(0, 500),
        size=st.floats(4, 20),
        title=st.sampled_from([("上海市防汛条例",), ("城镇排水与污水", "处理条例")]),
        number=st.sampled_from(["", "国务院令第641号"]),
        importance=st.tuples(st.integers(0, 5).map(float)),
    ),
    max_size=60,
    unique_by=lambda wanted: wanted.node,
)


def overlap(one: Placed, other: Placed) -> bool:
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@given(WANTED)
@settings(max_examples=60, deadline=None)
def test_labels_never_overlap_and_cover_no_other_node(wanted: list[Wanted]) -> None:
    shown = place(wanted)
    for n, one in enumerate(shown):
        assert not any(overlap(one, other) for other in shown[n + 1 :])
        left, top, right, bottom = one.box
        for node in wanted:
            covers = left < node.x + node.size and node.x - node.size < right and top < node.y + node.size and node.y - node.size < bottom
            assert node.node == one.node or not covers
    assert shown == place(reversed(wanted))


def test_the_important_label_wins_and_the_number_goes_first() -> None:
    low = Wanted("low", 100, 100, 5, ("次要文件",), "", (1.0,))
    high = Wanted("high", 104, 100, 5, ("重要文件",), "国发〔2015〕1号", (9.0,))
    assert place([low, high])[0].node == "high"
    alone = place([high])[0]
    assert alone.lines == ("重要文件", "国发〔2015〕1号")
    tight = place([high], within=(60.0, 80.0, 150.0, 128.0))[0]
    assert tight.lines == ("重要文件",)
    assert place([high], within=(100.0, 95.0, 110.0, 105.0)) == []
