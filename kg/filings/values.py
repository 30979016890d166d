"""A filing and its parts. All are frozen; a stage that adds to a filing returns a new one (`dataclasses.replace`; `_replace` of the parts that
a filing holds by the dozen: these are named tuples, which cost a third of a frozen dataclass to make).

What stands as a key in the JSON of `kg extract` is an attribute here. Offsets are counted in Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

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


class Field(NamedTuple):
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


class Amounts(tuple[Amount, ...]):
    """The amounts of a form, in the order of `AMOUNT_KINDS`. A kind is an attribute too: `amounts.current_year` is its yuan, None where the
    form leaves it empty or does not print it."""

    __slots__ = ()

    def __getattr__(self, kind: str) -> Decimal | None:
        if kind not in AMOUNT_KINDS:
            raise AttributeError(f"no kind of amount {kind!r}; known: {', '.join(AMOUNT_KINDS)}")
        return next((amount.yuan for amount in self if amount.kind == kind), None)


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


class Indicator(NamedTuple):
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

    @property
    def kind(self) -> str:
        """That of the parsed target, as its other parts below."""
        return self.parsed.kind

    @property
    def comparator(self) -> str | None:
        return self.parsed.comparator

    @property
    def lower(self) -> Decimal | None:
        return self.parsed.lower

    @property
    def upper(self) -> Decimal | None:
        return self.parsed.upper

    @property
    def unit(self) -> str | None:
        return self.parsed.unit

    @property
    def direction(self) -> str | None:
        return self.parsed.direction


class Citation(NamedTuple):
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


class Figures(tuple[Figure, ...]):
    """The figures of a statement, in its order. The name of one that it prints is an attribute too: `statement.total_income` is its value."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Decimal | int | str:
        for figure in self:
            if figure.name == name:
                return figure.value
        raise AttributeError(f"the statement prints no figure {name!r}")


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
    amounts: Amounts = field(default_factory=Amounts)
    execution_rate: Decimal | None = None
    indicators: tuple[Indicator, ...] = ()
    citations: tuple[Citation, ...] = ()
    statement: Figures = field(default_factory=Figures)
    main_projects: tuple[MainProject, ...] = ()
    contacts: tuple[Contact, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def amounts_raw(self) -> Amounts:
        """The amounts again, by the key under which the JSON keeps how they are printed."""
        return self.amounts

    @property
    def yuan(self) -> Decimal | None:
        """The yuan of an answer: the year's amount, else the total of a one-year form; never a multi-year total."""
        if self.amounts.current_year is not None:
            return self.amounts.current_year
        one_year = self.fiscal_year_end is None or self.fiscal_year_end == self.fiscal_year
        return self.amounts.total if one_year else None
