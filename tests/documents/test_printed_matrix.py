"""How many of the printed filings are read as from Word to the last sign: the counts of docs/formats.md, by program and lines drawn."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.documents.printing import RULES, Content, pdf, word
from tests.documents.programs import BROWSER, OFFICE, PAGE_LINES, WORD_LINES, printed_by_browser, printed_by_office
from tests.documents.test_matrix import LONG
from tests.documents.test_matrix import printed as printed_form
from tests.documents.test_parity import WHOLE, filings
from tests.documents.test_parity import printed as printed_sample
from tests.forms import sheets

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
ROW = re.compile(r"\| (?P<printer>[^|]+) \| (?P<lines>[^|]+) \| (?P<read>\d+) \|")


def counts() -> dict[tuple[str, str], int]:
    """(printer, lines) → how many filings are read, as the page says."""
    return {(match["printer"], match["lines"]): int(match["read"]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}


@lru_cache(maxsize=1)
def contents() -> dict[str, Content]:
    """The samples, and every layout of other families with short and long texts."""
    found = {path.stem: printed_sample(path) for path in WHOLE}
    for layout in sheets.LAYOUTS:
        found |= {f"{layout}-short": printed_form(sheets.Form(), layout), f"{layout}-long": printed_form(LONG, layout)}
    return found


@lru_cache(maxsize=32)
def expected(name: str) -> list[dict[str, Any]]:
    return filings(word(contents()[name]), "a.docx")


def read_alike(files: dict[str, bytes]) -> list[str]:
    """The names of the files that are read as from Word."""
    return [name for name, data in files.items() if filings(data, "a.pdf") == expected(name)]


def test_the_page_says_a_count_for_every_printer_and_kind_of_lines() -> None:
    by_browser = [(f"browser, {how}", lines) for how in ("left", "centred") for lines in PAGE_LINES]
    assert set(counts()) == {*(("own", lines) for lines in RULES), *by_browser, *(("LibreOffice", lines) for lines in WORD_LINES)}
    assert len(contents()) == 17


@pytest.mark.parametrize("lines", [lines if lines in ("all", "none") else pytest.param(lines, marks=pytest.mark.slow) for lines in RULES])
def test_own_prints_are_read_as_often_as_the_page_says(lines: str) -> None:
    files = {name: pdf(content, rules=lines, split_rows=False) for name, content in contents().items()}
    assert len(read_alike(files)) >= counts()["own", lines]


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
@pytest.mark.parametrize("how", ["left", "centred"])
@pytest.mark.parametrize("lines", PAGE_LINES)
def test_prints_of_a_browser_are_read_as_often_as_the_page_says(lines: str, how: str, tmp_path: Path) -> None:
    files = printed_by_browser(contents(), lines, tmp_path, centred=how == "centred")
    assert len(read_alike(files)) >= counts()[f"browser, {how}", lines]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("lines", WORD_LINES)
def test_prints_of_libreoffice_are_read_as_often_as_the_page_says(lines: str, tmp_path: Path) -> None:
    assert len(read_alike(printed_by_office(contents(), lines, tmp_path))) >= counts()["LibreOffice", lines]
