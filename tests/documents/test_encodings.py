"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.encodings import decode
from kg.errors import UnreadableInput

CHINESE = "财政项目支出绩效目标表\n项目名称：\t道路照明维护\n"


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")]
)
def test_every_known_encoding_gives_the_same_text(encoding: str, named: str) -> None:
    assert decode(CHINESE.encode(encoding), "a.txt") == (CHINESE, named)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_one_line_feed(end: str) -> None:
    assert decode(CHINESE.replace("\n", end).encode(), "a.txt")[0] == CHINESE


def test_a_truncated_utf8_file_is_not_taken_for_gb18030() -> None:
    whole = CHINESE.strip().encode()
    data = whole[:-1]
    with pytest.raises(UnreadableInput, match=r"a.txt, byte \d+: the file is UTF-8 but ends inside a character") as caught:
        decode(data, "a.txt")
    assert caught.value.place == f"byte {len(whole) - 3}"


@pytest.mark.parametrize(
    ("encoding", "cut", "added", "said"),
    [
        ("utf-8-sig", 1, b"", "UTF-8 but ends inside"), ("utf-8-sig", 0, b"\xff\xff\xff\xff", "UTF-8 but holds bytes"),
        ("utf-16", 1, b"", "UTF-16 but ends inside"), ("utf-16", 0, b"\x00\xd8A\x00", "UTF-16 but holds bytes"),
    ],
)  # fmt: skip
def test_a_fault_behind_a_byte_order_mark_is_counted_from_the_start_of_the_file(encoding: str, cut: int, added: bytes, said: str) -> None:
    whole = CHINESE.strip().encode(encoding)
    data = whole[: len(whole) - cut] + added
    with pytest.raises(UnreadableInput, match=said) as caught:
        decode(data, "a.txt")
    last = len("护".encode(encoding.removesuffix("-sig"))) - (2 if encoding == "utf-16" else 0)
    assert caught.value.place == f"byte {len(whole) - (last if cut else 0)}"


def test_a_fault_in_the_middle_names_its_byte() -> None:
    data = CHINESE.encode()
    broken = data[:30] + b"\xff" + data[30:]
    with pytest.raises(UnreadableInput, match=r"byte 30: the file is UTF-8 but holds bytes that are no character"):
        decode(broken, "a.txt")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 4, b"PK\x03\x04\x14\x00\x00\x00\x08\x00"])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        decode(data, "a.txt")


@given(st.text(alphabet=st.characters(codec="gb18030", categories=("L", "N", "P", "Zs"))))
def test_text_survives_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt")[0] == text
