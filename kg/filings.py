"""The values that travel between the stages: a filing and its parts.

The attribute names are the JSON keys of `kg extract`. All values are frozen; a stage that adds to a filing returns a new one
(`dataclasses.replace`). Offsets are counted in Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, NamedTuple

#: The keys of `Filing.amounts`, in the order in which they are written.
AMOUNT_KINDS = (
    "total",
    "current_year",
    "prior_year_budget",
    "prior_year_executed",
    "fiscal_appropriation",
    "general_public_budget",
    "central_funds",
    "higher_level_funds",
    "own_funds",
    "carried_over",
    "other_funds",
    "adjusted_budget",
    "executed",
    "basic_expenditure",
    "project_expenditure",
)


class Piece(NamedTuple):
    """A run of a field's text that was copied letter for letter: `text[begin:begin+length] == document.text[source:source+length]`."""

    begin: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled text of a form. `label` is as printed, without the colon; `role` comes from the layout data.

    Characters of `text` that no piece covers (the line feed between paragraphs, a sign that stood as a formula) were not copied.
    """

    label: str
    role: str
    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as printed and as yuan. `unit` is 元, 万元 or 亿元, or None where the form declares none; then `yuan` is None too.

    `raw` is the text of the cell; `field` is the index of the field it stands in; `yuan` has two or more decimal places, exact.
    """

    kind: str
    yuan: Decimal | None
    raw: str
    unit: str | None
    field: int

    @property
    def scale(self) -> Decimal | None:
        """How many yuan one unit of `raw` is."""
        return None if self.unit is None else SCALES[self.unit]


SCALES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Target:
    """A target value, parsed. `comparator` is one of = < <= > >= ~ (about, ±), or None; bounds are inclusive as the comparator says.

    `kind` is quantity, percentage, date or qualitative; percentages keep their printed figure (95, not 0.95) and the unit %.
    `direction` is up, down or None: which way is better.
    """

    kind: str
    comparator: str | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table. `target` is as printed; `parsed` is its reading; `field` is the index of the target's field,
    `name_field` that of the name's (None where the form prints the name as level 2 only)."""

    level1: str | None
    level2: str | None
    name: str
    target: str
    parsed: Target
    field: int | None = None
    name_field: int | None = None
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an instrument. `surface == fields[field_index].text[begin:end]`; `field` is that field's label.

    `kind` is number, title, order, standard, bare_title, alias or back_reference. `title` is without its outer 《》, `number` is normalised
    (GB/T 9704-2012: 机关代字〔year〕serial号). `regulation` is equal for all mentions of one instrument; the registry stage sets it.
    """

    field: str
    field_index: int
    role: str
    surface: str
    begin: int
    end: int
    kind: str
    title: str | None = None
    number: str | None = None
    article: str | None = None
    regulation: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, telephone or address printed on the form: never shown unless asked for (`--with-contacts`)."""

    role: str
    label: str
    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Text of a filing that no field, row, label or boilerplate rule accounts for; `source` is its offset in the document's text."""

    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a narrative statement: `name` as in the contract, `value` yuan (Decimal), a count (int) or a text; `field` is where."""

    name: str
    value: Decimal | int | str
    raw: str
    field: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class MainProject:
    """A project that a narrative statement names with its money."""

    name: str
    yuan: Decimal | None
    field: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful. `code` is snake case and fixed; `message` says what was expected, found, and where; `place` is a human place
    ("line 12"), `source` the offset in the document's text, `index` the filing's index in its document (None: the document's own)."""

    code: str
    message: str
    index: int | None = None
    place: str = ""
    source: int | None = None
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Filing:
    """One form, or one narrative, of a document. `begin` and `end` bound it in the document's text."""

    source: str
    index: int
    form: str
    begin: int = 0
    end: int = 0
    fiscal_year: int | None = None
    fiscal_year_end: int | None = None
    department: str | None = None
    supervisor: str | None = None
    project: str | None = None
    category: str | None = None
    nature: str | None = None
    performance_type: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    government_purchase: bool | None = None
    paired_with: int | None = None
    confidence: float = 1.0
    fields: tuple[Field, ...] = ()
    amounts: tuple[Amount, ...] = ()
    execution_rate: Decimal | None = None
    indicators: tuple[Indicator, ...] = ()
    citations: tuple[Citation, ...] = ()
    statement: tuple[Figure, ...] = ()
    main_projects: tuple[MainProject, ...] = ()
    contacts: tuple[Contact, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    findings: tuple[Finding, ...] = ()

    def amount(self, kind: str) -> Decimal | None:
        """Yuan of one kind, None where the form leaves it empty or does not print it."""
        return next((a.yuan for a in self.amounts if a.kind == kind), None)

    @property
    def yuan(self) -> Decimal | None:
        """The yuan of an answer: the year's amount, else the total of a one-year form; never a multi-year total."""
        current = self.amount("current_year")
        if current is not None:
            return current
        one_year = self.fiscal_year_end is None or self.fiscal_year_end == self.fiscal_year
        return self.amount("total") if one_year else None


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
    row["citations"] = [plain(c) for c in filing.citations]
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


def roles_of(filing: Filing, role: str) -> Iterator[Field]:
    """The fields of a role, in the order of the form."""
    return (f for f in filing.fields if f.role == role)
