"""`kg build`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.builds import Report, build
from kg.cli.inputs import read_checked
from kg.cli.lines import shortened
from kg.cli.options import end_progress, input_path, progress_lines, quiet_option, store_folder
from kg.registry.decisions import read_decisions
from kg.registry.instruments import read_instruments


@click.command("build", short_help="read files into a store")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=input_path)
@click.option("--store", "store", required=True, metavar="DIR", type=store_folder, help="folder of the store; made if new")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="processes that read; a CPU each")
@click.option("--strict", is_flag=True, help="exit 1 where something is doubtful")
@click.option("--check", "checked", is_flag=True, help="end with `kg check`; with --json, under the key checks")
@click.option("--with-contacts", is_flag=True, help="keep contact persons, telephones and addresses in the graph")
@click.option("--remove", multiple=True, metavar="SOURCE", help="take a source out, by the name under which it was read; may be repeated")
@click.option("--instruments", metavar="FILE", type=input_path, help="CSV of instruments to add to the store's own (docs/citations.md)")
@click.option("--decisions", metavar="FILE", type=input_path, help="CSV of verdicts to add to the store's own (`kg review --csv`)")
@click.option("--json", "as_json", is_flag=True, help="the report as JSON")
@quiet_option
def build_command(
    paths: tuple[Path, ...],
    store: Path,
    workers: int,
    strict: bool,
    checked: bool,
    with_contacts: bool,
    remove: tuple[str, ...],
    instruments: Path | None,
    decisions: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read, extract, map and load files and folders into a store, all or nothing.

    What the store holds already stays, also of files that are gone from a folder; --remove takes a source out.
    """
    if not (paths or remove or instruments or decisions):
        raise click.UsageError("Missing argument 'PATH...'.")
    report = build(
        paths,
        store=store,
        workers=workers,
        with_contacts=with_contacts,
        remove=remove,
        instruments=read_checked(instruments, read_instruments)[0] if instruments else "",
        decisions=read_checked(decisions, read_decisions)[0] if decisions else "",
        progress=progress_lines(quiet),
    )
    end_progress(quiet)
    for failure in report.failures:
        click.echo(f"kg: {failure}", err=True)
    code = 1 if report.failures or (strict and report.doubtful) else 0
    checked = checked and bool(report.generation)
    if as_json:
        data = report.as_json()
        if checked:
            from kg.cli.checking import collect_checks

            data["checks"], found = collect_checks(str(store), workers=workers, strict=strict)
            code = max(code, found)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True))
    elif not report.generation:
        click.echo("kg: nothing could be read; no store was made", err=True)
    else:
        for line in report_lines(report):
            click.echo(line)
    sys.stdout.flush()
    if checked and not as_json:
        from kg.cli.checking import run_checks

        code = max(code, run_checks(str(store), workers=workers, strict=strict))
    return code


def report_lines(report: Report) -> list[str]:
    """The report for reading."""
    store = report.store
    findings = sum(report.findings.values())
    by_code = ", ".join(f"{code} {count:,}" for code, count in sorted(report.findings.items()))
    lines = [
        f"files       {report.files:>12,}   read {report.read:,}, unchanged {report.unchanged:,}, failed {len(report.failures):,}",
        f"documents   {store['documents']:>12,}   in the store now",
        f"filings     {store['filings']:>12,}",
        f"indicators  {store['indicators']:>12,}",
        f"citations   {store['citations']:>12,}",
        f"unmapped    {store['unmapped']:>12,}   characters that no rule accounts for",
        f"quads       {report.quads:>12,}   generation {report.generation}",
        f"findings    {findings:>12,}   doubtful {report.doubtful:,}, information {findings - report.doubtful:,}{': ' if by_code else ''}{by_code}",
    ]
    lines += (f"  {told_example(example)}" for example in report.examples)
    if report.doubtful > len(report.examples):
        lines.append(f"  … and {report.doubtful - len(report.examples):,} more in the findings graph")
    if report.replaced:
        lines.append(f"replaced: {', '.join(report.replaced)}")
    if report.removed:
        lines.append(f"removed: {', '.join(report.removed)}")
    if report.stale:
        lines.append(f"stale: {report.stale:,} documents stand as another version of the rules read them; give them again to read them anew")
    return lines


def told_example(example: str) -> str:
    """A finding of the report in a line: a long list in it cut, its code behind kept."""
    told, code = example.rpartition(" [")[::2]
    where, message = told.partition(": ")[::2]
    return f"{where}: {shortened(message)} [{code}"
