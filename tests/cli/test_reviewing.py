"""`kg evaluate`, `kg review`, `kg annotations` and `kg registry`, called as commands."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import run
from kg.cli.annotating import annotations_command
from kg.cli.evaluating import evaluate_command
from kg.cli.registering import registry_command
from kg.cli.reviewing import review_command
from kg.errors import InvalidData
from kg.store import open_store

FORM = (
    "财政项目支出绩效目标表\n(2020年度)\n申报单位名称：上海市水务局\n项目名称：\t泵站改造\t项目类别：\t其他一次性项目\n"
    "立项依据：\t《停车管理办法》、沪府办[2015]87号\n项目总预算（元）：\t100\t项目当年预算（元）：\t100\n"
)


def filing(*surfaces: str) -> str:
    citations = [{"field": "立项依据", "surface": s, "title": s.strip("《》"), "number": None, "article": None} for s in surfaces]
    return json.dumps({"source": "a.txt", "index": 0, "citations": citations}, ensure_ascii=False) + "\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(filing("《停车管理办法》", "《道路保洁办法》"), encoding="utf-8")
    return path


def test_evaluate_prints_measures_and_changes(gold: Path, tmp_path: Path) -> None:
    now, before = tmp_path / "now.jsonl", tmp_path / "before.jsonl"
    now.write_text(filing("《停车管理办法》"), encoding="utf-8")
    before.write_text(filing("《道路保洁办法》"), encoding="utf-8")
    result = CliRunner().invoke(evaluate_command, [str(gold), "--predicted", str(now), "--before", str(before), "--errors", "5"])
    assert result.exit_code == 0, result.output
    assert "all          f1 0.6667  precision 1.0000  recall 0.5000" in result.output
    assert "missing: a.txt#0 立项依据: 《道路保洁办法》" in result.output
    assert "gained: a.txt#0 立项依据: 《停车管理办法》" in result.output
    assert f"against {before}: f1 0.6667 -> 0.6667, gained 1, lost 1" in result.output
    assert "standard" not in result.output, "kinds that neither side has are not told"
    as_json = CliRunner().invoke(evaluate_command, [str(gold), "--predicted", str(now), "--json"])
    assert json.loads(as_json.output)["measures"]["title"]["recall"] == 0.5


def test_a_line_separator_inside_a_text_ends_no_line(gold: Path, tmp_path: Path) -> None:
    now = tmp_path / "now.jsonl"
    now.write_text(filing("《停车管理\u2028办法》", "《道路保洁办法》"), encoding="utf-8")
    result = CliRunner().invoke(evaluate_command, [str(gold), "--predicted", str(now), "--json"])
    assert json.loads(result.output)["measures"]["title"]["predicted"] == 2


@pytest.mark.parametrize("line", ['{"a": 1}', "[1]", '{"source": "a.txt", "index": 0, "citations": [{"field": "x"}]}'])
def test_what_is_no_filing_is_told_with_its_line(gold: Path, tmp_path: Path, line: str) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(line, encoding="utf-8")
    for arguments in ([str(gold), "--predicted", str(other)], [str(other), "--predicted", str(gold)]):
        with pytest.raises(InvalidData, match=r"other\.jsonl, line 1: "):
            CliRunner().invoke(evaluate_command, arguments, catch_exceptions=False)


def test_evaluate_needs_one_side_to_compare(gold: Path) -> None:
    assert CliRunner().invoke(evaluate_command, [str(gold)]).exit_code == 2


def test_review_lists_stubs_with_their_money(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM, encoding="utf-8")
    result = CliRunner().invoke(review_command, [str(path)])
    assert result.exit_code == 0, result.output
    heading, row = result.output.splitlines()
    assert row.split() == ["100.00", "1", "stub", "停车管理办法"]
    assert [heading.index("title"), heading.index("status")] == [row.index("停车管理办法"), row.index("stub")]
    assert "沪府办" not in result.output
    rows = CliRunner().invoke(review_command, [str(path), "--csv"]).output.splitlines()
    assert rows[0].startswith("verdict,title,number")
    assert len(rows) == 2
    decided = tmp_path / "decisions.csv"
    decided.write_text("verdict,title,target\nis,停车管理办法,沪府办〔2015〕87号\n", encoding="utf-8")
    assert CliRunner().invoke(review_command, [str(path), "--decisions", str(decided)]).output == ""


def test_annotations_are_json_ld(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FORM, encoding="utf-8")
    page = json.loads(CliRunner().invoke(annotations_command, [str(path)]).output)
    quotes = [item["target"]["selector"][1]["exact"] for item in page["items"]]
    assert quotes == ["《停车管理办法》", "沪府办[2015]87号"]
    (identified,) = (item for item in page["items"] if item["motivation"] == "identifying")
    assert identified["body"][1]["id"].endswith("/eli/cn/沪府办/2015/87")
    path.write_text("依据《中华人民共和国审计法》（以下简称《审计法》）、市政府令第5号和《审计法》第三条。", encoding="utf-8")
    page = json.loads(CliRunner().invoke(annotations_command, [str(path)]).output)
    bodies = [[body["id"] for body in item["body"] if "id" in body] for item in page["items"]]
    assert [len(ids) for ids in bodies] == [1, 0, 1], "an order of no known place is identified by none"
    assert bodies[0] == bodies[2]


def test_imported_instruments_count_in_every_later_build(tmp_path: Path) -> None:
    filing, rows, store = tmp_path / "a.txt", tmp_path / "rows.csv", tmp_path / "store"
    filing.write_text(FORM, encoding="utf-8")
    rows.write_text("number,title,valid_until\n沪府办〔2015〕87号,停车管理办法,2016-12-31\n", encoding="utf-8")
    checked = CliRunner().invoke(registry_command, ["import", str(rows)])
    assert (checked.exit_code, checked.stderr) == (0, "1 instruments are valid\n")
    assert run(["build", str(filing), "--store", str(store), "--quiet"]) == 0
    assert ended(store) == []
    assert CliRunner().invoke(registry_command, ["import", str(rows), "--store", str(store)]).exit_code == 0
    assert ended(store) != []
    filing.write_text(FORM.replace("停车管理", "停车引导"), encoding="utf-8")
    assert run(["build", str(filing), "--store", str(store), "--quiet"]) == 0
    assert ended(store) != [], "the imported dates stand in the store"


def test_an_imported_instrument_that_nothing_cites_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filing, rows, store = tmp_path / "a.txt", tmp_path / "rows.csv", tmp_path / "store"
    filing.write_text(FORM, encoding="utf-8")
    rows.write_text("number,title,valid_until,replaced_by\n沪府办〔2015〕87号,,2016-12-31,沪府办〔2020〕61号\n,上海市古树规定,,\n", encoding="utf-8")
    assert run(["build", str(filing), "--store", str(store), "--instruments", str(rows), "--quiet"]) == 0
    capsys.readouterr()
    for name in ("沪府办【2020】61号", "上海市古树规定"):
        assert run(["query", "projects_citing_regulation", f"regulation={name}", "--store", str(store), "--format", "csv"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 1, "a head and no rows"
    assert run(["query", "projects_citing_regulation", "regulation=沪府办〔2020〕62号", "--store", str(store)]) == 1
    assert run(["check", "--store", str(store), "--quiet"]) == 0


def test_decisions_given_to_a_build_decide(tmp_path: Path) -> None:
    filing, decided, store = tmp_path / "a.txt", tmp_path / "decisions.csv", tmp_path / "store"
    filing.write_text(FORM, encoding="utf-8")
    decided.write_text("verdict,title,target\nis,停车管理办法,沪府办〔2015〕87号\n", encoding="utf-8")
    assert run(["build", str(filing), "--store", str(store), "--decisions", str(decided), "--quiet"]) == 0
    with closing(open_store(store)) as opened:
        rows = list(opened.query("SELECT ?decision { ?citation <https://w3id.org/budget-kg#decision> ?decision }").values())
    assert len(rows) == 1


def test_review_of_a_store_leaves_out_what_was_decided(tmp_path: Path) -> None:
    filing, store = tmp_path / "a.txt", tmp_path / "store"
    filing.write_text(FORM, encoding="utf-8")
    assert run(["build", str(filing), "--store", str(store), "--quiet"]) == 0
    files = sorted(path.name for path in (store / "generations" / "1").iterdir())
    shown = CliRunner().invoke(review_command, ["--store", str(store)])
    assert shown.output == CliRunner().invoke(review_command, [str(filing)]).output != ""
    assert sorted(path.name for path in (store / "generations" / "1").iterdir()) == files, "reading leaves nothing behind"
    decided = tmp_path / "decisions.csv"
    decided.write_text("verdict,title,target\nis,停车管理办法,沪府办[2015]87号\n", encoding="utf-8")
    result = CliRunner().invoke(registry_command, ["decide", str(decided), "--store", str(store)])
    assert (result.exit_code, result.stderr) == (0, f"1 verdicts are valid\n{store}: conclusions are drawn anew\n")
    assert CliRunner().invoke(review_command, ["--store", str(store)]).output == ""
    assert CliRunner().invoke(review_command, ["--store", str(store), str(filing)]).exit_code == 2
    assert CliRunner().invoke(review_command, []).exit_code == 2


def ended(store: Path) -> list[str]:
    """The findings of a store that an instrument had ended."""
    with closing(open_store(store)) as opened:
        query = 'SELECT ?m { ?f <https://w3id.org/budget-kg#code> "cites_ended_instrument" ; <http://www.w3.org/ns/shacl#resultMessage> ?m }'
        return [row[0] for row in opened.query(query).values()]


@pytest.mark.parametrize(
    "arguments", [["review", "FILE", "--limit", "0"], ["review", "FILE", "--limit", "-3"], ["evaluate", "FILE", "--input", "FILE", "--errors", "-1"]]
)
def test_a_count_below_what_makes_sense_is_wrong_usage(arguments: list[str], gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(gold) if word == "FILE" else word for word in arguments]) == 2
    assert "not in the range" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["import", "decide"])
def test_the_registry_can_be_quiet(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text({"import": "number,title\n沪府办〔2015〕87号,停车管理办法\n", "decide": "verdict,title\nnone,停车\n"}[command], encoding="utf-8")
    assert run(["registry", command, str(rows)]) == 0
    assert "1 " in capsys.readouterr().err
    assert run(["registry", command, str(rows), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["import", "decide"])
def test_rows_go_to_a_store_that_is_there(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, store, filing = tmp_path / "rows.csv", tmp_path / "store", tmp_path / "a.txt"
    rows.write_text({"import": "number,title\n沪府办〔2015〕87号,停车管理办法\n", "decide": "verdict,title\nnone,停车\n"}[command], encoding="utf-8")
    assert run(["registry", command, str(rows), "--store", str(store)]) == 1
    assert "no store here" in capsys.readouterr().err
    assert not store.exists()
    filing.write_text(FORM, encoding="utf-8")
    assert run(["build", str(filing), "--store", str(store), "--quiet"]) == 0
    assert run(["registry", command, str(rows), "--store", str(store)]) == 0
    told = capsys.readouterr().err
    assert f"{store}: conclusions are drawn anew" in told
    assert ("no citation meets the verdict on 停车" in told) is (command == "decide")


@pytest.mark.parametrize("option", ["--instruments", "--decisions"])
def test_a_csv_given_to_a_build_is_named_where_it_is_wrong(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("colour\nred\n", encoding="utf-8")
    assert run(["build", "--store", str(tmp_path / "s"), option, str(rows)]) == 1
    assert capsys.readouterr().err.startswith(f"kg: {rows}, line 1: expected")
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    "row",
    [
        '"citations": [{"surface": "x"}]',
        '"citations": [{"surface": "x", "field": "f", "number": 5}]',
        '"not_citations": ["x"]',
        '"citations": [{"field": "f"}]',
    ],
)
def test_a_citation_that_cannot_be_measured_is_told_with_its_line(row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"source": "a", "index": 0, "citations": null}\n{"source": "a", "index": 1, ' + row + "}\n", encoding="utf-8")
    assert run(["evaluate", str(gold), "--predicted", str(gold)]) == 1
    assert "gold.jsonl, line 2:" in capsys.readouterr().err
