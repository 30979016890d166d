"""Answers that are written to files: the ending is the format, and a CSV is one that Excel reads."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from tests.built import sample_store

__all__ = ["sample_store"]
QUESTION = ("query", "regulations_by_level")
SPARQL = ("sparql", "SELECT ?name WHERE { ?d a <https" + ":" + "//w3id.org/budget-kg#Department> ; ?p ?name } ORDER BY ?name LIMIT 3")
REVIEW = ("review", "--csv")


Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Exit code, standard output and standard error of a command."""

    def ran(*arguments: str) -> tuple[int, bytes, str]:
        code = cli.run(list(arguments))
        told = capsysbinary.readouterr()
        return code, told.out, told.err.decode()

    return ran


@pytest.mark.parametrize("command", [QUESTION, SPARQL, REVIEW])
def test_a_csv_file_has_the_mark_that_excel_needs_and_standard_output_has_none(
    run: Run, sample_store: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    own = () if command is REVIEW else ("--format", "csv")
    code, told, complaint = run(*command, *own, "--store", str(sample_store))
    assert (code, told.startswith(BOM_UTF8), bool(told)) == (0, False, True), complaint
    code, nothing, complaint = run(*command, *own, "--store", str(sample_store), "-o", str(tmp_path / "rows.csv"))
    assert (code, nothing) == (0, b""), complaint
    assert (tmp_path / "rows.csv").read_bytes() == BOM_UTF8 + told


def test_the_ending_is_the_format_where_none_is_given(run: Run, sample_store: Path, tmp_path: Path) -> None:
    assert run(*QUESTION, "--store", str(sample_store), "-o", str(tmp_path / "rows.json"))[0] == 0
    assert json.loads((tmp_path / "rows.json").read_bytes())["results"]["bindings"]
    assert run(*QUESTION, "--store", str(sample_store), "--format", "tsv", "-o", str(tmp_path / "rows.txt"))[0] == 0
    assert (tmp_path / "rows.txt").read_bytes().startswith(b"?level")
    for name in ("rows.ttl", "rows.xlsx", "rows"):
        code, _, complaint = run(*QUESTION, "--store", str(sample_store), "-o", str(tmp_path / name))
        assert (code, (tmp_path / name).exists()) == (2, False)
        assert "expected a file that ends with one of .json, .xml, .csv, .tsv" in complaint
    code, _, complaint = run("review", "--store", str(sample_store), "-o", str(tmp_path / "rows.csv"))
    assert (code, "-o goes with --csv" in complaint) == (2, True)


def test_what_excel_saves_is_read_back(run: Run, sample_store: Path, tmp_path: Path) -> None:
    run(*REVIEW, "--store", str(sample_store), "-o", str(tmp_path / "cases.csv"))
    code, _, complaint = run("review", "--csv", "--decisions", str(tmp_path / "cases.csv"), str(tmp_path))
    assert "columns" not in complaint, complaint
    assert code in (0, 1)
