"""Filings written by hand, so that the graph and what follows are tested without the readers."""

from __future__ import annotations

from decimal import Decimal

from kg.filings import Amount, Citation, Contact, Field, Figure, Filing, Finding, Indicator, MainProject, Piece, Target, Unmapped

BASE = "http" + "://example.org/"
SHA = "0123456789abcdef" * 4
BASIS = "本项目依据《上海市燃气管理条例》和沪府办〔2015〕87号文件第三条设立，“两查一改”。\n联系人王小明"
#: Where the second paragraph begins, in the field and in the document's text.
SECOND, SECOND_SOURCE = BASIS.index("\n") + 1, 150


def filing(
    *, source: str = "a.txt", index: int = 0, year: int | None = 2020, department: str | None = "上海市燃气管理处", supervisor: str | None = None,
    project: str | None = "燃气安全检查", total: str | None = "100000.00", current: str | None = "40000.00", rows: int = 2, citations: bool = True,
) -> Filing:  # fmt: skip
    """A whole filing: fields with pieces, amounts, indicators, two citations, a contact."""
    fields = (
        Field("立项依据", "legal_basis", BASIS, (Piece(0, 100, SECOND - 1), Piece(SECOND, SECOND_SOURCE, 6))),
        Field("项目总预算（元）", "amount", total or "", (Piece(0, 50, len(total or "")),)),
        Field("项目当年预算（元）", "amount", current or "", ()),
        *(Field("指标目标值", "indicator", f"≥{90 + n}%", (Piece(0, 300 + 10 * n, 4),)) for n in range(rows)),
    )
    amounts = tuple(
        Amount(kind, None if text is None else Decimal(text), text or "", "元", field)
        for kind, text, field in (("total", total, 1), ("current_year", current, 2))
    )
    indicators = tuple(
        Indicator("产出目标", "数量", f"检查次数{n}", f"≥{90 + n}%", Target("percentage", ">=", Decimal(90 + n), None, "%", "up"), 3 + n)
        for n in range(rows)
    )
    title = BASIS.index("《")
    number = BASIS.index("沪府办")
    found = (
        Citation("立项依据", 0, "basis", BASIS[title : title + 11], title, title + 11, "title", "上海市燃气管理条例"),
        Citation("立项依据", 0, "basis", BASIS[number : number + 12], number, number + 12, "number", None, "沪府办〔2015〕87号", "第三条"),
    )
    return Filing(
        source, index, "shanghai-2020", 0, 400, year, None, department, supervisor, project, "其他一般类", "经常性项目", "提高效益",
        "2020-01-01", "2020-12-31", True, None, 0.9, fields, amounts, Decimal("0.95"), indicators, found if citations else (),
        contacts=(Contact("person", "联系人", "王小明", (Piece(0, SECOND_SOURCE + 3, 3),)),),
        unmapped=(Unmapped("多余的字：王小明", 380),),
        findings=(Finding("contradictory_amounts", "total 1 but parts 2", index, "line 3", 120),),
    )  # fmt: skip


def statement() -> Filing:
    """A narrative budget statement with figures and main projects."""
    text = "收入总计1,000.00万元，职工12人，评价等级良。主要项目：桥梁维修300万元。"
    return Filing(
        "b.txt", 1, "beijing-2019-statement", 0, 60, 2019, None, "北京市石景山区某局", None, None,
        fields=(Field("收支情况", "statement", text, (Piece(0, 5, len(text)),)),),
        statement=(
            Figure("total_income", Decimal("10000000"), "1,000.00万元", 0, 4, 14),
            Figure("staff_actual", 12, "12人", 0, 17, 20),
            Figure("evaluation_grade", "良", "良", 0, 25, 26),
        ),
        main_projects=(MainProject("桥梁维修", Decimal("3000000"), 0, 32, 36),),
        paired_with=0,
    )  # fmt: skip
