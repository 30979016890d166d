"""The level labels that lead a row of an indicator table, by their words or by the columns they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.forms.alignments import POINTS, doubt
from kg.forms.boilerplate import is_furniture
from kg.forms.grids import GridCell, Line
from kg.forms.labels import find_label
from kg.forms.levels import RESIDUE, Level, bare_level, find_level, find_level2
from kg.forms.mute_cells import is_mute
from kg.forms.words import normalise

#: Header columns that only a table read by its columns can hold.
EXTRA = ("actual", "weight", "score", "reason", "note", "sign", "unit", "rate", "past", "other")
#: Kinds of column that may stand more than once.
REMARKS = frozenset({"note", "other", "past"})
LEVELS = ("level1", "level2")
#: From here on a text is no name.
NO_NAME = 3.0
AIMS = frozenset({"target", "content"})
#: The last word of most level labels.
LEVEL_ENDS = ("指标", "目标")


Key = tuple[tuple[int, str], ...]


class Header(NamedTuple):
    """What a header says of the rows below it: the meaning of its columns, whether one holds names, whether columns alone can tell the
    cells of a row apart, and the column of the first value."""

    columns: Mapping[int, str]
    has_name: bool
    by_columns: bool
    first: int


@lru_cache(maxsize=1024)
def _header(key: Key) -> Header:
    kinds = [kind for _, kind in key]
    first = min((column for column, kind in key if kind in {"name", "content"}), default=0)
    return Header(dict(key), "name" in kinds, any(kind in EXTRA for kind in kinds), first)


#: What `split_levels` gives: the level labels that lead a row, the cells that follow them, cells in front that are neither.
Split = tuple[Sequence[Level], Sequence[GridCell], Sequence[GridCell]]

#: The levels of rows by the cells in front of their values: those texts, the columns of all cells, the form and the header. They recur, where the
#: names and targets behind them do not. None where the values count too.
_told: dict[tuple[tuple[str, ...], tuple[int, ...], str | None, Key], tuple[Level, ...] | None] = {}
#: So many are kept, of rows with no more cells in front (the heading of the table, two levels, their weights) and no longer ones.
TOLD, MOST_FRONT, LONGEST_FRONT = 1 << 13, 5, 64


def split_levels(line: Line, form: str | None, key: Key) -> Split:
    """The split of a row; `key` are the header's columns."""
    cells = line.cells
    header = _header(key)
    front = len(cells) - (2 if header.has_name else 1)
    values = cells[front:]
    if not 0 <= front <= MOST_FRONT or values[0].begin > LONGEST_FRONT or not (is_mute(values[0][1]) and is_mute(values[-1][1])):
        return _split(line, form, key)
    known = (tuple([cell[1] for cell in cells[:front]]), tuple([cell[0] for cell in cells]), form, key)
    told = _told.get(known)
    if told is not None:
        return told, values, ()
    levels, rest, stray = _split(line, form, key)
    if known not in _told:
        if len(_told) >= TOLD:
            _told.clear()
        apart = not stray and len(rest) == len(values) and not any(header.columns.get(cell.column) in LEVELS for cell in values)
        _told[known] = tuple(levels) if apart else None
    return levels, rest, stray


def _split(line: Line, form: str | None, key: Key) -> Split:
    """The split of a row, from all of its cells."""
    columns, has_name, by_columns, first = _header(key)
    # A weight beside a level is the level's own.
    own = {column for column, kind in key if column < first and kind in REMARKS}
    cells = [cell for cell in line.cells if not is_no_content(cell) and not (cell.column in own and POINTS.fullmatch(cell.text))]
    levels: list[Level] = []
    at = 0
    straight = _straight_levels(cells, form, key)
    named = (by_columns or len(cells) == 2) and _is_named(cells, columns)
    for cell in () if straight or named else cells:
        if normalise(cell.text) in RESIDUE and at < len(cells) - 1:
            at += 1
            continue
        level = _level(cells, at, levels, form, columns)
        if level is None:
            break
        levels.append(level)
        at += 1
    if straight:
        levels, at = list(straight), len(straight)
    rest = cells[at:]
    wanted = 2 if has_name else 1
    stray: list[GridCell] = []
    if not by_columns and len(rest) > wanted:
        surplus = rest[: len(rest) - wanted]
        known = next((n for n, cell in enumerate(surplus) if find_level(cell.text, form)), None)
        if known is not None and not levels:
            # Something stands in front of labels that the form knows: it is no label.
            stray = surplus[:known]
            inner = _row_of(cells, at + known, line.width)
            levels_in, rest_in, stray_in = split_levels(inner, form, key)
            return levels_in, rest_in, (*stray, *stray_in)
        unknown = _unknown_levels(surplus, levels, columns)
        levels += unknown
        rest = rest[len(unknown) :]
    if not rest and len(levels) == len(cells) > 1 and levels[-1].rank == levels[-2].rank == 2 and has_name:
        # A name that repeats its level (满意度 | 满意度 | ≥90%) is still a name.
        levels, rest = levels[:-1], cells[-1:]
    return levels, rest, stray


def _is_named(cells: Sequence[GridCell], columns: Mapping[int, str]) -> bool:
    """Whether a row is a name and its target, each in its column, though some form has the name for a level (项目效益 | 好). What ends as only
    levels do is one in any column: its row has shifted."""
    if len(cells) < 2 or columns.get(cells[0].column) != "name" or columns.get(cells[1].column) != "target":
        return False
    return not normalise(cells[0].text).endswith(LEVEL_ENDS) and normalise(cells[0].text) not in RESIDUE


def _straight_levels(cells: Sequence[GridCell], form: str | None, key: Key) -> tuple[Level, ...]:
    """The level labels of a row that stands as the header says, though no data knows them (产出 | 数量目标 | …): it has a name and a target in
    their columns, and no level that is known in the other level's column. Empty for a row that may have shifted."""
    columns = _header(key).columns
    lead = []
    for cell in cells:
        if columns.get(cell.column) not in LEVELS:
            break
        lead.append(cell.text)
    name = next((cell.text for cell in cells if columns.get(cell.column) == "name"), "")
    if doubt(name, "name") >= NO_NAME:
        return ()  # a sign or a figure stands where the name would: the row has shifted
    return _levels_in_place(tuple(lead), tuple([cell.column for cell in cells]), form, key) if lead else ()


@lru_cache(maxsize=1 << 14)
def _levels_in_place(lead: tuple[str, ...], places: tuple[int, ...], form: str | None, key: Key) -> tuple[Level, ...]:
    """The same for the texts that lead the row and the columns of its cells: both recur, where the names and targets behind them do not."""
    kinds = [_header(key).columns.get(place) for place in places]
    # Tables that evaluate others print no targets.
    aims = "target" in kinds or not AIMS & {kind for _, kind in key}
    if None in kinds or "name" not in kinds or not aims or len(set(places)) < len(places):
        return ()
    if "target" not in kinds and places[-1] < key[-1][0] and not any(_is_known(text, form) for text in lead):
        return ()  # nothing tells the row from one that shares its levels with the row above and lost its leading cells
    whole = "level1" in kinds and "level2" in kinds
    found: list[Level] = []
    for text, kind in zip(lead, kinds, strict=False):
        rank = 1 if kind == "level1" else 2
        known = find_level(text, form) if rank == 1 else find_level2(text, form) or find_level(text, form)
        residue = normalise(text) in RESIDUE and not (rank == 1 and normalise(text) == "效益")
        if residue or (known is not None and known.rank != rank and not (whole and _stands(lead, places, form, key))):
            return ()
        found.append(known if known is not None and known.rank == rank else Level(bare_level(text), rank))
    return tuple(found)


def _is_known(text: str, form: str | None) -> bool:
    return find_level(text, form) is not None or find_level2(text, form) is not None or normalise(text).endswith(LEVEL_ENDS)


def _stands(lead: tuple[str, ...], places: tuple[int, ...], form: str | None, key: Key) -> bool:
    """Whether a row whose first label is known as the other level stands where the header says: a level label is behind it too (满意度 |
    服务对象满意度), or the row reaches the table's last column, which one that lost its leading cell does not."""
    second = lead[1] if len(lead) > 1 else ""
    return find_level2(second, form) is not None or normalise(second).endswith(LEVEL_ENDS) or (places[-1] == key[-1][0] and key[-1][1] != "name")


def _row_of(cells: list[GridCell], at: int, width: int) -> Line:
    return Line(tuple(cells[at:]), width)


def is_no_content(cell: GridCell) -> bool:
    """Whether a cell of a table's body is no content: the heading 绩效指标 beside it, a ruling, an ellipsis."""
    label = find_label(cell.text)
    return (label is not None and label.role == "section_indicators") or is_furniture(cell.text)


def _level(cells: list[GridCell], at: int, before: list[Level], form: str | None, columns: Mapping[int, str]) -> Level | None:
    """The level label in a cell, None where it holds none or none can stand there any more."""
    cell = cells[at]
    if before:
        return None if len(before) == 2 or before[-1].rank == 2 else find_level2(cell.text, form)
    level = find_level(cell.text, form)
    if level and level.rank == 1 and (second := find_level2(cell.text, form)):
        # 成本指标 is a level 1 of its own in newer forms and a level 2 of 产出指标 in older ones: a level 2 behind it tells, else its column,
        # as far as the cell behind it shows that columns hold.
        after = cells[at + 1] if at + 1 < len(cells) else None
        if after is not None and (find_level2(after.text, form) or normalise(after.text) in RESIDUE):
            return level
        shifted = after is not None and columns.get(after.column) == "level2"
        if columns.get(cell.column) == "level2" or shifted or (after is not None and columns.get(cell.column) != "level1"):
            return second
    return level


def _unknown_levels(surplus: list[GridCell], levels: list[Level], columns: Mapping[int, str]) -> list[Level]:
    """Cells in front of name and target that no vocabulary knows: the form's own level labels, by their number and column."""
    unknown: list[Level] = []
    for cell in surplus[: 2 - len(levels)]:
        if len(cell.text) > 20:
            break
        second = bool(levels or unknown) or (len(surplus) == 1 and columns.get(cell.column) != "level1")
        unknown.append(Level("".join(cell.text.split()), 2 if second else 1))
    return unknown
