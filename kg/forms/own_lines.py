"""Labels of a form's own in text with a cell a line: lines that no data knows, between the end of one value and a text.

Such a line is a few nouns without punctuation. It counts where the label before it stood on a line of its own too, the value in between is
whole, and the line behind it begins a text. What nouns it ends with is data (`guesses.yaml`, rows with `line`); a line that comes again at such
places in the document needs none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from kg.forms.boilerplate import find_boilerplate
from kg.forms.compacts import GAP, LINE, Compact, match_label
from kg.forms.guesses import guess_label, guess_line
from kg.forms.labels import Label
from kg.forms.words import printed_label

#: The longest line that may be a label, and the shortest text behind one that shows no mark of a text.
LONGEST = 16
LEAST_TEXT = 15
NOUNS = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、()]{2,15}")
#: What running text, names, places and levels hold and no such label does.
NO_NOUNS = re.compile(
    r"[的了在将把被已未不无为]|^[及和与或对按于从]|[及和与或对按于从等、]$|[局厅委部处科室院所校站队司县市省区乡镇村]$|公司$|中心$|工程$|项目$|指标|目标$|效益$|影响$|满意度$"
)
#: Where a value ends that is whole.
WHOLE = frozenset("。；;！!？?）)》〉”」』:：") | frozenset("号")
MARKS = re.compile(r"[。；;，,：:、《〈〔\[【]")
#: The end of a body's name: what follows on the next line is none of it.
WHOLE_NAME = re.compile(r"(?:局|厅|委员会|办公室|中心|政府|公司|大学|学院|学校|医院|[总支大]队|(?:服务|监测|管理|指导)[站所处]|研究[院所]|办事处)$")
#: A label that no data knows, in front of its colon: what begins so is no rest of a name.
UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fff()]{3,12}:")
#: A line this short has not been wrapped.
UNWRAPPED = 20


def own_label(c: Compact, i: int, document: str, *, before: Label, label_from: int, value_from: int) -> tuple[Label, int] | None:
    """(label, its end) where the line at `i` is a label of the form's own; `before` is the label in front, from `label_from`, whose value begins
    at `value_from`."""
    strength = min(c.before[label_from], c.before[value_from])
    if strength < LINE or c.before[i] < min(strength, GAP):
        return None
    end = _line_end(c, i, LONGEST)
    if end is None or c.before[end] < min(strength, GAP) or NOUNS.fullmatch(c.text, i, end) is None:
        return None
    word = c.text[i:end]
    stop = _line_end(c, end, LEAST_TEXT) or end + LEAST_TEXT
    text = c.text[end:stop]
    if len(text) < LEAST_TEXT and (len(text) < 4 or MARKS.search(text) is None):
        return None
    if (strength < GAP and before.kind == "text" and not _is_whole(c, value_from, i)) or match_label(c, end, document, fused=False) is not None:
        return None
    if NO_NOUNS.search(word) or find_boilerplate(c.cell(i, end, document).text):
        return None
    label = _meaning(word, text, again=_lines(document)[word] > 1 and c.text[i - 1] in WHOLE)
    return (label, end) if label is not None else None


def is_whole_name(c: Compact, begin: int, end: int) -> bool:
    """Whether a name that ends with its line goes on in no other: it ends as bodies do, or a label that no data knows follows."""
    return WHOLE_NAME.search(c.text[begin:end]) is not None or UNKNOWN_LABEL.match(c.text, end) is not None


def _meaning(word: str, text: str, *, again: bool) -> Label | None:
    if not (again or guess_line(word)):
        return None
    guessed = guess_label(word, text)
    if guessed is not None and guessed.kind == "text":
        return guessed
    return Label("other", "text", printed=printed_label(word), word=word)


def _is_whole(c: Compact, begin: int, end: int) -> bool:
    """Whether the value from `begin` to `end` ends there: with a mark, or as the only line, too short to go on in another."""
    return c.text[end - 1] in WHOLE or (end - begin < UNWRAPPED and not c.breaks(begin, end, LINE))


def _line_end(c: Compact, i: int, longest: int) -> int | None:
    """The end of the line at `i`; None where it is longer."""
    return next((k for k in range(i + 1, min(len(c.text), i + longest + 1)) if c.before[k] >= LINE), None)


@lru_cache(maxsize=2)
def _lines(document: str) -> Counter[str]:
    """How often each short line stands in a document."""
    return Counter(kept for line in document.split("\n") if len(line) <= 2 * LONGEST and (kept := "".join(line.split())) and len(kept) <= LONGEST)
