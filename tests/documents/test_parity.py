"""A filing printed in every format is the same filing: the samples, printed and read again, give the JSON of their text, places aside."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from kg.documents import read_data
from kg.documents.old_words import office_program
from kg.extraction import extract_data
from kg.filings import to_json
from tests.documents.printing import Content, content_of, markdown, page, pdf, separated_values, word, workbook

SAMPLES = sorted((Path(__file__).parents[2] / "kg" / "samples").glob("*.txt"))
#: The deliberately damaged sample is damage of text: an empty line where a page broke inside a cell.
WHOLE = [path for path in SAMPLES if "damaged" not in path.name]
PRINTERS: dict[str, Callable[[Content], bytes]] = {
    ".docx": word,
    ".xlsx": workbook,
    ".csv": separated_values,
    ".html": page,
    ".md": markdown,
    ".pdf": lambda content: pdf(content, split_rows=False),
}


def filings(data: bytes, source: str) -> list[dict[str, Any]]:
    """The filings of a file as JSON, without what says where they stand."""
    found = []
    for filing in extract_data(data, source=source).filings:
        row = to_json(filing)
        for key in ("source", "begin", "end", "findings"):
            row.pop(key, None)
        for field in row["fields"]:
            del field["pieces"]
        for rest in row["unmapped"]:
            del rest["source"]
        found.append(row)
    return found


@lru_cache(maxsize=16)
def expected(path: Path) -> list[dict[str, Any]]:
    return filings(path.read_bytes(), path.name)


def printed(path: Path) -> Content:
    return content_of(read_data(path.read_bytes(), source=path.name).text)


@pytest.mark.parametrize("ending", PRINTERS)
@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_a_sample_is_the_same_in_every_format(path: Path, ending: str) -> None:
    assert expected(path)
    assert filings(PRINTERS[ending](printed(path)), f"a{ending}") == expected(path)


#: Samples that lines between columns, a box, or none at all leave readable to the last sign: a row that a page break divides, and a label
#: in the middle of several rows, are told by white space there.
OPEN = [path for path in WHOLE if path.stem not in {"beijing-shijingshan-2019", "shanghai-construction-2022", "shanghai-water-construction-2024"}]


@pytest.mark.parametrize("rules", ["none", "box", "columns"])
@pytest.mark.parametrize("path", OPEN, ids=lambda path: path.stem)
def test_a_sample_printed_without_lines_between_rows_is_the_same(path: Path, rules: str) -> None:
    assert filings(pdf(printed(path), rules=rules, split_rows=False), "a.pdf") == expected(path)


CASES = sorted((Path(__file__).parents[1] / "forms" / "cases").glob("*.txt"))


def squeezed(rows: list[dict[str, Any]]) -> str:
    """Filings without white space in their texts: pages show a run of spaces as one."""
    return json.dumps([{key: value for key, value in row.items() if key != "citations"} for row in rows], ensure_ascii=False).replace(" ", "")


@pytest.mark.parametrize("ending", [ending for ending in PRINTERS if ending != ".pdf"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_forms_of_other_families_are_the_same_in_every_format(path: Path, ending: str) -> None:
    if ending == ".md" and path.stem.endswith("-md"):
        pytest.skip("the text itself is Markdown, whose marks are no text there")
    if ending == ".html" and path.stem == "spaces-in-cells-fixed":
        pytest.skip("its columns are told from its words by runs of spaces, which a page folds")
    found = filings(PRINTERS[ending](printed(path)), f"a{ending}")
    assert squeezed(found) == squeezed(filings(path.read_bytes(), path.name))


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_pieces_point_into_the_document_in_every_format(path: Path) -> None:
    for ending, printer in PRINTERS.items():
        extraction = extract_data(printer(printed(path)), source=f"a{ending}")
        for filing in extraction.filings:
            for field in filing.fields:
                for begin, source, length in field.pieces:
                    assert field.text[begin : begin + length] == extraction.document.text[source : source + length]
                    if ending in {".pdf", ".xlsx"}:
                        assert next(extraction.document.locate(source, source + length), None) is not None


@pytest.mark.slow
@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_samples_converted_by_libreoffice_are_the_same(tmp_path: Path) -> None:
    office = office_program()
    assert office is not None
    for path in WHOLE:
        content = printed(path)
        (tmp_path / f"{path.stem}.docx").write_bytes(word(content))
        (tmp_path / f"{path.stem}.xlsx").write_bytes(workbook(content))
    failed = []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for given, made in (
        (".docx", "pdf"),
        (".docx", "doc"),
        (".docx", "rtf"),
        (".docx", "odt"),
        (".docx", "html"),
        (".xlsx", "xls"),
        (".xlsx", "ods"),
    ):
        files = [str(path) for path in sorted(tmp_path.glob(f"*{given}"))]
        command = [office, profile, "--headless", "--convert-to", made, "--outdir", str(tmp_path / made), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        for path in WHOLE:
            data = (tmp_path / made / f"{path.stem}.{made}").read_bytes()
            if filings(data, f"a.{made}") != expected(path):
                failed.append(f"{path.stem}.{made}")
    assert failed == []


BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
@pytest.mark.parametrize("style", ["", "border-collapse:collapse;width:100%;table-layout:fixed"], ids=["as it comes", "narrow columns"])
def test_samples_printed_by_a_browser_are_the_same(style: str, tmp_path: Path) -> None:
    assert BROWSER is not None
    failed = []
    for path in WHOLE:
        (tmp_path / "a.html").write_bytes(page(printed(path)).replace(b"<table border=1>", f"<table border=1 style='{style}'>".encode()))
        command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
        given, made = (tmp_path / "a.html").as_uri(), tmp_path / "a.pdf"
        subprocess.run([*command, f"--print-to-pdf={made}", given], check=True, capture_output=True, timeout=120)
        if filings(made.read_bytes(), "a.pdf") != expected(path):
            failed.append(path.stem)
    assert failed == []
