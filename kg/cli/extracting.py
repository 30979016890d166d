"""`kg extract` and `kg citations`: values as JSON lines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from kg.builds.extracts import extract, extract_stream
from kg.cli.inputs import read_text
from kg.cli.options import input_path, output_path, paths_argument
from kg.cli.outputs import output
from kg.documents import BY_ENDING, STANDARD_INPUT, Document, Limits, SourceFile, read_data, read_document, walk
from kg.errors import UnreadableInput
from kg.extraction import charged_to, findings_of
from kg.filings import Filing, Finding, to_json
from kg.settings import read_settings

#: So many remarks of readers are told one by one.
MOST_REMARKS = 20


def write_lines(filings: Iterator[Filing], stream: IO[bytes], teller: Teller) -> None:
    """Writes filings as JSON lines; the doubts among their findings are counted beside those that `teller` is told meanwhile."""
    for filing in filings:
        stream.write(json.dumps(to_json(filing), ensure_ascii=False).encode() + b"\n")
        teller.doubts += sum(finding.severity != "info" for finding in filing.findings)


class Teller:
    """Tells on standard error what is doubtful about files, and what their readers remark; counts the doubts."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.doubts = 0
        self.failures = 0
        self.remarks = 0

    def fail(self, fault: UnreadableInput) -> None:
        """An input that cannot be read."""
        self.failures += 1
        click.echo(f"kg: {fault}", err=True)

    def tell(self, source: str, finding: Finding) -> None:
        """A finding about a whole file: a doubt, or a remark of its reader (a hidden sheet, a header left out)."""
        doubtful = finding.severity != "info"
        self.doubts += doubtful
        if not doubtful and (self.quiet or finding.code != "reader_note"):
            return
        self.remarks += not doubtful
        if doubtful or self.remarks <= MOST_REMARKS:
            click.echo(f"kg: {source}: {finding.message}", err=True)

    def end(self) -> None:
        """Says how many remarks were too many."""
        if self.remarks > MOST_REMARKS:
            click.echo(f"kg: … and {self.remarks - MOST_REMARKS:,} more remarks of readers, which a build keeps", err=True)


def explain_paths(paths: tuple[Path, ...], target: Path | None, teller: Teller) -> None:
    """Where the values of the filings of files came from, as JSON lines."""
    settings = read_settings(os.environ)
    limits = Limits.of(settings)
    files = [path for path in paths if str(path) != STANDARD_INPUT]
    sources, failures = walk(files, limits=limits)
    for fault in failures:
        teller.fail(fault)
    with output(target) as stream:
        if len(files) < len(paths):
            write_explanations(read_data(sys.stdin.buffer.read(), source=STANDARD_INPUT, limits=limits), stream, teller)
        for source in sources:
            try:
                with charged_to(source.name):
                    write_explanations(read_document(source, max_bytes=settings.max_file_bytes, limits=limits), stream, teller)
            except UnreadableInput as unreadable:
                teller.fail(unreadable)


def write_explanations(document: Document, stream: IO[bytes], teller: Teller) -> None:
    from kg.forms import read_filings
    from kg.forms.explaining import explain

    filings = read_filings(document).filings
    for row in explain(document, filings):
        line = {"source": document.source, "filing": row.index, "key": row.key, "value": row.value, "label": row.label, "rule": row.rule}
        stream.write(json.dumps(line | {"place": row.place}, ensure_ascii=False).encode() + b"\n")
    for finding in findings_of(document, filings):
        teller.tell(document.source, finding)


@click.command("extract", short_help="read files; print filings as JSON lines")
@paths_argument
@click.option("-o", "--output", "target", metavar="FILE", type=output_path, help="file to write; standard output without")
@click.option("--strict", is_flag=True, help="exit 1 where something is doubtful")
@click.option("--explain", "explained", is_flag=True, help="instead: label, rule and place behind each value, one JSON object a line")
@click.option("--quiet", "-q", is_flag=True, help="no remarks of readers (hidden sheets, headers left out) on standard error")
def extract_command(paths: tuple[Path, ...], target: Path | None, strict: bool, explained: bool, quiet: bool) -> int:
    """Read files and print their filings as JSON lines (docs/forms.md). Folders are walked; - reads standard input as text.

    Texts, Word, Excel, CSV, PDF, HTML, RTF, OpenDocument, Markdown and archives of them are read. An input that cannot be read, or in which no
    filing was recognised, is told, as is what could not be read of one (scanned pages), and the others are read.
    """
    teller = Teller(quiet=quiet)
    if explained:
        explain_paths(paths, target, teller)
    else:
        extract_paths(paths, target, teller)
    teller.end()
    return 1 if teller.failures or (strict and teller.doubts) else 0


def extract_paths(paths: tuple[Path, ...], target: Path | None, teller: Teller) -> None:
    """The filings of files as JSON lines."""
    files = [path for path in paths if str(path) != STANDARD_INPUT]
    with output(target) as stream:
        if len(files) < len(paths):
            write_lines(extract_stream(sys.stdin.buffer.read(), source=STANDARD_INPUT, on_finding=teller.tell), stream, teller)
        if files:
            write_lines(extract(*files, on_failure=teller.fail, on_finding=teller.tell), stream, teller)


#: Formats whose files are text as they are, so that offsets count in the file.
PLAIN = ("text", "markdown", "separated values")


def text_of_file(file: Path) -> str:
    """The text of a file, of standard input, or the text that an office file or a page holds."""
    known = BY_ENDING.get(file.suffix.lower())
    if str(file) == STANDARD_INPUT or known is None or known.name in PLAIN:
        return read_text(str(file))
    limits = Limits.of(read_settings(os.environ))
    return read_document(SourceFile(file.name, file), max_bytes=limits.max_file_bytes, limits=limits).text


@click.command("citations", short_help="find citations in any text")
@click.argument("file", default=STANDARD_INPUT, type=input_path)
@click.option("--explain", "explained", is_flag=True, help="the rule behind each citation, and why other candidates are none")
def citations_command(file: Path, explained: bool) -> None:
    """Find the citations of a text and print them as JSON lines; without FILE, or with -, of standard input.

    begin and end count characters of the text from 0 (of a Word, Excel, PDF or HTML file: of the text that it holds, as `kg annotations` does);
    regulation is the instrument that the mention denotes.
    """
    from kg.citations import explain
    from kg.registry import with_regulations

    found = explain(text_of_file(file))
    for mention, rule in zip(with_regulations(found.mentions), found.rules, strict=True):
        row: dict[str, object] = mention._asdict()
        del row["antecedent"]
        if explained:
            row["rule"] = rule
        click.echo(json.dumps(row, ensure_ascii=False))
    if explained:
        for rejection in found.rejections:
            click.echo(json.dumps({"rejected": rejection._asdict()}, ensure_ascii=False))
