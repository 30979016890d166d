"""A segment to a filing: which layout it is, its labelled part, its indicator table, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kg.documents import Document
from kg.filings import AMOUNT_KINDS, Amounts, Filing, Indicator
from kg.forms.blanks import is_placeholder
from kg.forms.broken_rows import mended
from kg.forms.cleaning import clean
from kg.forms.dates import parse_years
from kg.forms.drafts import NOTHING, Draft, make_indicator
from kg.forms.grids import Row, find_parts, find_subcolumns, is_lower
from kg.forms.headers import with_level2
from kg.forms.headless import behind_heading, implied_columns
from kg.forms.heads import HeadReader
from kg.forms.indicators import Reading, TableRow, is_total, read_table
from kg.forms.layouts import STATEMENT, UNKNOWN, Layout, choose_layout
from kg.forms.levels import find_level, find_level2
from kg.forms.row_levels import is_no_content
from kg.forms.segments import Segment
from kg.forms.table_ends import NOTE, ends_table, is_apart, is_below, is_between, is_field, is_outside, is_own_line, stands_in_table
from kg.forms.targets import parse_target
from kg.forms.told_amounts import add_told
from kg.forms.whole_targets import remarks_of, whole_target
from kg.forms.words import normalise, printed_label

#: What a self-evaluation adds to an indicator.
REPORTED = frozenset({"actual", "weight", "score", "reason"})
#: Parts of a report that are told in sentences: fields too, because they may cite.
TOLD = frozenset({"actual", "reason"})
#: No shorter text names an instrument by its number (财政部令第5号), so figures and words like 已完成 become no fields.
SHORTEST_MENTION = 8
FIGURES = re.compile(r"[\d.%％…—/\s]+")


def read_form(document: Document, segment: Segment, index: int) -> Filing:
    """The filing of a segment that is a form."""
    layout, confidence = choose_layout(segment.titles, words_of(segment.rows))
    draft = Draft(document, index)
    head = HeadReader(draft)
    rows, draft.cuts = mended(segment.rows, document.text)
    table: list[Row] = []
    columns: dict[int, str] | None = None
    in_table = closed = False
    ruled = False
    header = -2
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].in_table), -1)
    for at, row in enumerate(rows):
        line = row.line
        following = rows[at + 1] if at + 1 < len(rows) else None
        if (
            at - 1 == header
            and columns
            and (len(line.cells) < len(rows[header].line.cells) or is_lower(line, columns))
            and (told := find_subcolumns(line.cells, columns) or find_parts(line.cells, rows[header].line.cells, columns))
        ):
            columns, header = told, at
            continue
        if line.columns:
            head.finish()
            head.text = None
            columns = columns or dict(line.columns)
            header = at
            ruled = stands_in_table(document, row)
            for cell in row.cells:
                if line.columns.get(cell.column, "other") == "other" and not is_no_content(cell):
                    draft.leave(cell)
            in_table = True
            continue
        if in_table and len(line.cells) == 1 and is_between(row):
            if NOTE.match(line.cells[0].text) and line.rule is None:
                draft.leave(row.cells[0])
            continue
        # Behind the sum of a table stands its foot, whatever its label.
        if in_table and closed and len(line.cells) <= 2 and not any(find_level(cell.text, None) for cell in line.cells):
            in_table = False
        if (
            in_table
            and not (line.labels and (ends_table(row) or (columns is not None and is_field(row, columns, ruled=ruled, below=following))))
            and not (ruled and columns and is_own_line(row, columns))
            and (row.in_table or not is_outside(row))
            and (at < last or not (is_apart(row, rows, header) or (ruled and is_below(row, rows, header))))
        ):
            table.append(row)
            closed = is_total(line) and "小计" not in line.cells[0].text
            continue
        in_table = closed = False
        if columns is None and row.in_table and (implied := implied_columns(row)) is not None:
            head.finish()
            head.text, columns, in_table = None, implied, True
            table.append(behind_heading(row, implied))
            continue
        if line.titles and all(layout.narrative == STATEMENT for layout in line.titles):
            # A label or a page's head that reads like the title of a statement, and heads none: the text around it goes on.
            for cell in row.cells:
                draft.leave(cell)
            continue
        if line.titles or line.rule in {"indicators_heading", "summary_cover"}:
            years = parse_years(line.cells[0].text)
            draft.weak_year = draft.weak_year or years[0]
            if years[1] is not None:
                draft.add_years(line.cells[0].text)
            head.text = None
            continue
        if draft.weak_year is None and not draft.fields and is_heading(row):
            draft.weak_year = parse_years(line.cells[0].text)[0]
        head.read(row, following)
    head.finish()
    add_told(draft)
    indicators = add_indicators(draft, read_table(table, retold(columns or {}, table), layout, whole=ruled))
    return finish(draft, segment, layout, confidence, indicators)


def retold(columns: dict[int, str], table: Sequence[Row]) -> dict[int, str]:
    """The columns of a table, where its rows say that the level 2 stands in the column of names."""
    kinds = with_level2([columns[column] for column in sorted(columns)])
    if kinds is None:
        return columns
    place = next(column for column, kind in columns.items() if kind == "name")
    cells = [cell.text for row in table for cell in row.line.cells if cell.column == place]
    told = sum(find_level2(text, None) is not None for text in cells)
    return dict(zip(sorted(columns), kinds, strict=True)) if told * 2 > len(cells) else columns


def is_heading(row: Row) -> bool:
    """Whether a line above a form's first label may print its year: （适用2024年预算项目）, 2024年预算项目绩效目标公开."""
    return len(row.line.cells) == 1 and not row.line.labels and row.end - row.begin <= HEADING and "年" in row.line.cells[0].text


#: A longer line is no heading.
HEADING = 50


def words_of(rows: Sequence[Row]) -> frozenset[str]:
    """The words of a form that may speak for a layout: its labels and the headers of its indicator table."""
    words: set[str] = set()
    for row in rows:
        for label in row.line.labels:
            words.add(label.word)
        if row.line.columns:
            words.update(normalise(cell.text) for cell in row.line.cells)
            words.update(f"column={kind}" for kind in row.line.columns.values())
    return frozenset(words)


def add_indicators(draft: Draft, reading: Reading) -> list[Indicator]:
    """The indicators of a table as read, their names and targets as fields of the draft."""
    indicators = [found for row in reading.rows if (found := _indicator(draft, row)) is not None]
    for cells in reading.totals:
        draft.add_field(printed_label(cells[0].text), "total_score", clean(cells[-1].text, cells[-1].begin) if len(cells) > 1 else NOTHING)
    for cell in reading.unmapped:
        draft.leave(cell)
    return indicators


def _indicator(draft: Draft, row: TableRow) -> Indicator | None:
    label = row.level2 or row.level1 or ""
    name_field = target_field = None
    name = label
    if row.name is not None:
        text = draft.unwrapped(row.name)
        name = text[0]
        name_field = draft.add_field(label, "indicator", text)
    target = ""
    if row.target is not None:
        text = whole_target(row) if row.extra else draft.unwrapped(row.target)
        target = text[0]
        target_field = draft.add_field(label, "indicator", text)
    elif row.name is not None and is_placeholder(name) and not row.extra:
        return None  # 指标1：, as templates print where nobody named one
    elif row.name is not None and FIGURES.fullmatch(name):
        # Figures of several columns that ran together name nothing and cannot be told apart.
        draft.fields.pop()
        draft.leave(row.name)
        return None
    elif row.name is not None:
        draft.find("target_lost", f"the indicator {name!r} stands without a target", row.name.begin)
    if not (row.extra or row.remarks):
        return make_indicator((row.level1, row.level2, name, target, parse_target(target, name), target_field, name_field, None, None, None, None))
    for cell in remarks_of(row):
        # What else the row says (its explanation, last year's value) may cite; it belongs to no part of the indicator.
        draft.add_field(label, "indicator", clean(cell.text, cell.begin))
    extra = {}
    for kind, cell in row.extra.items():
        if kind in REPORTED:
            text = clean(cell.text, cell.begin)
            extra[kind] = text[0]
            if kind in TOLD and len(text[0]) >= SHORTEST_MENTION:
                draft.add_field(label, "indicator", text)
    return Indicator(row.level1, row.level2, name, target, parse_target(target, name), target_field, name_field, **extra)


def finish(draft: Draft, segment: Segment, layout: Layout | None, confidence: float, indicators: list[Indicator]) -> Filing:
    """The filing of a draft, with the findings that need the whole of it."""
    form = layout.form if layout else UNKNOWN
    year, last_year = draft.years
    if year is None:
        year = draft.weak_year or _year_of_dates(draft)
    rows = segment.rows
    check(draft, rows[0].begin, whole=any(row.line.titles and WHOLE in row.line.cells[0].text for row in rows))
    if not segment.titled:
        draft.find("head_cut_off", "the form starts without its title", rows[0].begin)
    rate = draft.execution_rate()
    return Filing(
        source=draft.document.source,
        index=draft.index,
        form=form,
        begin=rows[0].begin,
        end=rows[-1].end,
        fiscal_year=year,
        fiscal_year_end=last_year,
        government_purchase=draft.government_purchase,
        confidence=confidence,
        fields=tuple(draft.fields),
        amounts=Amounts(draft.amounts[kind] for kind in AMOUNT_KINDS if kind in draft.amounts),
        execution_rate=rate if isinstance(rate, Decimal) else None,
        indicators=tuple(indicators),
        contacts=tuple(draft.contacts),
        unmapped=tuple(draft.unmapped),
        findings=tuple(draft.findings),
        start_date=draft.dates.get("start_date"),
        end_date=draft.dates.get("end_date"),
        department=draft.scalars.get("department"),
        # 中央主管部门 where the form of a transfer names no other.
        supervisor=draft.scalars.get("supervisor", draft.central_supervisor),
        project=draft.scalars.get("project"),
        category=draft.scalars.get("category"),
        nature=draft.scalars.get("nature"),
        performance_type=draft.scalars.get("performance_type"),
    )


def _year_of_dates(draft: Draft) -> int | None:
    start, end = draft.dates.get("start_date"), draft.dates.get("end_date")
    return int(start[:4]) if start and end and start[:4] == end[:4] else None


#: What the title of a form says that tells of a department's whole and names no project.
WHOLE = "整体"


def wrong_sum(yuan: Mapping[str, Decimal]) -> str | None:
    """What is wrong with the year's money and its sources; None where they add up, or where the form does not say."""
    parts = [yuan[kind] for kind in ("fiscal_appropriation", "carried_over", "own_funds", "other_funds") if kind in yuan]
    annual = yuan.get("current_year")
    if annual is None or "fiscal_appropriation" not in yuan or sum(parts, Decimal(0)) == annual:
        return None
    return f"the year's {annual} yuan are not the sum of its sources, {sum(parts, Decimal(0))}"


def check(draft: Draft, at: int, *, whole: bool) -> None:
    """Findings about a form as one; `whole` says that it is of a whole department."""
    if "project" not in draft.scalars and not whole:
        draft.find("no_project", "the form names no project", at)
    if "department" not in draft.scalars:
        draft.find("no_department", "the form names no department", at)
    start, end = draft.dates.get("start_date"), draft.dates.get("end_date")
    if start and end and start > end:
        draft.find("dates_reversed", f"the project starts on {start}, after its end on {end}", at)
    yuan = {kind: amount.yuan for kind, amount in draft.amounts.items() if amount.yuan is not None}
    if (wrong := wrong_sum(yuan)) is not None:
        draft.find("amounts_do_not_add_up", wrong, at)
    spent, budget = yuan.get("basic_expenditure"), yuan.get("total")
    if whole and spent is not None and budget is not None and "project_expenditure" in yuan:
        parts = [spent, yuan["project_expenditure"], *(yuan[k] for k in ("other_funds",) if k in yuan)]
        if sum(parts) != budget:
            draft.find("amounts_do_not_add_up", f"the total of {budget} yuan is not the sum of its parts, {sum(parts)}", at)
