"""The tours of both READMEs, and the examples of docs/commands.md, are what the commands really print.

Each `$ kg …` and each `>>>` is run, its output compared.

`python -m tests.test_readme` writes the outputs of a fresh run into the pages.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import kg

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]
PAGES = [*READMES, "docs/commands.md"]
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("tour")
    prepare(place)
    before = Path.cwd()
    os.chdir(place)
    yield place
    os.chdir(before)


def prepare(place: Path) -> None:
    with as_file(files("kg") / "samples") as samples:
        shutil.copytree(samples, place / "kg" / "samples")


def run(command: str) -> str:
    """What a command prints on standard output, without white space at line ends and empty lines."""
    text, _, piped = command.rpartition(" | ")
    given = shlex.split(text)[1] if text else None
    words = shlex.split(piped)
    assert words[0] == "kg"
    result = CliRunner().invoke(kg, words[1:], input=given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines() if line.strip())


def elided(printed: str, shown: str) -> str:
    """The printed text, cut where the page ends with a line of three dots: what follows there changes with every build of the rules."""
    lines = shown.splitlines()
    return "\n".join([*printed.splitlines()[: lines.index("…")], "…"]) if "…" in lines else printed


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a block with the output shown below each."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return [(parts[n], parts[n + 1].strip("\n")) for n in range(0, len(parts), 2)]


@pytest.mark.parametrize("page", PAGES)
def test_the_tour_prints_what_the_page_shows(folder: Path, page: str) -> None:
    shutil.rmtree(folder / "budget", ignore_errors=True)
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        for command, shown in commands(block):
            assert elided(run(command), shown) == "\n".join(line.rstrip() for line in shown.splitlines() if line.strip()), command
    if page not in READMES:
        return
    examples = doctest.DocTestParser().get_doctest("\n".join(PYTHON.findall(text)), {}, page, page, 0)
    report: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=report.append).failed == 0, "".join(report)
    assert examples.examples


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


DOCS = [*READMES, "CHANGELOG.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", DOCS)
def test_every_row_of_a_table_has_the_cells_of_its_head(page: str) -> None:
    """A bar within `code` divides cells too, unless it stands behind a backslash (GitHub Flavored Markdown, 4.10)."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        rows = table.splitlines()
        assert [row for row in rows if len(re.findall(r"(?<!\\)\|", row)) != len(re.findall(r"(?<!\\)\|", rows[0]))] == []


def test_both_pages_tell_the_same_tour() -> None:
    tours = [re.findall(r"^(?:\$|>>>|\.\.\.) .*$", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE) for page in READMES]
    assert tours[0] == tours[1]


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """The commands by the words that call them."""
    context = click.Context(kg)
    for name in kg.list_commands(context):
        command = kg.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {word}", part) for word, part in command.commands.items())
        elif command is not None:
            yield name, command


def test_every_command_and_option_stands_in_the_page_of_commands() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    synopses = {tuple(text.split()): text for text in re.findall(r"\*\*`kg ([^`]*)`\*\*", page)}
    told = {name: [text for words, text in synopses.items() if words[: len(name.split())] == tuple(name.split())] for name, _ in all_commands()}
    assert [name for name, texts in told.items() if len(texts) != 1] == []
    assert len(synopses) == len(told)
    for name, command in all_commands():
        options = [option.opts for option in command.params if isinstance(option, click.Option) and "--quiet" not in option.opts]
        assert [names for names in options if not re.search(rf"({'|'.join(names)})\b", told[name][0])] == [], name
        known = {option for names in options for option in names}
        assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", told[name][0])) <= known, name


def rewrite(text: str) -> str:
    """A page with the outputs of the commands as they are now."""

    def block(found: re.Match[str]) -> str:
        return (
            "```console\n"
            + "".join(f"$ {command}\n{elided(run(command), shown)}".rstrip("\n") + "\n" for command, shown in commands(found.group(1)))
            + "```"
        )

    text = BLOCK.sub(block, text)
    python = re.search(r"```pycon\n((?:(?:>>>|\.\.\.) [^\n]*\n)*)(.*?)```", text, re.DOTALL)
    if python is None:
        return text
    source = re.sub(r"^(?:>>>|\.\.\.) ", "", python.group(1), flags=re.MULTILINE)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(source, {})
    return text[: python.start(2)] + printed.getvalue() + text[python.end(2) :]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        pages = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
        os.chdir(name)
        for page, text in pages.items():
            shutil.rmtree("budget", ignore_errors=True)
            (ROOT / page).write_text(rewrite(text), encoding="utf-8")
    sys.stdout.write("written\n")
