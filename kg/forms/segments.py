"""A document's rows to segments: each the rows of one filing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.forms.bare_narratives import bare_narratives, is_section, names
from kg.forms.grids import Row
from kg.forms.headings import is_first_heading, is_heading, is_prose, number_of
from kg.forms.layouts import PROJECT_NARRATIVE, REPORT, STATEMENT, Layout
from kg.forms.report_titles import first_line, heads_report, is_part, is_report_title, is_same_title
from kg.forms.running_text import lays_down, narrative_of, project_narrative
from kg.forms.untitled import HEAD, is_form, split_untitled, starts_form


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one filing. `titles` are the layouts whose title it prints; `titled` is False for a form without one."""

    rows: tuple[Row, ...]
    titles: tuple[Layout, ...]
    titled: bool


def find_segments(rows: Sequence[Row]) -> tuple[list[Segment], list[Row]]:
    """(segments, rows that belong to no filing: cover lines, remarks before the first form)."""
    starts = _starts(rows)
    bounds = [start for start, _ in starts] + [len(rows)]
    segments: list[Segment] = []
    outside: list[Row] = []
    before = rows[: bounds[0]]
    told = narrative_of(before)
    if told is not None and told.narrative == PROJECT_NARRATIVE:
        segments += split_narratives(before, (told,))
    elif told is not None:
        segments.append(Segment(tuple(before), (told,), True))
    elif is_form(before) and not lays_down(before):
        segments += [Segment(tuple(part), (), False) for part in split_untitled(before)]
    else:
        outside += before
    for (start, titles), end in zip(starts, bounds[1:], strict=True):
        if _is_bare_title(rows[start:end], titles):
            # The name of a page or an attachment: the form itself follows under its own title.
            outside += rows[start:end]
            continue
        if titles and all(layout.narrative == PROJECT_NARRATIVE for layout in titles):
            segments += split_narratives(rows[start:end], titles)
            continue
        if any(layout.narrative == REPORT for layout in titles):
            segments.append(Segment(tuple(rows[start:end]), titles, True))
            continue
        parts = split_untitled(rows[start:end])
        segments.append(Segment(tuple(parts[0]), titles, True))
        segments += [Segment(tuple(part), (), False) for part in parts[1:]]
    return segments, outside


def _starts(rows: Sequence[Row]) -> list[tuple[int, tuple[Layout, ...]]]:
    """(row, layouts) of each title that starts a filing; the furniture in front of a title (表十二：, 单位：万元) goes with it."""
    found: list[tuple[int, tuple[Layout, ...]]] = []
    last = 0
    again = narratives_again(rows)
    for at, row in enumerate(rows):
        if at in again:
            found.append((at, again[at]))
        elif row.line.titles and is_title(rows, at) and not _repeats(rows, at, found):
            report = is_report_title(row)
            if report and found and is_same_title(row, rows[last]):
                continue
            if found and is_part(row) and _goes_on(row, found[-1][1]):
                continue
            start, last = first_line(rows, at) if report else at, at
            while start > 0 and rows[start - 1].line.rule in {"table_number", "money_unit"}:
                start -= 1
            found.append((start, row.line.titles))
    return found


def _goes_on(row: Row, before: tuple[Layout, ...]) -> bool:
    """Whether a title with the number of a heading is one of the text above it: both tell in free sections."""
    return all(layout.narrative in FREE for layout in row.line.titles) and all(layout.narrative in FREE for layout in before)


#: Kinds of narrative whose sections are free.
FREE = frozenset({REPORT, STATEMENT})


def narratives_again(rows: Sequence[Row]) -> dict[int, tuple[Layout, ...]]:
    """Rows where a narrative starts without a title of its own: under that of one before it, a form between the two, or below the bare name
    of its project. The line in front of its first section."""
    heads = {at: _kind(row) for at, row in enumerate(rows) if row.line.titles and is_title(rows, at)}
    bare = (project_narrative(),)
    return dict.fromkeys(bare_narratives(rows, heads), bare) | _narratives_below(rows, heads)


def _kind(row: Row) -> str | None:
    """The kind of narrative that a title heads, None for a form's."""
    kinds = {layout.narrative for layout in row.line.titles}
    return PROJECT_NARRATIVE if kinds == {PROJECT_NARRATIVE} else next((kind for kind in (REPORT, STATEMENT) if kind in kinds), None)


def _narratives_below(rows: Sequence[Row], heads: Mapping[int, str | None]) -> dict[int, tuple[Layout, ...]]:
    """Those under the title of one before them."""
    starts: dict[int, tuple[Layout, ...]] = {}
    titles: tuple[Layout, ...] = ()
    word = ""
    between = False
    for at, row in enumerate(rows):
        if at in heads:
            if heads[at] == PROJECT_NARRATIVE:
                titles, between = row.line.titles, False
                word = next((r.line.labels[0].word for r in rows[at + 1 : at + 1 + NEAR] if is_section(r)), "")
            else:
                between = True
        elif between and titles and is_section(row) and row.line.labels[0].word == word:
            start = at - 1 if names(rows[at - 1]) else at
            starts[start] = titles
            between = False
    return starts


#: So many rows below a narrative's title its first section begins.
NEAR = 5


def is_title(rows: Sequence[Row], at: int) -> bool:
    """Whether a row that reads like a title is one: that of a project's narrative is followed by the heading of a section."""
    titles = rows[at].line.titles
    if any(layout.narrative == REPORT for layout in titles):
        begins = not is_part(rows[at]) or (is_first_heading(_text_below(rows, at)) and not any(_is_heading(row) for row in rows[:at]))
        return is_report_title(rows[at]) and begins and heads_report(rows, at)
    if _heads_statement(rows[at]):
        return not _within_form(rows, at) or (not rows[at].in_table and _tells(rows[at + 1 : at + 1 + NEAR]))
    if not titles or not all(layout.narrative == PROJECT_NARRATIVE for layout in titles):
        return bool(titles)
    if counts_on(rows, at):
        return False
    below = rows[at + 1 : at + 1 + NEAR]
    return any(is_section(row) for row in below) or (not _in_account(rows, at) and _tells(below))


def counts_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a row counts on the headings of a statement or report above it (三、重点项目说明 behind 二、…): then it is a section of that."""
    own = number_of(rows[at].line.cells[0].text)
    if own is None:
        return False
    counted = False
    # Backward, and no further than the nearest number: a text of n such rows would be read n times.
    for n in range(at - 1, -1, -1):
        row = rows[n]
        if row.in_table:
            return False
        if not counted and _is_heading(row) and (told := number_of(row.line.cells[0].text)):
            if told + 1 != own:
                return False
            counted = True
        if any(layout.narrative in FREE for layout in row.line.titles):
            return counted
    return False


def _within_form(rows: Sequence[Row], at: int) -> bool:
    """Whether a line that reads like a statement's title stands below a form's, or in the midst of a table: forms have labels and merged
    cells of such names (单位预算安排情况说明)."""
    if rows[at].in_table and at > 0 and rows[at - 1].in_table:
        return True
    for n in range(at - 1, -1, -1):
        titles = rows[n].line.titles
        if titles and not _heads_statement(rows[n]):
            return not any(layout.narrative for layout in titles)
    return False


def _heads_statement(row: Row) -> bool:
    return bool(row.line.titles) and all(layout.narrative == STATEMENT for layout in row.line.titles)


def _is_heading(row: Row) -> bool:
    return not row.in_table and is_heading(row.line.cells[0].text)


def _text_below(rows: Sequence[Row], at: int) -> str:
    return rows[at + 1].line.cells[0].text if at + 1 < len(rows) else ""


def _in_account(rows: Sequence[Row], at: int) -> bool:
    """Whether a line that reads like a narrative's title stands within a report or a statement, whose sections have such names too."""
    return is_part(rows[at]) or rows[at].in_table or any(layout.narrative in FREE for row in rows[:at] for layout in row.line.titles)


def _tells(rows: Sequence[Row]) -> bool:
    """Whether rows are the begin of a text with headings of its own, whatever they say."""
    first = next((at for at, row in enumerate(rows) if is_first_heading(row.line.cells[0].text)), None)
    return (
        first is not None
        and all(is_prose(row) or row.line.rule is not None for row in rows[:first])
        and not any(row.in_table for row in rows[: first + 1])
    )


def _repeats(rows: Sequence[Row], at: int, found: Sequence[tuple[int, tuple[Layout, ...]]]) -> bool:
    """Whether a title is the running head of a form that goes on over a page break: no head label follows it before another title or the
    indicators, and the form before it has none of its indicators yet, or the rows after it are indicator rows."""
    if not found or (_heads_statement(rows[at]) and _tells(rows[at + 1 : at + 1 + NEAR])):
        return False  # no running head has headings that tell below it
    for row in rows[at + 1 : at + 8]:
        if row.line.titles:
            return False
        if any(label.role in HEAD for label in row.line.labels):
            return False
    before = rows[found[-1][0] : at]
    return is_form(before) and not any(row.line.columns for row in before) and _statement_free(found[-1][1])


#: A title with so little behind it, and no labels, is none of a form.
BARE = 400


def _is_bare_title(rows: Sequence[Row], titles: tuple[Layout, ...]) -> bool:
    if is_form(rows) or any(row.in_table for row in rows) or any(layout.narrative == REPORT for layout in titles):
        return False
    if any(layout.narrative for layout in titles) and any(is_prose(row) for row in rows):
        return False
    return sum(row.end - row.begin for row in rows) < (120 if any(layout.narrative for layout in titles) else BARE)


def _statement_free(titles: tuple[Layout, ...]) -> bool:
    return not any(layout.narrative for layout in titles)


def split_narratives(rows: Sequence[Row], titles: tuple[Layout, ...]) -> list[Segment]:
    """The narratives below one title, each from the line in front of its first section (its project's name), and the forms without a title
    that stand between them."""
    first = next((row.line.labels[0].word for row in rows if is_section(row)), None)
    cuts = [0]
    for at, row in enumerate(rows):
        if at == 0 or first is None:
            continue
        if is_section(row) and row.line.labels[0].word == first and any(is_section(r) for r in rows[cuts[-1] : at]):
            cuts.append(at - 1 if at - 1 > cuts[-1] and names(rows[at - 1]) else at)
        elif row.in_table and any(label.role in HEAD for label in row.line.labels) and starts_form(rows, at) and not _in_form(rows[cuts[-1] : at]):
            cuts.append(at)
    segments = []
    for begin, end in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        part = tuple(rows[begin:end])
        told = not part[0].in_table or begin == 0
        segments.append(Segment(part, titles if told else (), told))
    return segments


def _in_form(rows: Sequence[Row]) -> bool:
    return bool(rows) and rows[0].in_table
