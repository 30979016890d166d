"""The command line: what it prints where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from kg.builds import STEPS
from kg.catalogue import load_catalogue
from kg.checks import CheckResult
from kg.cli import BROKEN_PIPE, COMMANDS, INTERRUPTED, WRONG_USAGE, run
from kg.settings import Settings

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
NAMES = ("shanghai-greening-2020.txt", "shanghai-enforcement-2019.txt")
Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder)
    return folder


@pytest.fixture(scope="module")
def store(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("out") / "s")
    assert run(["build", str(inputs), "--store", place, "--quiet"]) == 0
    return place


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: Output) -> None:
    assert run([command, "--help"]) == 0
    assert f"kg {command}" in capsys.readouterr().out


def test_the_list_of_commands_says_what_each_does_in_one_line(capsys: Output) -> None:
    assert run(["--help"]) == 0
    rows = [line.split(maxsplit=1) for line in capsys.readouterr().out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()]
    assert [name for name, _ in rows] == list(COMMANDS)
    assert [text for _, text in rows if text.endswith("...")] == []


def test_a_command_that_is_not_known_is_told_with_those_that_are(capsys: Output) -> None:
    assert run(["buidl"]) == 2
    said = capsys.readouterr().err
    assert "unknown command 'buidl'; known: " in said
    assert all(command in said for command in COMMANDS)


def test_the_version_is_told(capsys: Output) -> None:
    assert run(["--version"]) == 0
    assert "kg, version" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nope"], ["build"], ["extract"], ["sparql", "ASK {}"], ["export", "--store", "x", "-o", "a.docx"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: Output) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err


def test_a_misspelt_setting_is_told_and_the_command_goes_on(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_MAX_PAGE", "5")
    assert run(["queries"]) == 0
    told = capsys.readouterr()
    assert told.err == "kg: KG_MAX_PAGE is no setting; did you mean KG_MAX_PAGES?\n"
    assert "projects_citing_regulation" in told.out


def test_extract_writes_json_lines(inputs: Path, capsys: Output) -> None:
    assert run(["extract", str(inputs)]) == 0
    out = capsys.readouterr().out
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["source"] for row in rows} == set(NAMES)
    assert [row["index"] for row in rows if row["source"] == NAMES[0]] == list(range(sum(row["source"] == NAMES[0] for row in rows)))
    for row in rows:
        for citation in row["citations"]:
            field = next(f for f in row["fields"] if f["text"][citation["begin"] : citation["end"]] == citation["surface"])
            assert field
            assert citation["regulation"] or not (citation["title"] or citation["number"])


def test_one_instrument_has_one_regulation_across_files(capsys: Output) -> None:
    assert run(["extract", str(SAMPLES)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names: dict[str, set[str]] = {}
    for row in rows:
        for citation in row["citations"]:
            if citation["number"]:
                names.setdefault(citation["number"], set()).add(citation["regulation"])
    assert names
    assert {number: found for number, found in names.items() if len(found) > 1} == {}


def test_extract_reports_what_cannot_be_read_and_goes_on(inputs: Path, tmp_path: Path, capsys: Output) -> None:
    target = tmp_path / "out.jsonl"
    assert run(["extract", str(inputs), str(tmp_path / "absent"), "-o", str(target)]) == 1
    captured = capsys.readouterr()
    assert "absent: no such file or directory" in captured.err
    assert captured.out == ""
    assert len(target.read_text(encoding="utf-8").splitlines()) > 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_pipe_is_written_to_and_a_link_stays_one(inputs: Path, tmp_path: Path) -> None:
    pipe, link, target = tmp_path / "pipe", tmp_path / "link", tmp_path / "target"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run(["extract", str(inputs), "-o", str(pipe)]) == 0
        read = reader.communicate()[0]
    target.touch()
    link.symlink_to(target)
    assert run(["extract", str(inputs), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert target.read_bytes() == read


def test_explanations_keep_the_limits_that_are_set(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("<table><tr><td>项目名称</td><td>巡查</td></tr></table>", encoding="utf-8")
    assert run(["extract", "--explain", str(tmp_path / "a.html")]) == 0
    monkeypatch.setenv("KG_MAX_CELLS", "1")
    assert run(["extract", "--explain", str(tmp_path / "a.html")]) == 1
    assert "holds 2 cells, more than the 1 allowed (KG_MAX_CELLS)" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["missing/out", "file/out"])
@pytest.mark.parametrize(
    "command", [["extract", "INPUT"], ["export", "--store", "STORE"], ["network", "--store", "STORE"]], ids=lambda words: words[0]
)
def test_a_file_that_cannot_be_written_is_told_in_one_line(
    command: list[str], place: str, inputs: Path, store: str, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "file").touch()
    target = tmp_path / (f"{place}.json" if command[0] == "network" else f"{place}.nq")
    given = {"INPUT": str(inputs), "STORE": store}
    assert run([*(given.get(word, word) for word in command), "-o", str(target)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"kg: {target}: cannot be written: no")


def hidden_in_part() -> bytes:
    """A workbook whose second sheet is hidden."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "封面"
    book.create_sheet("旧稿")["A1"] = "旧"
    book["旧稿"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_what_a_reader_remarks_is_told_and_counts_as_doubt_only_where_something_is_not_read(
    explain: list[str], tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>2024年绩效目标公开</p><img src='form.jpg' width='900'></body></html>", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(hidden_in_part())
    assert run(["extract", *explain, str(tmp_path)]) == 0
    told = capsys.readouterr().err.splitlines()
    assert "kg: a.html: the page shows 1 picture, of which no text is read" in told
    assert "kg: b.xlsx: the sheet 旧稿 is hidden; it is read all the same" in told
    assert sum("no form that could be recognised" in line for line in told) == 2
    assert run(["extract", "--quiet", *explain, str(tmp_path)]) == 0
    quiet = capsys.readouterr().err
    assert "picture" in quiet
    assert "hidden" not in quiet


def test_very_many_remarks_are_counted(tmp_path: Path, capsys: Output) -> None:
    for number in range(23):
        (tmp_path / f"{number}.xlsx").write_bytes(hidden_in_part())
    assert run(["extract", str(tmp_path)]) == 0
    told = capsys.readouterr().err
    assert told.count("is hidden") == 20
    assert "and 3 more remarks" in told


def test_standard_input_is_text(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (SAMPLES / NAMES[0]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    assert run(["extract", "-"]) == 0
    assert {json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()} == {"-"}


def test_citations_of_free_text(tmp_path: Path, capsys: Output) -> None:
    text = "根据《上海市燃气管理条例》第三条和沪府办【2015】87号文的要求。"
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    assert run(["citations", str(tmp_path / "t.txt")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 2
    for row in rows:
        assert text[row["begin"] : row["end"]] == row["surface"]
        assert {"title", "number", "article", "regulation"} <= set(row)
    assert rows[1]["number"] == rows[1]["regulation"] == "沪府办〔2015〕87号"
    assert run(["citations", "--explain", str(tmp_path / "t.txt")]) == 0
    assert all("rule" in json.loads(line) or "rejected" in json.loads(line) for line in capsys.readouterr().out.splitlines())


def test_citations_of_an_office_file_are_those_of_its_text(tmp_path: Path, capsys: Output) -> None:
    document = Document()
    document.add_paragraph("依据《上海市燃气管理条例》执行。")
    document.save(str(tmp_path / "t.docx"))
    (tmp_path / "t.md").write_text("# 依据\n\n《上海市燃气管理条例》\n", encoding="utf-8")
    for name, begin in (("t.docx", 2), ("t.md", 6)):
        assert run(["citations", str(tmp_path / name)]) == 0
        (row,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
        assert (row["surface"], row["begin"]) == ("《上海市燃气管理条例》", begin)


def test_build_reports_on_standard_output_and_progress_on_standard_error(inputs: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(["build", str(inputs), "--store", str(tmp_path / "s"), "--json"]) == 0
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert report["read"] == 2
    assert report["failures"] == []
    assert [line.removesuffix(" …") for line in captured.err.splitlines()] == [step.name for step in STEPS]
    assert run(["build", str(inputs), "--store", str(tmp_path / "s"), "--quiet"]) == 0
    captured = capsys.readouterr()
    assert "unchanged 2" in captured.out
    assert captured.err == ""


def test_build_fails_for_what_cannot_be_read_and_for_doubt_only_when_strict(inputs: Path, tmp_path: Path, capsys: Output) -> None:
    damaged = tmp_path / "in"
    damaged.mkdir()
    shutil.copy(SAMPLES / "shanghai-damaged-2020.txt", damaged)
    place = str(tmp_path / "s")
    assert run(["build", str(damaged), "--store", place, "--quiet"]) == 0
    assert "no_project" in capsys.readouterr().out
    assert run(["build", str(damaged), "--store", place, "--quiet", "--strict"]) == 1
    (damaged / "empty.txt").touch()
    assert run(["build", str(damaged), "--store", place, "--quiet"]) == 1
    assert "empty.txt" in capsys.readouterr().err


def test_build_of_nothing_readable_makes_no_store(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "empty.txt").touch()
    place = str(tmp_path / "s")
    assert run(["build", str(tmp_path / "empty.txt"), "--store", place, "--quiet", "--check"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "empty.txt" in captured.err
    assert captured.err.splitlines()[-1] == "kg: nothing could be read; no store was made"
    assert run(["query", "regulations_by_use", "--store", place]) == 1


def test_the_report_of_a_build_counts_doubts_and_information_apart(tmp_path: Path, capsys: Output) -> None:
    assert run(["build", str(SAMPLES), "--store", str(tmp_path / "s"), "--quiet"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("findings")]
    counts, codes = line.removeprefix("findings").split(": ")
    whole, doubtful, information = (int("".join(filter(str.isdigit, part))) for part in counts.replace("doubtful", ",doubtful").split(",", 2))
    assert (doubtful, information) == (3, 3)
    assert whole == doubtful + information == sum(int(code.split()[1]) for code in codes.split(", "))


@pytest.mark.parametrize(
    "arguments",
    [["build", "", "--store", "x"], ["build", "FILE", "--store", ""], ["query", "regulations_by_use", "--store", ""], ["extract", "FILE", "-o", ""]],
)
def test_an_empty_name_is_wrong_usage_and_not_the_working_folder(
    arguments: list[str], inputs: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([str(inputs / NAMES[0]) if word == "FILE" else word for word in arguments]) == 2
    assert "the name is empty" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://localhost:8890/sparql", "HTTPS://example.org/sparql"])
def test_an_endpoint_is_no_folder_to_build_in(address: str, inputs: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build", str(inputs), "--store", address]) == 2
    assert "is an address" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_build_removes_a_source_by_its_name(inputs: Path, tmp_path: Path, capsys: Output) -> None:
    place = str(tmp_path / "s")
    assert run(["build", "--store", place]) == 2
    assert run(["build", str(inputs), "--store", place, "--quiet"]) == 0
    name = sorted(path.name for path in inputs.iterdir())[0]
    capsys.readouterr()
    assert run(["build", "--store", place, "--remove", name, "--quiet"]) == 0
    assert f"removed: {name}" in capsys.readouterr().out
    assert run(["build", "--store", place, "--remove", name, "--quiet"]) in (1, 2)
    assert f"unknown source '{name}'" in capsys.readouterr().err


def test_a_store_being_built_is_refused_with_one_line(store: str, inputs: Path, capsys: Output) -> None:
    from kg.store.generations import writing

    with writing(Path(store)):
        assert run(["build", str(inputs), "--store", store, "--quiet"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "another build is at work" in lines[0]


def test_sparql_prints_a_table_with_chinese_in_columns(store: str, capsys: Output) -> None:
    query = 'SELECT ?n (COUNT(*) AS ?c) { VALUES ?n { "燃气" "abcd" } } GROUP BY ?n ORDER BY ?n'
    assert run(["sparql", query, "--store", store]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "2 rows"
    assert any("燃气" in line for line in lines)


@pytest.mark.parametrize(
    ("query", "format_", "start"),
    [
        ("SELECT ?s { ?s a <urn:x> }", "csv", "s"),
        ("ASK { ?s ?p ?o }", "table", "yes"),
        ("ASK { ?s a <urn:x> }", "json", '{"head"'),
        ("CONSTRUCT { ?s a <urn:y> } WHERE { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }", "table", "@prefix"),
        ("CONSTRUCT { ?s a <urn:y> } WHERE { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }", "nq", "<"),
    ],
)
def test_sparql_formats(store: str, query: str, format_: str, start: str, capsys: Output) -> None:
    assert run(["sparql", query, "--store", store, "--format", format_]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_sparql_reads_a_file_and_tells_where_it_breaks(store: str, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "q.rq").write_text("ASK {\n ?s ?p }", encoding="utf-8")
    assert run(["sparql", f"@{tmp_path}/q.rq", "--store", store]) == 2
    assert capsys.readouterr().err.startswith("kg: line 2, column 9: expected")
    assert run(["sparql", "DROP ALL", "--store", store]) == 2
    assert capsys.readouterr().err.startswith("kg: line 1, column 1: DROP is off")
    assert run(["sparql", "@nowhere.rq", "--store", store]) == 1
    assert run(["sparql", "SELECT * { ?s ?p ?o } LIMIT 1", "--store", store, "--format", "ttl"]) == 2
    assert run(["sparql", "ASK {}", "--store", str(tmp_path / "none")]) == 1


def test_a_query_on_standard_input_is_text_or_refused(store: str, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    for data, code, said in ((b"\xef\xbb\xbfASK { ?s ?p ?o }", 0, "yes"), (b"ASK { \xff }", 1, "byte 6")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        assert run(["sparql", "@-", "--store", store]) == code
        captured = capsys.readouterr()
        assert said in captured.out + captured.err
    assert run(["sparql", "@", "--store", store]) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_catalogue_is_listed(lang: str, capsys: Output) -> None:
    assert run(["queries", "--lang", lang]) == 0
    out = capsys.readouterr().out
    for query in load_catalogue():
        assert query.name in out
        assert query.title[lang] in out


def test_a_question_of_the_catalogue(store: str, capsys: Output) -> None:
    arguments = ["query", "projects_citing_regulation", "regulation=沪府办【2015】87号", "--store", store, "--format", "json"]
    assert run(arguments) == 0
    rows = json.loads(capsys.readouterr().out)["results"]["bindings"]
    assert rows
    assert {row["number"]["value"] for row in rows} == {"沪府办〔2015〕87号"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["projects_citing_regulation"],
        ["projects_citing_regulation", "colour=red"],
        ["regulations_by_use", "x"],
        ["budget_by_department_and_year", "fiscal_year=next"],
        ["budget_by_department_and_year", "fiscal_year=2020", "fiscal_year=2021"],
    ],
)
def test_wrong_questions_are_wrong_usage(store: str, arguments: list[str], capsys: Output) -> None:
    assert run(["query", *arguments, "--store", store]) == 2
    assert "Error" in capsys.readouterr().err


def test_an_instrument_that_the_store_does_not_hold_is_told(store: str, capsys: Output) -> None:
    assert run(["query", "projects_citing_regulation", "regulation=国发〔1999〕999号", "--store", store]) == 1
    assert "unknown instrument" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["nq", "trig", "ttl", "jsonld"])
def test_export_writes_the_same_bytes_twice(store: str, tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        assert run(["export", "--store", store, "-o", str(tmp_path / f"{name}.{ending}")]) == 0
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    assert str(tmp_path).encode() not in (tmp_path / f"a.{ending}").read_bytes()
    assert Settings().base_iri.encode() in (tmp_path / f"a.{ending}").read_bytes()


def test_export_writes_to_standard_output_what_it_writes_to_a_file(store: str, tmp_path: Path) -> None:
    for options, ending in (([], "nq"), (["--format", "ttl"], "ttl"), (["--format", "trig", "-o", "/dev/stdout"], "trig")):
        done = subprocess.run(program("export", "--store", store, *options), capture_output=True, check=True)
        target = tmp_path / f"out.{ending}"
        assert run(["export", "--store", store, "-o", str(target)]) == 0
        assert done.stdout == target.read_bytes()


def test_check_finds_the_samples_in_order(store: str, capsys: Output) -> None:
    assert run(["check", "--store", store]) == 0
    assert "checked: 0 violation" in capsys.readouterr().out


COMMANDS_THAT_READ = {
    "extract": ["extract", "FILE"],
    "citations": ["citations", "FILE"],
    "build": ["build", "FILE", "--store", "STORE"],
    "build --instruments": ["build", "--store", "STORE", "--instruments", "FILE"],
    "evaluate": ["evaluate", "FILE", "--input", "FILE"],
    "annotations": ["annotations", "FILE"],
    "registry import": ["registry", "import", "FILE"],
    "review": ["review", "FILE"],
}


@pytest.mark.parametrize("command", COMMANDS_THAT_READ.values(), ids=COMMANDS_THAT_READ)
@pytest.mark.parametrize("kind", ["missing", pytest.param("locked", marks=pytest.mark.skipif(os.getuid() == 0, reason="root may read everything"))])
def test_a_file_that_cannot_be_read_is_said_with_exit_code_1(command: list[str], kind: str, tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "in.txt"
    if kind == "locked":
        file.touch(mode=0o000)
    given = {"FILE": str(file), "STORE": str(tmp_path / "s")}
    assert run([given.get(word, word) for word in command]) == 1
    assert "in.txt: " + {"missing": "no such file or directory", "locked": "permission denied"}[kind] in capsys.readouterr().err


def test_extract_fails_for_doubt_only_when_strict(capsys: Output) -> None:
    damaged = str(SAMPLES / "shanghai-damaged-2020.txt")
    assert run(["extract", damaged]) == 0
    assert run(["extract", damaged, "--strict"]) == 1
    assert run(["extract", str(SAMPLES / NAMES[0]), "--strict"]) == 0


@pytest.mark.parametrize(("severity", "codes"), [("info", (0, 0)), ("warning", (0, 1)), ("violation", (1, 1))])
def test_check_fails_for_a_warning_only_when_strict(severity: str, codes: tuple[int, int], store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = CheckResult("rule", severity, {"en": "so"}, "urn:x:focus", None, None, "", None, None)
    monkeypatch.setattr("kg.cli.checking.check_store", lambda store, workers: iter([result]))
    assert (run(["check", "--store", store]), run(["check", "--store", store, "--strict"])) == codes


def test_findings_are_told_in_the_language_asked_for(store: str, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = {"en": "Not negative.", "zh": "不应为负数。"}
    result = CheckResult("Amount-negative", "warning", messages, "urn:x:focus", "a.txt", 2, "年度资金", 4, "-5")
    monkeypatch.setattr("kg.cli.checking.check_store", lambda store, workers: iter([result]))
    for language, lines in (
        (
            "en",
            [
                "warning: a.txt, filing 2, 年度资金: Not negative. (found '-5') [Amount-negative]",
                "checked: 0 violations, 1 warning, 0 info",
            ],
        ),
        ("zh", ["警告：a.txt，申报件 2，年度资金：不应为负数。（现为“-5”） [Amount-negative]", "检查完毕：违规 0，警告 1，提示 0"]),
    ):
        assert run(["check", "--store", store, "--lang", language]) == 0
        assert capsys.readouterr().out.splitlines() == lines


def test_a_build_that_checks_writes_one_json_value(inputs: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["build", str(inputs), "--store", str(tmp_path / "s"), "--quiet", "--check"]
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["checks"] == []
    for severity, codes in (("violation", (1, 1)), ("warning", (0, 1))):
        result = CheckResult("rule", severity, {"en": "so"}, "urn:x:focus", "a.txt", 0, "line 3", 4, None)
        monkeypatch.setattr("kg.cli.checking.check_store", lambda store, workers, result=result: iter([result]))
        for strict, code in zip(([], ["--strict"]), codes, strict=True):
            assert run([*words, *strict, "--json"]) == code
            (row,) = json.loads(capsys.readouterr().out)["checks"]
            assert (row["severity"], row["source"], row["place"]) == (severity, "a.txt", "line 3")
            assert run([*words, *strict]) == code
            assert "a.txt, filing 0, line 3: so" in capsys.readouterr().out


def test_a_setting_that_is_none_is_wrong_usage(inputs: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in (("KG_MAX_FILE_BYTES", "many"), ("KG_BASE_IRI", "here")):
        with monkeypatch.context() as environment:
            environment.setenv(variable, value)
            assert run(["build", str(inputs), "--store", str(tmp_path / "s"), "--quiet"]) == WRONG_USAGE
        errors = capsys.readouterr().err
        assert errors.startswith(f"kg: {variable} is {value!r}; expected ")
        assert errors.count("\n") == 1


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "code"), [(["extract", "-"], 1), (["sparql", "@-", "--store", "STORE"], 2), (["build", "INPUTS", "--store", "NEW"], 0)]
)
def test_streams_that_are_closed_read_and_write_nothing(
    closed: str, arguments: list[str], code: int, store: str, inputs: Path, tmp_path: Path
) -> None:
    named = {"STORE": store, "INPUTS": str(inputs), "NEW": str(tmp_path / "new")}
    words = program(*(named.get(word, word) for word in arguments))
    done = subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *words], input="", capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_the_demonstration_answers(capsys: Output) -> None:
    assert run(["demo", "--check", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert out.count("kg query ") == 3
    assert "沪府办〔2015〕87号" in out


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kg.cli", *arguments]


@pytest.mark.parametrize(
    "arguments",
    [["extract", str(SAMPLES)], ["sparql", "SELECT * { ?s ?p ?o }", "--store", "STORE"], ["export", "--store", "STORE"]],
    ids=lambda words: words[0],
)
def test_a_reader_that_goes_away_is_no_fault(arguments: list[str], store: str) -> None:
    words = [store if word == "STORE" else word for word in arguments]
    process = subprocess.Popen(program(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=SAMPLES.parents[1])
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == BROKEN_PIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
@pytest.mark.parametrize(
    "arguments",
    [["extract", str(SAMPLES)], ["queries"], ["sparql", "SELECT * { ?s ?p ?o }", "--store", "STORE"], ["sparql", "ASK {}", "--store", "STORE"]],
    ids=lambda words: words[0],
)
def test_a_full_disk_behind_standard_output_is_said(arguments: list[str], store: str) -> None:
    words = [store if word == "STORE" else word for word in arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program(*words), stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=SAMPLES.parents[1])
    assert (done.returncode, done.stderr) == (1, "kg: standard output: cannot be written: no space left on device\n")


def test_an_interruption_is_tidy(inputs: Path, tmp_path: Path) -> None:
    arguments = program("build", str(inputs), "--store", str(tmp_path / "s"))
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=SAMPLES.parents[1])
    assert process.stderr is not None
    assert process.stderr.readline().startswith("discover")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode in (INTERRUPTED, 0)
    if process.returncode:
        assert errors.splitlines()[-1] == "kg: interrupted"
        assert "Traceback" not in errors


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_can_be_quiet(command: str, capsys: Output) -> None:
    assert run([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "--quiet" in text
    assert "Usage: kg " in text


def test_a_folder_that_contains_itself_is_told_and_strictly_an_error(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    shutil.copy(SAMPLES / NAMES[0], tmp_path / "in" / "deep")
    (tmp_path / "in" / "deep" / "again").symlink_to(tmp_path / "in")
    command = ["build", str(tmp_path / "in"), "--store", str(tmp_path / "s"), "--quiet"]
    assert run(command) == 0
    assert "deep/again: the link leads back to a folder that holds it, and is not followed [folder_loop]" in capsys.readouterr().out
    assert run([*command, "--strict"]) == 1


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"}],
    ids=["a locale without Chinese", "a terminal without Chinese"],
)
def test_arguments_results_and_messages_are_utf_8_in_any_locale(environment: dict[str, str], store: str, tmp_path: Path) -> None:
    (tmp_path / "依据.txt").write_text("依据市政府77号令。", encoding="utf-8")

    def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
        return subprocess.run(command, env=os.environ | environment, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    assert '"surface": "市政府77号令"' in ask("citations", "依据.txt").stdout
    assert ask("citations", "不存在.txt").stderr == "kg: 不存在.txt: no such file or directory\n"
    table = ask("query", "budget_by_department_and_year", "department=上海市废弃物管理处", "--store", store)
    assert table.returncode == 0, table.stderr
    assert "上海市废弃物管理处" in table.stdout
