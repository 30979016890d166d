"""Measuring: sentences with drawn spans, and precision, recall and F1 of predicted citations against a gold standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an evaluation set: its text without the drawing, the role of its field, and (surface, title, number, article) per mention."""

    text: str
    role: str
    expected: tuple[tuple[str, str | None, str | None, str | None], ...] = ()


def read_sentences(text: str) -> list[Sentence]:
    """Sentences with spans drawn as ⟦…⟧, each followed by one line `title | number | article` per span (the format is described in the file)."""
    found: list[Sentence] = []
    role, pending, values = "", "", []  # type: ignore[var-annotated]

    def finish() -> None:
        if pending:
            surfaces = re.findall("⟦(.*?)⟧", pending, re.DOTALL)
            if len(surfaces) != len(values):
                raise ValueError(f"{pending!r}: {len(surfaces)} spans but {len(values)} lines of values")
            expected = tuple((s, *_values(s, v)) for s, v in zip(surfaces, values, strict=True))
            found.append(Sentence(pending.replace("⟦", "").replace("⟧", ""), role, expected))

    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("@"):
            finish()
            role, pending, values = line[1:].strip(), "", []
        elif pending and pending.count("⟦") > pending.count("⟧"):
            pending += "\n" + line
        elif "⟦" not in line and line.count("|") == 2:
            values.append(line)
        else:
            finish()
            pending, values = line, []
    finish()
    return found


def _values(surface: str, line: str) -> tuple[str | None, str | None, str | None]:
    title, number, article = (part.strip() or None for part in line.split("|"))
    if title == "=":
        title = surface.removeprefix("《").removesuffix("》")
    return title, number, article


def read_negatives(text: str) -> list[Sentence]:
    """Sentences that hold no citation, one a line; lines with @ give the role of the field."""
    return list(_negatives(text))


def _negatives(text: str) -> Iterator[Sentence]:
    role = ""
    for line in text.splitlines():
        if line.startswith("@"):
            role = line[1:].strip()
        elif line.strip() and not line.startswith("#"):
            yield Sentence(line, role)
