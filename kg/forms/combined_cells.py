"""Cells that hold an indicator and its target in one: 新建书房数量：≥5座, or one such line below the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from kg.forms.grids import GridCell

#: A name, a colon and what is aimed at; or a name with the sign of a comparison right behind it.
LINE = re.compile(
    r"\s*(?:(?:[(（]?\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳])\s*)?(?P<name>[^:：≥≤＞＜><=\n]{2,36}?)\s*(?:[:：]\s*(?P<told>[^:：\n]{1,36})|(?P<sign>[≥≤＞＜><=][^\n]{1,24}))[；;。]?\s*"
)
#: A target that is no figure is no longer than this.
LONGEST_WORD = 12


def holds_both(columns: Mapping[int, str]) -> bool:
    """Whether a header has one column for names and targets."""
    kinds = set(columns.values())
    return "content" in kinds or ("name" in kinds and "target" not in kinds)


def split_cell(cell: GridCell) -> list[tuple[GridCell, GridCell]]:
    """(name, target) for each line of a cell; none where a line is something else."""
    bounds = [-1, *(at for at, sign in enumerate(cell.text) if sign == "\n"), len(cell.text)]
    found: list[tuple[GridCell, GridCell]] = []
    for begin, end in pairwise(bounds):
        if not cell.text[begin + 1 : end].strip():
            continue
        match = LINE.fullmatch(cell.text, begin + 1, end)
        if match is None:
            return []
        which = "told" if match["told"] else "sign"
        target = match[which]
        if len(target) > LONGEST_WORD and not any(sign.isdigit() for sign in target):
            return []
        found.append(tuple(cell._replace(text=match[part].rstrip("；;。 "), begin=cell.begin + match.start(part)) for part in ("name", which)))  # type: ignore[arg-type]
    return found
