"""`kg check`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import asdict

import click

from kg.checks import SEVERITIES, CheckResult, check_store
from kg.cli.lines import shortened
from kg.cli.options import store_option
from kg.store import open_store

CHINESE = {"violation": "违规", "warning": "警告", "info": "提示"}


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
    click.echo(summary_of(counts, lang), err=as_json)
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
    message = shortened(result.messages.get(lang) or result.messages["en"], lang)
    if lang == "zh":
        where += ("" if result.index is None else f"，申报件 {result.index}") + (f"，{result.place}" if result.place else "")
        value = "" if result.value is None else f"（现为“{result.value}”）"
        return f"{CHINESE[result.severity]}：{where}：{message}{value} [{result.check}]"
    where += ("" if result.index is None else f", filing {result.index}") + (f", {result.place}" if result.place else "")
    value = "" if result.value is None else f" (found {result.value!r})"
    return f"{result.severity}: {where}: {message}{value} [{result.check}]"


def summary_of(counts: Mapping[str, int], lang: str) -> str:
    """How many findings there are of each severity."""
    if lang == "zh":
        return "检查完毕：" + "，".join(f"{CHINESE[severity]} {counts[severity]:,}" for severity in SEVERITIES)
    words = {severity: severity if severity == "info" or counts[severity] == 1 else f"{severity}s" for severity in SEVERITIES}
    return "checked: " + ", ".join(f"{counts[severity]:,} {word}" for severity, word in words.items())
