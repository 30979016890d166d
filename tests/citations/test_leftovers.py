"""Text that no field took and that cites becomes a field too."""

from __future__ import annotations

import pytest

from kg.citations import cite, with_leftovers
from kg.filings import Field, Filing, Piece, Unmapped

ORDER = "某财农〔2021〕14号"


def filing(text: str, *unmapped: str, fields: tuple[tuple[str, str, str], ...] = ()) -> Filing:
    made = tuple(Field(label, role, value, (Piece(0, text.index(value), len(value)),)) for label, role, value in fields)
    return Filing("a.txt", 0, "unknown", fields=made, unmapped=tuple(Unmapped(piece, text.index(piece)) for piece in unmapped))


@pytest.mark.parametrize(
    ("text", "unmapped", "fields", "label"),
    [
        (f"项目概况\n修路\n批准文件\n{ORDER}", ("批准文件", ORDER), (("项目概况", "overview", "修路"),), "批准文件"),
        (f"项目概况\n修路\n\n\n\n见{ORDER}", (f"见{ORDER}",), (("项目概况", "overview", "修路"),), "项目概况"),
        (f"数量指标\n≥5公里\n注：{ORDER}", (f"注：{ORDER}",), (("数量指标", "indicator", "≥5公里"),), ""),
        (f"{ORDER}\n项目概况\n修路", (ORDER,), (("项目概况", "overview", "修路"),), ""),
        (f"金额，待定。\n{ORDER}", ("金额，待定。", ORDER), (), ""),
    ],
)
def test_the_label_is_the_nearest(text: str, unmapped: tuple[str, ...], fields: tuple[tuple[str, str, str], ...], label: str) -> None:
    before = filing(text, *unmapped, fields=fields)
    after = cite(with_leftovers(before, text))
    assert after.unmapped == before.unmapped
    assert after.fields[: len(fields)] == before.fields
    (citation,) = after.citations
    (left,) = after.fields[len(fields) :]
    assert (left.label, left.role, citation.field, citation.surface) == (label, "other", label, ORDER)
    for piece in left.pieces:
        assert left.text[piece.begin : piece.begin + piece.length] == text[piece.source : piece.source + piece.length]


def test_a_text_that_a_lines_end_cut_keeps_what_was_copied() -> None:
    joined = f"依据《某省草原管理办法》和{ORDER}办理"
    cut = joined.replace("草原", "草\n原")
    (left,) = with_leftovers(Filing("a.txt", 0, "unknown", unmapped=(Unmapped(joined, 0),)), cut).fields
    assert (left.text, left.pieces) == (joined, (Piece(0, 0, joined.index("原")),))


def test_what_cites_nothing_stays_as_it_is() -> None:
    before = filing("甲乙\n第3期培训", "甲乙", "第3期培训")
    assert with_leftovers(before, "甲乙\n第3期培训") is before
