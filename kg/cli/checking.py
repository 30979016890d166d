"""`kg check`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container
from dataclasses import asdict

import click

from kg.checks import SEVERITIES, CheckResult, check_store
from kg.cli.options import store_option
from kg.store import open_store


@click.command("check", short_help="check a store by shapes and rules")
@store_option
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="processes that validate")
@click.option("--strict", is_flag=True, help="exit 1 on a warning too")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", show_default=True, help="language of the messages")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line")
def check_command(store: str, workers: int, strict: bool, lang: str, as_json: bool) -> int:
    """Check a store by shapes and rules: prints what breaks them, with its place in the source; exit 1 on a violation."""
    return run_checks(store, workers=workers, strict=strict, lang=lang, as_json=as_json)


def run_checks(place: str, *, workers: int = 1, strict: bool = False, lang: str = "en", as_json: bool = False) -> int:
    """Runs the checks and prints what they find; gives the exit code."""
    counts: Counter[str] = Counter()
    for result in check_store(open_store(place), workers=workers):
        counts[result.severity] += 1
        click.echo(json.dumps(row_of(result), ensure_ascii=False) if as_json else line_of(result, lang))
    summary = ", ".join(f"{counts[severity]:,} {severity}" for severity in SEVERITIES)
    click.echo(f"checked: {summary}", err=as_json)
    return exit_code(counts, strict=strict)


def collect_checks(place: str, *, workers: int, strict: bool) -> tuple[list[dict[str, object]], int]:
    """What the checks find, as JSON-ready data, and the exit code."""
    found = list(check_store(open_store(place), workers=workers))
    return list(map(row_of, found)), exit_code({result.severity for result in found}, strict=strict)


def exit_code(severities: Container[str], *, strict: bool = False) -> int:
    """1 where there is a violation among what was found, or, if strict, a warning."""
    return int(any(severity in severities for severity in SEVERITIES[: 2 if strict else 1]))


def row_of(result: CheckResult) -> dict[str, object]:
    """A finding as JSON-ready data."""
    return {**asdict(result), "messages": dict(result.messages)}


def line_of(result: CheckResult, lang: str) -> str:
    """A finding for reading: where, how grave, what."""
    where = result.source or result.focus
    if result.index is not None:
        where += f", filing {result.index}"
    if result.place:
        where += f", {result.place}"
    value = f" (found {result.value!r})" if result.value is not None else ""
    return f"{result.severity}: {where}: {result.messages.get(lang) or result.messages['en']}{value} [{result.check}]"
