"""Whether a run of characters is a form that lost all that divided it."""

from __future__ import annotations

from kg.forms.beginnings import label_beginnings
from kg.forms.compacts import FUSED, LINE, NOTHING, SENTENCE, STRONG_KINDS, Compact, end_of_label, lengths
from kg.forms.labels import Label, label_words

#: Shorter labels are common words too.
SHORTEST = 4

#: A run of characters of half this length may be a form that lost all that divided it; a title may stand inside a line of this length.
LONG_LINE = 60


def is_row_of_labels(text: str) -> bool:
    """Whether a run of characters is nothing but labels (全年预算数(A)全年执行数(B)预算执行率(B/A)), or labels and short values in turn
    (地方主管部门…资金使用单位…): it begins with a label, and another of a scalar follows."""
    words = label_words()
    found = 0
    covered = 0
    i = 0
    while i < len(text):
        length = next((n for n in lengths() if n >= (3 if covered == i else 4) and (label := words.get(text[i : i + n])) and _tells(label)), 0)
        if length:
            end = end_of_label(text, i + length)
            found += 1
            covered += end - i
            i = end
        elif i == 0:
            return False
        else:
            i += 1
    return found >= 2 and (covered == len(text) or not SENTENCE & set(text))


def _tells(label: Label) -> bool:
    return label.kind in STRONG_KINDS or label.kind == "rate" or label.role in {"goal", "result", "section_goal"}


def is_fused(text: str, *, enough: int = FUSED) -> bool:
    """Whether a run of characters without white space holds a form's labels one behind the other. `enough` is smaller behind such a run."""
    words, beginnings = label_words(), label_beginnings()
    roles: set[str] = set()
    i = 0
    while i < len(text):
        step = 1
        for length in beginnings[text[i : i + 2]]:
            if length < SHORTEST:
                break
            word = text[i : i + length]
            label = words.get(word) if len(word) == length else None
            if label is not None and label.kind != "section":
                roles.add(label.role)
                step = length
                break
        i += step
    return len(roles) >= enough and (enough < FUSED or "project" in roles or "一级指标" in text or "数量指标" in text)


def fused_runs(c: Compact) -> list[bool]:
    """For each position, whether the run of characters between two spaces that it stands in is a form run together."""
    flags = [False] * len(c.text)
    begin = 0
    inside = False
    for end in [*(i for i in range(1, len(c.text)) if c.before[i] > NOTHING), len(c.text)]:
        run = c.text[begin:end]
        whole = len(run) >= LONG_LINE // 2 and is_fused(run, enough=2 if inside else FUSED)
        inside = inside or whole
        if whole or (c.before[begin] >= LINE and len(run) <= 2 * LONG_LINE and is_row_of_labels(run)):
            flags[begin:end] = [True] * (end - begin)
        begin = end
    return flags
