"""Where each value of a filing came from: the label in front of it, the rule that read it, and its place in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.documents import Document
from kg.filings import Amount, Field, Figure, Filing, Indicator, MainProject, money
from kg.forms.additions import added_rows
from kg.forms.drafts import SCALARS
from kg.forms.labels import find_label
from kg.forms.layouts import UNKNOWN, layouts, titles_of
from kg.forms.words import normalise, read_data


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value of a filing. `key` is the contract's (`amounts.total`, `indicators[3].target`, `fields[2]`), `label` as printed, `rule` says
    which data or rule read it, `place` where a user finds it in the file."""

    index: int
    key: str
    value: str
    label: str
    rule: str
    place: str


def explain(document: Document, filings: tuple[Filing, ...]) -> Iterator[Explanation]:
    """Every value of the filings of a document, in the order of the contract, with its label, rule and place."""
    for filing in filings:
        yield Explanation(filing.index, "form", filing.form, "", _form_rule(document, filing), document.place_of(filing.begin))
        yield from _scalars(document, filing)
        for amount in filing.amounts:
            field = filing.fields[amount.field]
            value = f"{amount.raw} → {'no' if amount.yuan is None else money(amount.yuan)} yuan"
            yield Explanation(filing.index, f"amounts.{amount.kind}", value, field.label, _unit_rule(amount, field), _place(document, field, filing))
        yield from _rate(document, filing)
        for number, indicator in enumerate(filing.indicators):
            yield from _indicator(document, filing, indicator, number)
        yield from _figures(document, filing)
        for number, field in enumerate(filing.fields):
            if field.role != "indicator":
                yield Explanation(filing.index, f"fields[{number}]", field.text, field.label, _label_rule(field), _place(document, field, filing))
        for number, contact in enumerate(filing.contacts):
            place = document.place_of(contact.pieces[0].source if contact.pieces else filing.begin)
            rule = f"a contact ({contact.role}): left out of the graph unless asked for"
            yield Explanation(filing.index, f"contacts[{number}]", contact.text, contact.label, rule, place)
        for left in filing.unmapped:
            rule = "no label, header, level or boilerplate rule claims it"
            yield Explanation(filing.index, "unmapped", left.text, "", rule, document.place_of(left.source))


def _form_rule(document: Document, filing: Filing) -> str:
    """The title and the labels that spoke for the form."""
    text = document.text[filing.begin : filing.end]
    titles = [line.strip() for line in text.split("\n")[:12] if any(layout.form == filing.form for layout in titles_of(line.strip("\t |")))]
    words = {label.word for field in filing.fields if (label := find_label(field.label))}
    evidence = sorted({word for layout in layouts() if layout.form == filing.form for word in layout.evidence & words})
    if filing.form == UNKNOWN:
        return "no layout fits; read by its labels alone"
    parts = [f"title {titles[0]!r}"] if titles else []
    parts += [f"labels {', '.join(evidence)}"] if evidence else []
    return f"layouts.yaml: {'; '.join(parts) or 'title'} (confidence {filing.confidence})"


#: Roles of fields that may give a value of another name.
ALSO = {"start_date": ("period",), "end_date": ("period",), "supervisor": ("central_supervisor",)}


#: What gave a value that stands in no field.
UNLABELLED = {
    **dict.fromkeys(("fiscal_year", "fiscal_year_end"), "the year printed at the head of the form"),
    "paired_with": "the narrative and the form of one project name each other",
}
#: The parts of a self-evaluation's row.
REPORTED = ("actual", "weight", "score", "reason")


def _scalars(document: Document, filing: Filing) -> Iterator[Explanation]:
    for key in (*sorted(SCALARS), "start_date", "end_date", "government_purchase", "fiscal_year", "fiscal_year_end", "paired_with"):
        value = getattr(filing, key)
        if value is None:
            continue
        roles = {key, *ALSO.get(key, ())}
        printed = (f for f in filing.fields if f.role in roles and f.text)
        source = next((f for f in printed if key not in SCALARS or str(value) in "".join(f.text.split("\n"))), None)
        if source is None:
            rule = UNLABELLED.get(key, "the title, or the options that are ticked")
            yield Explanation(filing.index, key, str(value), "", rule, document.place_of(filing.begin))
            continue
        rule = _label_rule(source)
        if key in SCALARS and str(value) != "".join(source.text.split("\n")):
            rule += "; the code of the budget system, or the options that are not ticked, left out"
        yield Explanation(filing.index, key, str(value), source.label, rule, _place(document, source, filing))


def _indicator(document: Document, filing: Filing, indicator: Indicator, number: int) -> Iterator[Explanation]:
    levels = f"levels {indicator.level1 or '–'} › {indicator.level2 or '–'}"
    for key, at, value in (("name", indicator.name_field, indicator.name), ("target", indicator.field, indicator.target)):
        if at is not None:
            field = filing.fields[at]
            rule = f"indicator table, {levels}" + (f"; read as {indicator.parsed.kind}" if key == "target" else "")
            yield Explanation(filing.index, f"indicators[{number}].{key}", value, field.label, rule, _place(document, field, filing))
    row = next(
        (filing.fields[at].pieces[0].source for at in (indicator.name_field, indicator.field) if at is not None and filing.fields[at].pieces), None
    )
    for key in REPORTED:
        value = getattr(indicator, key)
        if value is not None:
            place = document.place_of(filing.begin if row is None else row)
            yield Explanation(filing.index, f"indicators[{number}].{key}", value, "", f"headers.yaml: the column {key} of the same row", place)


def _rate(document: Document, filing: Filing) -> Iterator[Explanation]:
    """The rate of execution: its label has its own kind."""
    if filing.execution_rate is not None:
        field = next((field for field in filing.fields if field.role == "execution_rate" and field.text), None)
        label, rule, place = ("", "a column of rates", document.place_of(filing.begin)) if field is None else (
            field.label, f"{_label_rule(field)}; a fraction", _place(document, field, filing)
        )  # fmt: skip
        yield Explanation(filing.index, "execution_rate", f"{filing.execution_rate:f}", label, rule, place)


def _figures(document: Document, filing: Filing) -> Iterator[Explanation]:
    """The figures and main projects of a narrative statement."""
    told: list[tuple[str, str, Figure | MainProject, str]]
    told = [(f"statement.{figure.name}", figure.raw, figure, f"figures.yaml: {figure.name}") for figure in filing.statement]
    told += [(f"main_projects[{n}]", each.name, each, "figures.yaml: a project named with its money") for n, each in enumerate(filing.main_projects)]
    for key, value, found, rule in told:
        field = filing.fields[found.field]
        source = next((p.source + max(found.begin - p.begin, 0) for p in field.pieces if found.begin < p.begin + p.length), filing.begin)
        yield Explanation(filing.index, key, value, field.label, rule, document.place_of(source))


def _label_rule(field: Field) -> str:
    label = find_label(field.label)
    if label is not None and label.kind != "section":
        return f"{'labels' if label.word in _listed() else 'compositions'}.yaml: {label.word} is {label.role} ({label.kind})"
    if field.role == "heading":
        return "a numbered heading"
    if field.role == "department" and normalise(field.label) in {"", "单位", "部门"}:
        return f"{field.label} in front of a body's name" if field.label else "a body's name below the title"
    if field.label and field.role not in {"other", "unlabelled"}:
        return f"guesses.yaml: {field.label} is made as labels of {field.role} are"
    return "a text without a label" if not field.label else "a label that no data knows, in front of its value"


@cache
def _listed() -> frozenset[str]:
    """The labels that labels.yaml or a user's own file lists."""
    return frozenset(normalise(str(word)) for row in (*read_data("labels.yaml"), *added_rows("labels.yaml")) for word in row["labels"])


def _unit_rule(amount: Amount, field: Field) -> str:
    rule = _label_rule(field)
    if amount.unit is None:
        return f"{rule}; no unit is declared, so no yuan"
    if amount.raw.endswith(amount.unit):
        return f"{rule}; the value itself says {amount.unit}"
    where = "label" if f"{amount.unit}" in field.label else "heading, the sum, or the column"
    return f"{rule}; {amount.unit} is declared by the {where}"


def _place(document: Document, field: Field, filing: Filing) -> str:
    return document.place_of(field.pieces[0].source) if field.pieces else document.place_of(filing.begin)
