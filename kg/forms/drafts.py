"""A filing while it is read: what a reader has found so far, and every rule that several readers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kg.documents import Document
from kg.filings import AMOUNT_KINDS, Amount, Contact, Field, Finding, Indicator, Piece, Unmapped
from kg.forms.cleaning import clean, join
from kg.forms.dates import parse_bound, parse_period, parse_years
from kg.forms.grids import GridCell
from kg.forms.labels import Label
from kg.forms.money import HALF_WIDTH, parse_money, parse_rate
from kg.forms.periods import told_period
from kg.forms.scalars import bare_name, ticked_option
from kg.forms.words import normalise
from kg.terms import FIELD_ROLES

Text = tuple[str, tuple[Piece, ...]]
NOTHING: Text = ("", ())

#: Roles of scalars whose value is the text as printed; the key in the contract is the role.
SCALARS = frozenset({"project", "department", "supervisor", "category", "nature", "performance_type"})
#: How a label begins that is about the year's money.
OF_THE_YEAR = ("当年", "本年", "年度")
#: Labels of amounts that head a block of them in some forms: without a value of their own they are no amount.
HEADING_AMOUNTS = frozenset(
    {"项目资金申请", "年度预算", "项目预算", "本年度预算", "年度资金", "年度支出预算", "年度收入预算", "支出预算", "收入预算"}
)
#: Roles of fields that a heading of money holds for.
MONEY = frozenset(AMOUNT_KINDS) | {"local_funds", "other_source", "execution_rate"}
#: What stands in a cell where there is no name.
NO_NAME = frozenset({"/", "-", "—", "无", "——", "\\", "…", "……"})
#: What only a label can be (资本总数：, 项目资金申请(万元)), or a line to write on.
LABEL_LIKE = re.compile(r"^[_＿]{2}|[:：]$|[（(](?:单位[:：])?(?:万元|千元|亿元|元)[)）]$")
#: No filing states so much: it is more than a third of what the country spends in a year.
MOST_YUAN = 10**13
YES = frozenset({"是", "有", "√", "☑", "是√", "√是", "是☑", "☑是", "是■", "■是"})
NO = frozenset({"否", "无", "没有", "否√", "√否", "否☑", "☑否", "否■", "■否"})


#: A field from its four parts: half of what calling the class costs, for the one place that makes nearly all.
make_field: Callable[[tuple[str, str, str, tuple[Piece, ...]]], Field] = partial(tuple.__new__, Field)
#: An indicator, likewise.
make_indicator: Callable[[tuple[object, ...]], Indicator] = partial(tuple.__new__, Indicator)


@dataclass(slots=True)
class Draft:
    """What has been read of one filing. `unit` is the money unit that a section or the whole form declares."""

    document: Document
    index: int
    fields: list[Field] = field(default_factory=list)
    scalars: dict[str, str] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)
    dates: dict[str, str] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    weak_year: int | None = None
    government_purchase: bool | None = None
    amounts: dict[str, Amount] = field(default_factory=dict)
    execution_rate_text: str | None = None
    contacts: list[Contact] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unit: str | None = None
    whole_unit: str | None = None
    heading_unit: str | None = None
    printed_project: str | None = None
    #: kinds of amounts whose label named one source, with that source
    of_one_source: dict[str, str] = field(default_factory=dict)
    #: kinds of amounts whose first source turned out to be one of several: without a sum, no further source is the whole either
    divided: set[str] = field(default_factory=set)
    central_supervisor: str | None = None
    #: where the cells begin that a line's end cut in two
    cuts: frozenset[int] = frozenset()

    def find(self, code: str, message: str, source: int, *, severity: str = "warning") -> None:
        """Note something doubtful, with its place."""
        place = self.document.place_of(source)
        self.findings.append(Finding(code, message, self.index, place, source, severity))

    def leave(self, cell: GridCell) -> None:
        """Keep a cell that no rule accounts for."""
        text = cell.text.strip()
        if text:
            self.unmapped.append(Unmapped(text, cell.begin + cell.text.index(text[0])))

    def unwrapped(self, cell: GridCell) -> Text:
        """The text of a cell, without the line's end that cut it in two."""
        if cell.begin not in self.cuts:
            return clean(cell.text, cell.begin)
        above, _, below = cell.text.partition("\n")
        return join(clean(above, cell.begin), clean(below, cell.begin + len(above) + 1), "")

    def add_field(self, label: str, role: str, text: Text) -> int:
        """A labelled text; returns its index."""
        if role not in MONEY:
            self.heading_unit = None
        self.fields.append(make_field((label, role, *text)))
        return len(self.fields) - 1

    def add_value(self, label: Label, cell: GridCell | None, at: int, *, whole_life: bool = False, more: Sequence[GridCell] = ()) -> None:
        """The value of a label that is no free text; `at` is where the label stands, `whole_life` that a split of the whole project's money
        stands in a column of its own beside the year's, `more` are further cells with options to tick."""
        text = clean(cell.text, cell.begin) if cell else NOTHING
        for further in more:
            text = join(text, clean(further.text, further.begin), " ")
        if not text[0].strip("_＿ "):
            text = NOTHING  # a line to write on
        if label.year is not None:
            label = self.of_its_year(label)
        if label.within is not None:
            label = self.as_part(label)
        if label.kind == "contact":
            if text[0]:
                self.contacts.append(Contact(label.role.removeprefix("contact_"), label.printed, *text))
            return
        role = whole_life_role(label.role) if whole_life and label.role != "total" else label.role
        index = self.add_field(label.printed, role, text)
        if label.kind == "amount" and label.amount and role == label.role:
            self._add_amount(label, text[0], index, at)
        elif label.kind == "rate":
            self.execution_rate_text = self.execution_rate_text or text[0] or None
        elif label.kind == "date":
            self._add_date(label, text[0], at)
        elif label.kind == "period":
            self.add_period_text(label, text[0], at)
        elif label.kind == "flag":
            self._add_flag(text[0])
        elif label.kind == "year":
            self.add_years(text[0])
        elif label.role == "central_supervisor":
            self.central_supervisor = self.central_supervisor or bare_name(text[0])
        elif label.role in SCALARS and text[0]:
            self._add_scalar(label, text[0], at)

    def of_its_year(self, label: Label) -> Label:
        """A label that prints its year (2023年预算数): in the form of the year after it, last year's money."""
        year = self.years[0] or self.weak_year
        if label.year is None or label.kind != "amount" or year is None or label.year != year - 1:
            return label
        kind = {"current_year": "prior_year_budget", "executed": "prior_year_executed"}.get(label.role)
        return replace(label, role=kind, amount=kind, span="prior_year") if kind else label

    def as_part(self, label: Label) -> Label:
        """A label of one source's money, as that source's where the sum of all sources, or another source, is already known: 本年度申请市财政资金
        behind 年度资金总额."""
        if label.within is None or label.amount is None:
            return label
        known = self.amounts.get(label.amount)
        if known is None or known.yuan is None:
            return replace(label, role="local_funds", amount=None, within=None) if label.amount in self.divided else label
        before = self.of_one_source.get(label.amount)
        if before is not None:
            if normalise(self.fields[known.field].label) == normalise(label.printed):
                return label
            # Two sources and no sum: the first is no more the whole than the second.
            self._make_part(label.amount, before)
            return replace(label, role="local_funds", amount=None, within=None)
        role = label.within if label.span == "annual" else whole_life_role(label.within)
        return replace(label, role=role, amount=label.within if label.span == "annual" else None, within=None)

    def _make_part(self, kind: str, source: str) -> None:
        """Take an amount that was read as the sum for what its label names."""
        known = self.amounts.pop(kind)
        del self.of_one_source[kind]
        self.divided.add(kind)
        annual = kind == "current_year"
        self.fields[known.field] = self.fields[known.field]._replace(role=source if annual else whole_life_role(source))
        if annual:
            self.amounts.setdefault(source, replace(known, kind=source))

    def _add_scalar(self, label: Label, text: str, at: int) -> None:
        value = ticked_option(text) if label.kind == "choice" else bare_name(text)
        if not value or value in NO_NAME or (label.kind == "name" and LABEL_LIKE.search(value)):
            return
        text = value
        if (label.role in self.weak and not label.weak) or (label.role == "project" and label.word.startswith("二级")):
            self.scalars.pop(label.role, None)
        if not label.weak:
            self.weak.discard(label.role)
        elif label.role not in self.scalars:
            self.weak.add(label.role)
        known = self.scalars.setdefault(label.role, text)
        if known != text and label.role == "project":
            self.find("two_project_names", f"{label.printed}: {text!r} after {known!r}; the first is kept", at)

    def _add_amount(self, label: Label, raw: str, index: int, at: int) -> None:
        assert label.amount is not None
        if label.within is None and raw and label.amount in self.of_one_source:
            self._make_part(label.amount, self.of_one_source[label.amount])
        elif label.within is not None and label.amount not in self.amounts:
            self.of_one_source[label.amount] = label.within
        if label.role in {"total", "current_year"}:
            self.whole_unit = (label.unit if raw else None) or self.whole_unit
            if not raw and label.word in HEADING_AMOUNTS:
                self.unit = self.unit or label.unit
                return
            if not raw:
                self.heading_unit = label.unit or self.heading_unit
        # 项目预算金额（万元）1260，其中：上级资金 800: the parts of a sum are printed in its unit.
        declared = label.unit or self.unit or (self.whole_unit if label.span == "annual" else None) or self.heading_unit
        yuan, unit, readable = parse_money(raw, declared)
        if yuan is not None and yuan >= MOST_YUAN:
            yuan, readable = None, False  # figures of several cells that ran together
        if not readable:
            self.find("unreadable_amount", f"{label.printed}: expected a figure, found {raw!r}", at)
        elif yuan is None and unit is None and raw and any(c.isdigit() for c in raw):
            self.find("undeclared_unit", f"{label.printed}: {raw} stands without a money unit; no yuan is derived", at)
        amount = Amount(label.amount, yuan, raw, unit, index)
        known = self.amounts.get(label.amount)
        if known is not None and self._is_whole_life(known, label):
            # 其中：财政拨款 stood below the whole project's money; this is the year's.
            self.fields[known.field] = self.fields[known.field]._replace(role=whole_life_role(label.role))
            self.amounts[label.amount] = amount
        elif known is None or (known.yuan is None and yuan is not None):
            self.amounts[label.amount] = amount
        elif yuan is not None and known.yuan != yuan:
            self.find("contradictory_amounts", f"{label.printed}: {raw} after {known.raw}; the first is kept", at)

    def _is_whole_life(self, known: Amount, label: Label) -> bool:
        """Whether an amount that comes again with the year's money belonged to the whole project's: the form prints both totals, and the
        first stood behind the whole project's and in front of the year's, or both stood behind the two."""
        total, year = self.amounts.get("total"), self.amounts.get("current_year")
        if label.span != "annual" or label.amount in {"current_year", "carried_over", "executed", "adjusted_budget"} or total is None:
            return False
        if label.word.startswith(OF_THE_YEAR) and not normalise(self.fields[known.field].label).removeprefix("其中:").startswith(OF_THE_YEAR):
            return total.field < known.field
        return year is not None and total.field < known.field and (known.field < year.field or total.field < year.field == total.field + 1)

    def _add_date(self, label: Label, raw: str, at: int) -> None:
        date, possible = parse_bound(raw, last=label.role == "end_date")
        if date:
            self.dates.setdefault(label.role, date)
        elif not possible:
            self.find("impossible_date", f"{label.printed}: {raw} is no date of the calendar", at)

    def add_period_text(self, label: Label, raw: str, at: int) -> None:
        """Take start and end from a printed period; `at` is where its label stands."""
        start, end, possible = parse_period(raw)
        if not (start and end):
            told = told_period("".join(raw.translate(HALF_WIDTH).split()))
            start, end, possible = told if told[0] else (start, end, possible)
        for role, date in (("start_date", start), ("end_date", end)):
            if date:
                self.dates.setdefault(role, date)
        if not possible:
            self.find("impossible_date", f"{label.printed}: {raw} holds no date of the calendar", at)

    def _add_flag(self, raw: str) -> None:
        word = "".join((ticked_option(raw) or "").split())
        if word in YES:
            self.government_purchase = True
        elif word in NO:
            self.government_purchase = False

    def add_years(self, text: str) -> None:
        """Take the fiscal year from a year line or a year label; the first one found stands."""
        years = parse_years(text)
        if self.years[0] is None and years[0] is not None:
            self.years = years

    def execution_rate(self) -> object:
        """The execution rate as a fraction, None where the form prints none."""
        return parse_rate(self.execution_rate_text) if self.execution_rate_text else None


def whole_life_role(role: str) -> str:
    """The role of a source's part in the whole project's money; what is no source (年度资金总额 once more) has none of its own."""
    whole = f"whole_life_{role}"
    return whole if whole in FIELD_ROLES else "other"
