"""Invented forms of many layouts and serialisations (cases/*.txt, *.html) against what a person reads in them (cases/*.yaml).

An expectation names any keys of the contract; what it does not name is not compared. Indicators are [level 1, level 2, name, target] and,
for self-evaluations, the parts that the row adds.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.documents import Document, read_data
from kg.filings import Filing, to_json
from kg.forms import read_filings
from kg.forms.boilerplate import find_boilerplate
from kg.forms.guesses import guess_header
from kg.forms.headers import find_header, header_words
from kg.forms.labels import find_label, find_money_heading, label_words
from kg.forms.layouts import titles_of
from kg.forms.levels import level_words
from kg.forms.words import normalise

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
EXTRA = ("actual", "weight", "score", "reason")


def document_of(name: str) -> Document:
    path = next(path for suffix in (".txt", ".html") if (path := FOLDER / f"{name}{suffix}").exists())
    return read_data(path.read_bytes(), source=path.name)


def read_case(name: str) -> tuple[tuple[Filing, ...], list[dict[str, Any]]]:
    expected: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read_filings(document_of(name)).filings, expected


def indicator_of(row: dict[str, Any]) -> list[Any]:
    extra = {key: row[key] for key in EXTRA if row.get(key)}
    return [row["level1"], row["level2"], row["name"], row["target"], *([extra] if extra else [])]


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_as_a_person_reads_it(name: str) -> None:
    filings, expected = read_case(name)
    assert len(filings) == len(expected), [f.project for f in filings]
    for filing, want in zip(filings, expected, strict=True):
        found = to_json(filing)
        unordered = want.pop("unordered", False)
        for key, value in want.items():
            if key == "fields":
                texts = {f.label: "".join(f.text.split()) for f in filing.fields}
                assert {label: texts.get(label) for label in value} == {label: "".join(text.split()) for label, text in value.items()}
            elif key == "indicators":
                rows = [indicator_of(row) for row in found["indicators"]]
                assert (sorted(rows, key=str) if unordered else rows) == (sorted(value, key=str) if unordered else value)
            else:
                assert found[key] == value, key


@pytest.mark.parametrize("name", CASES)
def test_pieces_of_a_case_are_its_text(name: str) -> None:
    text = document_of(name).text
    for filing in read_case(name)[0]:
        for field in filing.fields:
            for piece in field.pieces:
                assert field.text[piece.begin : piece.begin + piece.length] == text[piece.source : piece.source + piece.length]


#: Words that head blocks and are no labels; letters that mean nothing between two of them.
BLOCKS = frozenset(
    {
        "项目", "收入", "支出", "构成", "占比", "当年金额占比", "其中", "资金", "情况", "附件", "公开", "年度", "元", "万元", "总分", "合计", "名称",
        "按收入性质分", "按支出性质分", "服务对象", "编码", "及编码", "及构成", "项目实施", "执行率",
    }
)  # fmt: skip
MARKS = re.compile(
    r"[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|[\d.,%/\\—+|():;。·*~#√☑□☐<>&=≥≤A-Dp、，；：（）-]|[分级年度月日表页第共无]|发布单位.{2,12}"
)
TITLE = re.compile(r"[^:：]*?表\s*(?:[(（][^)）]*[)）])?\s*")


def is_explained(run: str, known: frozenset[str]) -> bool:
    """Whether letters that are in no value are labels, headers, levels, titles, or of a boilerplate rule, one behind the other."""
    if titles_of(run) or find_boilerplate(run) or find_header(run) or find_label(run) or guess_header(run) or find_money_heading(run):
        return True
    title = TITLE.match(run)
    word = normalise(run[title.end() :] if title and titles_of(title.group()) else run)
    at = 0
    while at < len(word):
        mark = MARKS.match(word, at)
        length = next((n for n in range(min(len(word) - at, 32), 1, -1) if word[at : at + n] in known), mark.end() - at if mark else 0)
        if not length:
            return False
        at += length
    return True


@pytest.mark.parametrize("name", CASES)
def test_every_letter_of_a_case_is_accounted_for(name: str) -> None:
    """What no field, contact, report or `unmapped` holds is a label, a header, a level, a title or furniture: nothing disappears."""
    document = document_of(name)
    reading = read_filings(document)
    text = list(document.text)
    told: set[str] = set()
    for filing in reading.filings:
        for value in (*filing.fields, *filing.contacts):
            told.add(normalise(value.label))
            for piece in value.pieces:
                text[piece.source : piece.source + piece.length] = "\0" * piece.length
        for indicator in filing.indicators:
            told |= {normalise(text) for text in (indicator.level1, indicator.level2, *(getattr(indicator, kind) for kind in EXTRA)) if text}
    for left in (*reading.unmapped, *(u for filing in reading.filings for u in filing.unmapped)):
        text[left.source : left.source + len(left.text)] = "\0" * len(left.text)
    known = frozenset(told) | BLOCKS | level_words() | label_words().keys() | header_words().keys()
    lines = re.split(r"[\0\n\t|]+", "".join(text))
    missing = [line.strip() for line in lines if line.strip() and not is_explained(line.strip(), known)]
    assert not missing
