"""Texts that a page break cuts: what follows in the row of their label, and the label printed again in front of the rest."""

from __future__ import annotations

import re

from kg.filings import Field
from kg.forms.cleaning import clean, runs_on
from kg.forms.drafts import Text
from kg.forms.grids import Row
from kg.forms.labels import Label, find_label
from kg.forms.words import normalise

#: A bracket or a title that opens near the end of a text and does not close in it.
OPEN = re.compile(r"[《〈（(〔\[【][^》〉）)〕\]】]*\Z")
REACH = 80
#: What a label printed again may have behind it.
AGAIN = re.compile(r"\((?:续|接上页|续上页|续表)\)$")


def is_again(above: Field, label: Label, text: Text, *, gap: bool) -> bool:
    """Whether a label with a text is that of the field right above it once more; `gap` says that a page's end may stand between the two. Without
    one, a list may print its label in front of each item: only what is open in the text above tells."""
    if above.role != label.role or not text[0] or normalise(above.label) != AGAIN.sub("", normalise(label.printed)):
        return False
    return OPEN.search(above.text[-REACH:]) is not None or (gap and runs_on(above.text, text[0]))


def text_of(row: Row) -> str | None:
    """The text that follows a text label in a row, None where the row starts no text."""
    labels = row.line.labels
    if len(labels) != 1 or labels[0].kind != "text":
        return None
    values = [cell for cell in row.line.cells if find_label(cell.text) is None]
    return clean(values[0].text, 0)[0] if values else None
