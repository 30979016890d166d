"""Filings as JSON: the contract of `kg extract`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from kg.filings.values import Filing, Indicator


def money(value: Decimal) -> str:
    """Yuan as a decimal string with two places, more only where the source has more (127.624万元 is 1276240.00)."""
    exact = value.normalize()
    return f"{exact:.2f}" if exact.as_tuple().exponent >= -2 else f"{exact:f}"  # type: ignore[operator]


def plain(value: Any) -> Any:
    """A value of this module as JSON-ready data, attribute by attribute."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return money(value) if isinstance(value, Decimal) else value


def to_json(filing: Filing) -> dict[str, Any]:
    """The filing in the shape of the contract of `kg extract` (one JSON object)."""
    row: dict[str, Any] = {}
    for name in (
        "source", "index", "form", "fiscal_year", "fiscal_year_end", "department", "supervisor", "project", "category", "nature",
        "performance_type", "start_date", "end_date", "government_purchase", "paired_with", "confidence",
    ):  # fmt: skip
        row[name] = getattr(filing, name)
    row["fields"] = [
        {"label": f.label, "role": f.role, "text": f.text, "pieces": [[p.begin, p.source, p.length] for p in f.pieces]} for f in filing.fields
    ]
    row["amounts"] = {a.kind: None if a.yuan is None else money(a.yuan) for a in filing.amounts}
    if filing.execution_rate is not None:
        row["amounts"]["execution_rate"] = f"{filing.execution_rate:f}"
    row["amounts_raw"] = [{"kind": a.kind, "raw": a.raw, "unit": a.unit, "field": a.field} for a in filing.amounts]
    row["indicators"] = [indicator_json(i) for i in filing.indicators]
    row["citations"] = [c._asdict() for c in filing.citations]
    if filing.statement or filing.main_projects:
        row["statement"] = statement_json(filing)
    row["contacts"] = [{"role": c.role, "label": c.label, "text": c.text} for c in filing.contacts]
    row["unmapped"] = [{"text": u.text, "source": u.source} for u in filing.unmapped]
    row["findings"] = [plain(f) for f in filing.findings]
    return row


def indicator_json(indicator: Indicator) -> dict[str, Any]:
    """An indicator row: the parsed target's parts stand beside the printed one; the parts of a self-evaluation only where it has them."""
    row: dict[str, Any] = {name: getattr(indicator, name) for name in ("level1", "level2", "name", "target")}
    target = indicator.parsed
    row |= {"kind": target.kind, "comparator": target.comparator, "lower": bound(target.lower), "upper": bound(target.upper)}
    row |= {"unit": target.unit, "direction": target.direction}
    extra = {name: getattr(indicator, name) for name in ("actual", "weight", "score", "reason")}
    return row | {name: value for name, value in extra.items() if value is not None}


def bound(value: Decimal | None) -> str | None:
    """A bound as a decimal string without an exponent."""
    return None if value is None else f"{value:f}"


def statement_json(filing: Filing) -> dict[str, Any]:
    """The figures of a narrative statement by name, and its main projects."""
    row: dict[str, Any] = {f.name: money(f.value) if isinstance(f.value, Decimal) else f.value for f in filing.statement}
    row["main_projects"] = [{"name": p.name, "yuan": None if p.yuan is None else money(p.yuan)} for p in filing.main_projects]
    return row
