"""Measuring: sentences with drawn spans, and precision, recall and F1 of predicted citations against a gold standard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

#: The kinds that an evaluation tells apart: by surface and number, but an alias, which looks like a title, where either side says so.
KINDS = ("number", "title", "order", "standard", "bare_title", "alias")

#: What is said of a mention, and the key under which it stands.
VALUES = {"numbers": "number", "titles": "title", "articles": "article"}


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


@dataclass(frozen=True, slots=True)
class Measure:
    """How well one kind of mention is found. `hit` counts equal mentions, `predicted` and `gold` all of either side."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that are right (1.0 when nothing was predicted and nothing was there)."""
        return self.hit / self.predicted if self.predicted else float(self.gold == 0)

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.hit / self.gold if self.gold else float(self.predicted == 0)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by kind (`all` is every kind), and the mentions lost and invented, as (filing, field, surface). `values` measures what is said of
    mentions (numbers, titles, articles; a hit is the same value at the same mention), `wrong` lists the found mentions of which another is said."""

    measures: dict[str, Measure]
    missing: tuple[tuple[str, str, str], ...]
    extra: tuple[tuple[str, str, str], ...]
    values: dict[str, Measure]
    wrong: tuple[tuple[str, str, str], ...] = ()


def evaluate(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Evaluation:
    """Compares filings (in the JSON shape of `kg extract`) by field and surface of their citations.

    The gold needs no kinds: they are read off its surfaces. Mentions that the gold marks `optional`, and those in `not_citations`, cost nothing.
    """
    counts = {kind: [0, 0, 0] for kind in ("all", *KINDS)}
    values = {name: [0, 0, 0] for name in VALUES}
    wrong: list[tuple[str, str, str]] = []
    missing: list[tuple[str, str, str]] = []
    extra: list[tuple[str, str, str]] = []
    found = {(_source(filing), filing["index"]): list(filing.get("citations", ())) for filing in predicted}
    for filing in gold:
        name = f"{_source(filing)}#{filing['index']}"
        left = list(found.get((_source(filing), filing["index"]), ()))
        for wanted in sorted(filing.get("citations", ()), key=lambda c: bool(c.get("optional"))):
            hit = next(
                (c for c in left if _fold(c["surface"]) == _fold(wanted["surface"]) and (wanted.get("field_uncertain") or _same_field(c, wanted))),
                None,
            )
            if hit is not None:
                left.remove(hit)
            if wanted.get("optional"):
                continue
            for kind in ("all", kind_of(wanted if hit is None or hit.get("kind") != "alias" else hit)):
                counts[kind][2] += 1
                if hit is not None:
                    counts[kind][0] += 1
                    counts[kind][1] += 1
            if hit is None:
                missing.append((name, wanted["field"], wanted["surface"]))
            differing = _count_values(values, wanted, hit or {})
            if hit is not None and differing:
                wrong.append((name, wanted["field"], f"{wanted['surface']} ({'; '.join(differing)})"))
        for none in filing.get("not_citations", ()):
            left = [c for c in left if _fold(c["surface"]) != _fold(none["surface"])]
        for rest in left:
            for kind in ("all", kind_of(rest)):
                counts[kind][1] += 1
            _count_values(values, {}, rest)
            extra.append((name, rest["field"], rest["surface"]))
    measures, said = ({name: Measure(*numbers) for name, numbers in counted.items()} for counted in (counts, values))
    return Evaluation(measures, tuple(missing), tuple(extra), said, tuple(wrong))


def _count_values(counts: Mapping[str, list[int]], wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Counts what gold and prediction say of one mention, and tells where they differ. What the gold does not label counts for neither."""
    differing = []
    for name, key in VALUES.items():
        if wanted and key not in wanted:
            continue
        gold, here = (_fold(side.get(key) or "") for side in (wanted, found))
        hit, predicted, labelled = counts[name]
        counts[name][:] = hit + (gold == here != ""), predicted + bool(here), labelled + bool(gold)
        if gold != here:
            differing.append(f"{key} {here or 'none'}, labelled {gold or 'none'}")
    return differing


def kind_of(citation: Mapping[str, Any]) -> str:
    """The kind of a mention, from its surface and number, so that both sides of a comparison are judged alike."""
    if citation.get("kind") == "alias":
        return "alias"
    number, title = citation.get("number") or "", citation.get("title")
    if re.match("[A-Z]", number):
        return "standard"
    if title is None:
        return "order" if re.search("令|公告|通告", number) else "number"
    return "title" if citation["surface"].startswith("《") and citation["surface"][1:].startswith(title[:2]) else "bare_title"


def changes(before: Evaluation, after: Evaluation) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]:
    """Gains and losses against an earlier evaluation: faults that went, faults that came (missing mentions, extra ones and wrong values alike)."""
    old, new = ({*found.missing, *found.extra, *found.wrong} for found in (before, after))
    return tuple(sorted(old - new)), tuple(sorted(new - old))


def _source(filing: Mapping[str, Any]) -> str:
    return PurePosixPath(filing["source"]).name


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _same_field(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _fold(one["field"]) == _fold(other["field"])
