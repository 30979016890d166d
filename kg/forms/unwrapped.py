"""A text file whose cells line ends cut, as a view in which they are whole: boxes, columns that stand apart, rows between vertical
bars, and the labels and names of a form's head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.documents import Document
from kg.forms.boxes import find_boxes
from kg.forms.flats import ENOUGH_MARKS
from kg.forms.labels import find_label
from kg.forms.own_lines import WHOLE_NAME
from kg.forms.upright_labels import find_upright
from kg.forms.views import View, ViewMaker
from kg.forms.wrapped_columns import NEAR, find_wrapped
from kg.forms.wrapped_pipes import find_cut_rows
from kg.forms.wrapped_rows import Run, WrappedRow, runs_of

#: Media type of files whose lines are those of a page.
TEXT = "text/plain"
#: The rest of a name on a line of its own is no longer.
SHORT = 16
#: A line of which columns stand apart: where there is none, and no bar, nothing can be cut.
STANDS_APART = re.compile(r"\S(?: {2}|\u3000)[ \u3000]*\S[^\n\t]*\S(?: {2}|\u3000)[ \u3000]*\S")
#: Lines that follow one another, without tabs.
LINES = re.compile(r"(?:^[^\n\t]*\S[^\n\t]*(?:\n|\Z))+", re.MULTILINE)


class Change(NamedTuple):
    """A stretch of the text that is laid out anew, and how."""

    begin: int
    end: int
    write: Callable[[ViewMaker], None]


def unwrapped(document: Document) -> View | None:
    """The view of a document whose cells line ends cut; None where none are, or none can be told."""
    text = document.text
    if document.media_type != TEXT or not ("|" in text or "─" in text or "━" in text or _stands_apart(text)):
        return None
    maker = ViewMaker(document)
    done = 0
    for block in LINES.finditer(text):
        for change in _changes(text, block.start(), block.end()):
            maker.copy(done, change.begin)
            change.write(maker)
            done = change.end
    if not done:
        return None
    maker.copy(done, len(text))
    return maker.view()


def _stands_apart(text: str) -> bool:
    """Whether columns stand apart in any line; most texts hold no wide space at all, which is found out without trying each sign."""
    return ("  " in text or "\u3000" in text) and STANDS_APART.search(text) is not None


def _changes(text: str, begin: int, end: int) -> Iterator[Change]:
    """What is laid out anew among the lines of a stretch, in order."""
    lines = [(match.start() + begin, match.group()) for match in re.finditer(r"[^\n]+", text[begin:end])]
    boxes = list(find_boxes(lines))
    if boxes:
        for box in boxes:
            yield Change(lines[box.first][0], lines[box.last - 1][0] + len(lines[box.last - 1][1]), _Table(box.rows))
        return
    cut = list(find_cut_rows([line for _, line in lines]))
    if cut:
        for row in cut:
            parts = lines[row.first : row.last]
            yield Change(parts[0][0], parts[-1][0] + len(parts[-1][1]), _Joined(parts))
        return
    runs = [runs_of(line, at) for at, line in lines]
    done = 0
    for table in find_wrapped(runs):
        yield from _head(lines, runs, done, table.first, cells=table.wraps)
        if table.wraps:
            yield Change(lines[table.first][0], lines[table.last - 1][0] + len(lines[table.last - 1][1]), _Table(table.rows))
        done = table.last
    if done:
        yield from _head(lines, runs, done, len(lines))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Writes lines as one: nothing between Chinese letters, a space between words."""

    lines: Sequence[tuple[int, str]]

    def __call__(self, maker: ViewMaker) -> None:
        before = ""
        for at, line in self.lines:
            kept = line.strip()
            maker.put(joint(before, kept))
            start = at + line.index(kept[0])
            maker.copy(start, start + len(kept))
            before = kept


@dataclass(frozen=True, slots=True)
class _Table:
    """Writes a table row by row, its cells divided by tabs."""

    rows: Sequence[WrappedRow]

    def __call__(self, maker: ViewMaker) -> None:
        width = max(column for row in self.rows for column in row.cells) + 1
        for number, row in enumerate(self.rows):
            if number:
                maker.put("\n")
            for column in range(width):
                if column:
                    maker.put("\t")
                _write(maker, row.cells.get(column, ()))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Writes lines of the head, each of their texts with the rest of it."""

    lines: Sequence[Sequence[Sequence[Run]]]
    between: str = "    "

    def __call__(self, maker: ViewMaker) -> None:
        for at, cells in enumerate(self.lines):
            if at:
                maker.put("\n")
            for number, runs in enumerate(cells):
                if number:
                    maker.put(self.between)
                _write(maker, runs)


def _write(maker: ViewMaker, runs: Sequence[Run]) -> None:
    before = ""
    for run in runs:
        maker.put(joint(before, run.text))
        maker.copy(run.source, run.source + len(run.text.rstrip()))
        before = run.text


def joint(before: str, after: str) -> str:
    """What stands between two lines of a cell: a space between words and figures of a Latin script, else nothing."""
    last, first = before[-1:], after[:1]
    latin = last.isascii() and first.isascii() and last.isalnum() and first.isalnum()
    return " " if latin and not (last.isdigit() and first.isdigit()) else ""


# -- the head of a form


@dataclass(slots=True)
class _HeadRow:
    """The lines from `first` up to `last` as one, its texts with their rests."""

    first: int
    last: int
    cells: list[list[Run]]
    #: further lines of the text whose label the line begins with
    more: tuple[Run, ...] = ()


def _head(lines: Sequence[tuple[int, str]], runs: Sequence[Sequence[Run]], begin: int, end: int, *, cells: bool = False) -> Iterator[Change]:
    """The lines of a head whose labels, or whose names beside each other, go on in a line below; `cells` says that the table below becomes one."""
    rows: list[_HeadRow] = []
    at = begin
    while at < end:
        if (upright := find_upright(runs, at, end)) is not None:
            rows.append(_HeadRow(at, upright.last, [list(upright.pieces), [upright.values[0]]], upright.values[1:]))
            at = upright.last
            continue
        row = _HeadRow(at, at + 1, [[run] for run in runs[at]])
        while row.last < end and (rests := _rests(row.cells, runs[row.last])) is not None:
            for cell, run in rests:
                cell.append(run)
            row.last += 1
        rows.append(row)
        at = row.last
    # So few labels tell no form where nothing but spaces divides them: they become the cells of a table.
    few = cells and sum(find_label("".join(run.text for run in cell)) is not None for row in rows for cell in row.cells) < ENOUGH_MARKS
    between = "\t" if few else "    "
    at = 0
    while at < len(rows):
        below = _unit_below(rows[at].cells, rows[at + 1 : at + 1 + NEAR_UNIT])
        group = rows[at : at + 1 if below is None else at + 2 + below]
        if below is not None:
            group[0].cells[0] += group[-1].cells.pop(0)
        if group[-1].last - group[0].first > 1 or (few and len(group[0].cells) > 1):
            stop = group[-1].last - 1
            written = [line for row in group for line in _lines_of(row)]
            yield Change(lines[group[0].first][0], lines[stop][0] + len(lines[stop][1]), _Lines(written, between))
        at += len(group)


def _lines_of(row: _HeadRow) -> Iterator[Sequence[Sequence[Run]]]:
    if row.cells:
        yield row.cells
    for run in row.more:
        yield [[run]]


#: The unit of a heading of money that a merged cell prints on a line of its own, and how many lines below the heading at most.
UNIT = re.compile(r"[（(](?:单位[:：])?(?:万元|千元|亿元|元)[)）]")
NEAR_UNIT = 4


def _unit_below(cells: Sequence[Sequence[Run]], below: Sequence[_HeadRow]) -> int | None:
    """In which of the lines below the unit of a line's first text stands (项目资金 over 年度资金总额 over （万元）); None where it has none."""
    label = find_label("".join(run.text for run in cells[0]))
    if label is None or label.unit or label.kind not in {"section", "amount"} or not below:
        return None
    first = [row.cells[0] for row in below]
    return next((at for at, run in enumerate(first) if len(run) == 1 and UNIT.fullmatch(run[0].text) and run[0].left <= cells[0][0].right), None)


def _rests(cells: Sequence[list[Run]], below: Sequence[Run]) -> list[tuple[list[Run], Run]] | None:
    """Which texts of a line the one below goes on with: all of it are rests of labels, or of two names or more."""
    if len(cells) < 2:
        return None
    found: list[tuple[list[Run], Run]] = []
    for run in below:
        cell = next((cell for cell in cells if abs(cell[0].left - run.left) <= NEAR), None)
        if cell is None or len(run.text) > SHORT:
            return None
        text = "".join(part.text for part in cell)
        alone = len(below) == 1 and len(cells) > 2 and cell is cells[0]
        label = find_label(run.text)
        cut_label = find_label(text + run.text) is not None and (alone or label is None)
        cut_name = label is None and cell is not cells[0] and _is_cut_name(text, cells[cells.index(cell) - 1])
        if not (cut_label or cut_name):
            return None
        found.append((cell, run))
    return found or None


def _is_cut_name(text: str, before: Sequence[Run]) -> bool:
    """Whether a text is a name that may go on below: its label stands in front of it, and it does not end as names of bodies do."""
    label = find_label("".join(run.text for run in before))
    return label is not None and label.kind == "name" and WHOLE_NAME.search(text) is None and find_label(text) is None
