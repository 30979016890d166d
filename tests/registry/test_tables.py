"""Tables that a person fills in: what spreadsheets write is read, and every fault is told with its line."""

from __future__ import annotations

import pytest

from kg.errors import InvalidData
from kg.registry.decisions import read_decisions
from kg.registry.instruments import read_instruments
from kg.registry.review import OpenCase, decision_rows
from kg.registry.values import Candidate

ROW = "沪府办〔2015〕87号,停车管理办法"


@pytest.mark.parametrize(
    "text",
    [
        f"number,title\n{ROW}\n",
        f"\ufeffnumber,title\r\n{ROW}\r\n\r\n",
        f" number , title \n {ROW} \n,\n",
        f"number;title\n{ROW}\n".replace(",", ";"),
        f"number\ttitle\n{ROW}\n".replace(",", "\t"),
        'number,title\n"沪府办[2015]87号","停车管理办法",\n',
    ],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    (instrument,) = read_instruments(text)
    assert (instrument.number, instrument.title) == ("沪府办〔2015〕87号", "停车管理办法")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("nummer,titel\n", "line 1.*unknown: nummer, titel; missing: number, title"),
        ("number,title,title\n", "line 1.*each once"),
        (f"number,title\n{ROW},x\n", "line 2: 3 cells under 2 columns"),
        (f'number,title\n{ROW}\n沪府发〔2015〕1号,"停车\n', "line [34]: no CSV"),
        (f"number,title,valid_from\n{ROW},2015-02-31\n", "line 2: valid_from is '2015-02-31'"),
        (f"number,title,valid_from,valid_until\n{ROW},2016-01-01,2015-01-01\n", "line 2: valid_until 2015-01-01 lies before"),
        (f"number,title,replaced_by\n{ROW},沪府办[2015]87号\n", "line 2: an instrument cannot be replaced by itself"),
        (f"number,title\n{ROW}\n沪府办[2015]87号,别的办法\n", "line 3: the same instrument stands already in line 2"),
    ],
)
def test_a_fault_in_instruments_is_told_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(InvalidData, match=f"rows.csv.*{fault}"):
        read_instruments(text, source="rows.csv")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("yes,停车管理办法,,沪府办〔2015〕87号", "line 2: the verdict is 'yes'"),
        (",停车管理办法,,沪府办〔2015〕87号", "line 2: the verdict is ''"),
        ("is,停车管理办法,,", "line 2: a verdict needs"),
        ("is,停车管理办法,上海,沪府办〔2015〕87号", "line 2: the context is '上海'; expected a place by its full name such as 上海市"),
        ("is,停车管理办法,某地,沪府办〔2015〕87号", "line 2: the context is '某地'"),
        ("none,停车管理办法,,\nis,《停车管理办法》,,沪府办〔2015〕87号", "line 3: the mention is decided otherwise in line 2"),
    ],
)
def test_a_fault_in_verdicts_is_told_with_its_line(row: str, fault: str) -> None:
    with pytest.raises(InvalidData, match=fault):
        read_decisions(f"verdict,title,context,target\n{row}\n")


def test_rows_that_are_not_filled_in_are_left_out() -> None:
    cases = [OpenCase("title/1", '关于“A, B”和"C"的通知', "ambiguous", "several_numbers", 3, 2, 5, (Candidate("沪府办/2015/87", 0.5),))]  # type: ignore[arg-type]
    rows = decision_rows(cases)
    assert rows.splitlines()[0] == "verdict,title,number,context,target,by,reason,status,mentions,yuan,candidates"
    assert read_decisions(rows) == ()
    (filled,) = read_decisions(rows.replace('\n,"', '\nnone,"'))
    assert (filled.verdict, filled.title) == ("none", cases[0].title)
