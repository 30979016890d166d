"""Old Word documents. No library writes them: the file of the tests was made by LibreOffice from the table below."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from pathlib import Path

import pytest

from kg.documents import Document, Limits, old_words, read_data
from kg.documents.old_word_texts import as_lines
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of

SMALL = gzip.decompress((Path(__file__).parent / "data" / "small.doc.gz").read_bytes())
ROWS = [
    ["财政项目支出绩效目标表"],
    ["（2020年度）"],
    ["项目名称", "玻璃幕墙巡查", "项目类别", "经常性"],
    ["立项依据", "一、《上海市建筑玻璃幕墙管理办法》（市政府令第77号）；\n二、沪府办〔2015〕87号。"],
]

no_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
no_office = pytest.mark.skipif(old_words.office_program() is None, reason="LibreOffice is not installed")


@no_antiword
def test_antiword_keeps_cells_and_the_columns_that_they_span() -> None:
    found = read_data(SMALL, source="a.doc")
    check(found)
    assert rows_of(found) == ROWS
    assert spans_of(found)[ROWS[3][1]] == (1, 1, 1, 3)


@no_office
@pytest.mark.slow
def test_libreoffice_reads_what_antiword_would(monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "antiword" else which(name))
    found = read_data(SMALL, source="a.doc")
    check(found)
    assert rows_of(found) == ROWS
    assert found.media_type == "application/msword"


def test_without_either_program_the_files_own_structures_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = read_data(SMALL, source="a.doc")
    check(found)
    assert rows_of(found) == ROWS
    assert spans_of(found)[ROWS[3][1]] == (1, 1, 1, 3)
    assert found.notes == ()


def test_where_those_do_not_hold_together_the_text_is_read_without_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(old_words, "read_tables", lambda *given: None)
    found = read_data(SMALL, source="a.doc")
    check(found)
    assert [row[0] for row in rows_of(found)] == [line for row in ROWS for cell in row for line in cell.split("\n")]
    assert found.notes[0].startswith("the tables of this .doc file are read without their rows")


def test_a_program_that_loses_text_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    less = Document("a.doc", "", "application/msword", "财政项目支出绩效目标表", ())
    monkeypatch.setattr(old_words, "read_by_antiword", lambda *given, **named: less)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "antiword" else None)
    assert "沪府办〔2015〕87号" in read_data(SMALL, source="a.doc").text


def test_codes_of_fields_are_no_text() -> None:
    assert as_lines("见\x13HYPERLINK x \x13 PAGE \x15\x14办法\x15\x07二\x07\x07三\r") == "见办法\n二\n\n三\n"


def test_a_password_is_said() -> None:
    at = SMALL.index(b"\xec\xa5", 512) + 11
    with pytest.raises(UnreadableInput, match=r"a.doc: the file is protected by a password"):
        read_data(SMALL[:at] + bytes([SMALL[at] | 1]) + SMALL[at + 1 :], source="a.doc")


@pytest.mark.parametrize("length", [600, 2000, 8000])
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(UnreadableInput, match=r"^a.doc: "):
        read_data(SMALL[:length], source="a.doc")


@pytest.mark.skipif(sys.platform == "win32", reason="the program of the test is a shell script")
def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "antiword"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(UnreadableInput, match=r"a.doc: antiword was stopped after 1 seconds \(KG_READER_SECONDS\)"):
        read_data(SMALL, source="a.doc", limits=Limits(reader_seconds=1))


@pytest.mark.parametrize(
    ("written", "expected"),
    [("\u23ad是 \u2666否", "☑是 □否"), ("\u23ab经常性 \u2666一次性", "√经常性 □一次性"), ("\u2666一个条目", "\u2666一个条目")],
    ids=["box", "tick", "list"],
)
def test_ticks_that_antiword_takes_for_other_signs_are_ticks(written: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<book><chapter><para>{written}</para></chapter></book>".encode()
    monkeypatch.setattr(old_words, "run", lambda *given, **named: page)
    found = old_words.read_by_antiword("antiword", b"x", source="a.doc", limits=Limits())
    assert found is not None
    assert found.text == expected


def test_tick_boxes_that_are_form_fields_are_left_to_libreoffice_or_said_to_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Document("a.doc", "", "application/msword", "项目", ())
    monkeypatch.setattr(old_words, "open_text", lambda data, source: None)
    monkeypatch.setattr(old_words, "read_by_antiword", lambda *given, **named: text)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "antiword" else None)
    plain, boxed = b"plain", "\x13 FORMCHECKBOX \x14".encode("utf-16-le")
    read = [old_words.read_old_word(data, source="a.doc", limits=Limits()).notes for data in (plain, boxed)]
    assert read == [(), (old_words.TICKS_LOST,)]
