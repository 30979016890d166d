"""What is masked, and what is not by mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.filings import Amount, Amounts, Contact, Field, Figure, Figures, Filing, Finding, Indicator, MainProject, Piece, Target, Unmapped
from kg.graph.masking import mask_contacts


def shown(text: str, *contacts: Contact, source: int = 0) -> str:
    value = Filing("a.txt", 0, "unknown", fields=(Field("概况", "overview", text, (Piece(0, source, len(text)),)),), contacts=contacts)
    return mask_contacts(value).fields[0].text


@pytest.mark.parametrize(
    ("role", "wording", "text", "masked"),
    [
        ("person", "李四光", "由李四光负责，李四光", "由＊＊＊负责，＊＊＊"),
        ("telephone", "021-12345678", "电话021-12345678。", "电话＊＊＊＊＊＊＊＊＊＊＊＊。"),
        ("address", "上海市某区某路一百号", "位于上海市某区某路一百号", "位于＊＊＊＊＊＊＊＊＊＊"),
        ("address", "上海市", "上海市人民政府", "上海市人民政府"),
        ("telephone", "120", "拨打120急救", "拨打120急救"),
        ("person", "张", "张江园区", "张江园区"),
        ("phone", "66520000", "66520000转8；166520000.5元", "＊＊＊＊＊＊＊＊转8；166520000.5元"),
        ("postcode", "200000", "经费200000元", "经费200000元"),
    ],
)
def test_a_wording_is_masked_where_it_is_long_enough_to_be_no_chance(role: str, wording: str, text: str, masked: str) -> None:
    assert shown(text, Contact(role, "", wording)) == masked
    assert len(masked) == len(text)


def test_a_place_is_masked_whatever_its_length() -> None:
    assert shown("张江张", Contact("person", "", "张", (Piece(0, 12, 1),)), source=10) == "张江＊"


def test_a_postcode_is_masked_where_it_stands() -> None:
    assert shown("邮编200000，200000元", Contact("postcode", "", "200000", (Piece(0, 2, 6),))) == "邮编＊＊＊＊＊＊，200000元"


def test_what_was_reached_and_names_of_projects_are_masked() -> None:
    row = Indicator(None, None, "李四光办结率", "李四光", Target("qualitative"), actual="李四光", score="1", reason="李四光休假")
    project = MainProject("李四光工作室", None, 0, 0, 6)
    value = mask_contacts(Filing("a.txt", 0, "unknown", contacts=(Contact("person", "", "李四光"),), indicators=(row,), main_projects=(project,)))
    (masked,) = value.indicators
    assert (masked.name, masked.target, masked.actual, masked.score, masked.reason) == ("＊＊＊办结率", "＊＊＊", "＊＊＊", "1", "＊＊＊休假")
    assert value.main_projects[0].name == "＊＊＊工作室"


def test_unmapped_text_is_masked_by_place_too() -> None:
    value = Filing("a.txt", 0, "unknown", contacts=(Contact("person", "", "张", (Piece(0, 12, 1),)),), unmapped=(Unmapped("张江张", 10),))
    assert mask_contacts(value).unmapped == (Unmapped("张江＊", 10),)


def test_a_filing_without_contacts_is_left_as_it_is() -> None:
    value = replace(Filing("a.txt", 0, "unknown"), fields=(Field("概况", "overview", "x"),))
    assert mask_contacts(value) is value


def test_a_filing_whose_contacts_stand_in_no_shown_text_is_left_as_it_is() -> None:
    known = (Contact("person", "", "李四光", (Piece(0, 40, 3),)), Contact("phone", "", "66520000", (Piece(0, 50, 8),)))
    value = Filing("a.txt", 0, "unknown", fields=(Field("概况", "overview", "由专人负责", (Piece(0, 10, 5),)),), contacts=known)
    assert mask_contacts(value) is value


def test_what_is_told_beside_the_fields_is_masked_too() -> None:
    phone = Contact("phone", "", "66520000")
    figure = Figure("evaluated_project", "热线66520000", "见66520000", 0, 0, 1)
    value = Filing("a.txt", 0, "unknown", contacts=(phone,), statement=Figures([figure]))
    (masked,) = mask_contacts(value).statement
    assert (masked.value, masked.raw) == ("热线＊＊＊＊＊＊＊＊", "见＊＊＊＊＊＊＊＊")
    value = Filing("a.txt", 0, "unknown", contacts=(phone,), findings=(Finding("x", "found 66520000"),))
    assert mask_contacts(value).findings[0].message == "found ＊＊＊＊＊＊＊＊"
    value = Filing("a.txt", 0, "unknown", contacts=(phone,), amounts=Amounts([Amount("total", None, "66520000", None, 0)]))
    assert mask_contacts(value).amounts[0].raw == "＊＊＊＊＊＊＊＊"
