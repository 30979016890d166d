"""Labels and texts of a form's own, which no data knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.forms.boilerplate import find_boilerplate
from kg.forms.grids import GridCell, Row
from kg.forms.layouts import titles_of

#: A cell in front of its value that no label data knows is a label of the form's own if it is this short and no sentence.
OWN_LABEL = 20
NO_LABEL = frozenset("，。；！？,;!?：:")
OWN_INLINE = re.compile(r"\s*([\u4e00-\u9fff（）()、]{2,16})[:：](?!//)\s*(?=\S)")
#: A shorter cell beside figures is no text.
OWN_TEXT = 8


def own_label(row: Row, cells: Sequence[GridCell]) -> tuple[str, GridCell] | None:
    """(label, value) of a row of a short first cell and its value, None for any other row; `cells` are those that no label took."""
    first = cells[0].text.strip()
    if not row.in_table or len(cells) != 2 or len(first) > OWN_LABEL or NO_LABEL & set(first.rstrip(":：")) or row.cells[0] != cells[0]:
        return None
    if find_boilerplate(first) or any(c.isdigit() for c in first):
        return None
    return "".join(first.rstrip(":：").split()), cells[1]


def own_inline(cells: Sequence[GridCell]) -> tuple[str, GridCell] | None:
    """(label, value) of a cell alone that holds a label, a colon and a text, None for any other."""
    match = OWN_INLINE.match(cells[0].text) if len(cells) == 1 else None
    if match is None or find_boilerplate(cells[0].text):
        return None
    return "".join(match[1].split()), cells[0]._replace(text=cells[0].text[match.end() :], begin=cells[0].begin + match.end())


def is_own_text(cell: GridCell) -> bool:
    """Whether a cell beside figures is a text and no figure, short word or furniture."""
    return len(cell.text.strip()) >= OWN_TEXT and find_boilerplate(cell.text) is None and not titles_of(cell.text)
