"""Filings as values, with the names of what they cite."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.builds.extracts import with_regulations
from kg.cli import run
from kg.errors import UnreadableInput, UnwritableOutput
from tests.graph.filings_by_hand import filing

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


def test_one_instrument_has_one_name_however_it_is_cited() -> None:
    one, other = filing(), filing(source="b.txt")
    named = list(with_regulations([(one,), (other,)]))
    assert [f.source for f in named] == ["a.txt", "b.txt"]
    assert [c.regulation for c in named[0].citations] == [c.regulation for c in named[1].citations]
    assert len({c.regulation for c in named[0].citations}) == 2
    assert named[0].fields == one.fields


def test_the_public_verb_gives_filings_in_order() -> None:
    found = list(kg.extract(SAMPLES))
    assert [(f.source, f.index) for f in found] == sorted((f.source, f.index) for f in found)
    assert len({f.source for f in found}) == len(list(SAMPLES.glob("*.txt")))


def test_what_cannot_be_read_ends_it_unless_somebody_takes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_bytes((SAMPLES / "shanghai-damaged-2020.txt").read_bytes())
    with pytest.raises(UnreadableInput, match=r"a\.txt"):
        list(kg.extract(tmp_path))
    faults: list[UnreadableInput] = []
    assert {f.source for f in kg.extract(tmp_path, on_failure=faults.append)} == {"b.txt"}
    assert [fault.source for fault in faults] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
@pytest.mark.parametrize("filings", [1, 200], ids=["less than the buffer", "more than the buffer"])
def test_a_full_disk_of_temporary_files_is_named(filings: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: Path("/dev/full").open("r+b"))  # noqa: SIM115 - closed by the code
    with pytest.raises(UnwritableOutput, match=r"\(TMPDIR\): cannot be written: no space left on device"):
        list(with_regulations([(filing(),)] * filings))


def test_the_verbs_of_the_package_are_told() -> None:
    assert {"build", "extract", "find_citations", "open"} <= set(dir(kg))
    assert callable(kg.find_citations)
    with pytest.raises(AttributeError, match="its verbs: build, extract, find_citations, open"):
        kg.nope  # noqa: B018


def lacking(row: dict[str, Any], value: object, place: str = "") -> Iterable[str]:
    """Where a key of the JSON is no attribute of the value, or another value."""
    for key, expected in row.items():
        name = f"{place}.{key}"
        if not hasattr(value, key):
            yield name
            continue
        found = getattr(value, key)
        if isinstance(expected, dict):
            yield from lacking(expected, found, name)
        elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
            for one, other in zip(expected, found, strict=True):
                yield from lacking(one, other, f"{name}[]")
        elif isinstance(found, Decimal):
            if Decimal(expected) != found:
                yield f"{name}: {expected} is not {found}"
        elif not isinstance(expected, list) and found != expected:
            yield f"{name}: {expected} is not {found}"


def test_every_key_of_the_json_is_an_attribute_of_the_value(tmp_path: Path) -> None:
    assert run(["extract", str(SAMPLES), "-o", str(tmp_path / "filings.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "filings.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {name for row, value in zip(rows, kg.extract(SAMPLES), strict=True) for name in lacking(row, value)}
    # Parts of the JSON that join two attributes: see `to_json`.
    assert found <= {".amounts.execution_rate", ".statement.main_projects"}


def test_a_kind_of_amount_and_the_name_of_a_figure_are_known_or_refused() -> None:
    filing = next(iter(kg.extract(SAMPLES / "shanghai-damaged-2020.txt")))
    assert filing.amounts.executed is None
    with pytest.raises(AttributeError, match=r"no kind of amount 'totel'; known: total, current_year"):
        filing.amounts.totel  # noqa: B018
    with pytest.raises(AttributeError, match="the statement prints no figure 'total_income'"):
        filing.statement.total_income  # noqa: B018


def test_citations_of_a_text_are_values_with_the_keys_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "根据《中华人民共和国安全生产法》第五条、《上海市建筑玻璃幕墙管理办法》（市政府77号令，以下简称《办法》），《办法》另有规定的除外。"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    assert run(["citations", str(tmp_path / "text.txt")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 3
    assert [problem for row, value in zip(rows, kg.find_citations(text), strict=True) for problem in lacking(row, value)] == []
    assert all(row["regulation"] for row in rows)
    assert rows[2]["regulation"] == rows[1]["regulation"]


def test_a_build_takes_one_path_or_several(tmp_path: Path) -> None:
    sample = SAMPLES / "shanghai-damaged-2020.txt"
    one = kg.build(str(sample), store=tmp_path / "one")
    assert (one.files, one.read) == (1, 1)
    assert kg.build([sample], store=tmp_path / "one").unchanged == 1


def test_a_file_without_a_filing_is_told_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("请按某政办发〔2021〕30号办理，安排20万元。", encoding="utf-8")
    found: list[tuple[str, str]] = []
    assert list(kg.extract(tmp_path, on_finding=lambda source, finding: found.append((source, finding.code)))) == []
    assert found == [("letter.txt", "no_filing")]
    assert list(kg.extract(tmp_path)) == []
    assert run(["extract", str(tmp_path)]) == 0
    assert "letter.txt: the file holds no form that could be recognised, though it holds 1 citations, money" in capsys.readouterr().err
    assert run(["extract", "--strict", str(tmp_path)]) == 1
