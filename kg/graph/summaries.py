"""What conclusions need of a filing: a summary small enough that all of a corpus's fit on disk and pass through memory one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kg.filings import Citation, Filing
from kg.graph.citations import source_bounds
from kg.registry import Mention, context_of, registry_mentions

#: Kinds of money that a project year states as plain decimals.
STATED_KINDS = ("total", "current_year", "prior_year_budget", "prior_year_executed")


class MentionSummary(NamedTuple):
    """A citation as its resolution needs it, in the order of the filing. Absent parts are "". An alias has the title and the number of
    what it stands for. `place` is the label of its field, `source` where it begins in the document's text,
    `among` the titles and numbers of what it may mean."""

    title: str
    number: str
    article: str
    role: str
    context: str
    place: str = ""
    source: int | None = None
    among: tuple[tuple[str, str], ...] = ()

    @property
    def mention(self) -> Mention | None:
        """What the registry resolves; None for a reference that says neither title nor number."""
        return Mention(self.title, self.number, self.context, self.among) if self.title or self.number else None


@dataclass(frozen=True, slots=True)
class FilingSummary:
    """`sha16` and `index` name the filing. `amounts` holds every kind the form prints, in its order; `indicators` the names, row by row;
    `context` is the jurisdiction that the registry stage reads off the filing."""

    sha16: str
    index: int
    form: str
    year: int | None
    year_end: int | None
    department: str | None
    supervisor: str | None
    project: str | None
    paired_with: int | None
    context: str
    amounts: Mapping[str, Decimal | None]
    mentions: tuple[MentionSummary, ...]
    indicators: tuple[str, ...]

    @property
    def yuan(self) -> Decimal | None:
        """The yuan of an answer, as `Filing.yuan` has it."""
        one_year = self.year_end is None or self.year_end == self.year
        current = self.amounts.get("current_year")
        return current if current is not None or not one_year else self.amounts.get("total")


def summarise(filing: Filing, *, sha256: str) -> FilingSummary:
    """The summary of a filing."""
    context = context_of(filing)
    mentions = zip(filing.citations, registry_mentions(filing, context=context), strict=True)
    return FilingSummary(
        sha256[:16],
        filing.index,
        filing.form,
        filing.fiscal_year,
        filing.fiscal_year_end,
        filing.department,
        filing.supervisor,
        filing.project,
        filing.paired_with,
        context,
        {amount.kind: amount.yuan for amount in filing.amounts},
        tuple(MentionSummary(m.title, m.number, c.article or "", c.role, m.context, c.field, _begin(filing, c), m.among) for c, m in mentions),
        tuple(indicator.name for indicator in filing.indicators),
    )


def _begin(filing: Filing, citation: Citation) -> int | None:
    bounds = source_bounds(filing, citation.field_index, citation.begin, citation.end)
    return None if bounds is None else bounds[0]
