"""Whether a run of characters is a form that lost all that divided it."""

from __future__ import annotations

from kg.forms.compacts import FUSED, SENTENCE, STRONG_KINDS, end_of_label, lengths
from kg.forms.labels import Label, label_words


def is_row_of_labels(text: str) -> bool:
    """Whether a run of characters is nothing but labels (全年预算数(A)全年执行数(B)预算执行率(B/A)), or labels and short values in turn
    (地方主管部门…资金使用单位…): it begins with a label, and another of a scalar follows."""
    words = label_words()
    found = 0
    covered = 0
    i = 0
    while i < len(text):
        length = next((n for n in lengths()[0] if n >= (3 if covered == i else 4) and (label := words.get(text[i : i + n])) and _tells(label)), 0)
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
    words = label_words()
    roles: set[str] = set()
    shortest = 4
    i = 0
    while i < len(text):
        for length in lengths()[0]:
            if length < shortest:
                i += 1
                break
            word = text[i : i + length]
            label = words.get(word) if len(word) == length else None
            if label is not None and label.kind != "section":
                roles.add(label.role)
                i += length
                break
        else:
            i += 1
    return len(roles) >= enough and (enough < FUSED or "project" in roles or "一级指标" in text or "数量指标" in text)
