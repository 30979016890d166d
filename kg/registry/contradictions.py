"""Contradictions between mentions: findings, never silent corrections."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.citations.numerals import squeeze
from kg.registry.titles import LOOSE
from kg.registry.values import Contradiction


def contradictions(
    cores_by_number: Mapping[str, Mapping[str, str]],
    numbers_by_title: Mapping[tuple[str, str], set[str]],
    titles: Mapping[tuple[str, str], set[str]],
    written: Mapping[str, str],
) -> tuple[Contradiction, ...]:
    """One number with two titles, one title with two numbers; sorted."""
    found: list[Contradiction] = []
    for key, cores in cores_by_number.items():
        if len(cores) > 1 and len(apart := _apart(cores)) > 1:
            message = f"{written.get(key, key)} is cited with {len(apart)} titles: {'; '.join(apart)}"
            found.append(Contradiction("same_number_two_titles", message, (key,), tuple(apart)))
    for node, numbers in numbers_by_title.items():
        if len(numbers) > 1:
            title = min(titles[node])
            names = [written.get(key, key) for key in sorted(numbers)]
            message = f"{title} is cited with {len(names)} numbers: {', '.join(names)}"
            found.append(Contradiction("same_title_two_numbers", message, tuple(sorted(numbers)), (title, *names)))
    return tuple(sorted(found, key=lambda finding: (finding.code, finding.keys, finding.values)))


def _apart(cores: Mapping[str, str]) -> list[str]:
    """One title for each core that is not another wording of one before: neither holds the other, nor are they alike without loose words."""
    kept: list[tuple[str, str]] = []
    for core, title in sorted(cores.items(), key=lambda item: (-len(item[0]), item[0])):
        loose = LOOSE.sub("", core)
        if not any(loose in LOOSE.sub("", other) or _shared(loose, LOOSE.sub("", other)) > 0.8 for other, _ in kept):
            kept.append((core, title))
    return sorted(title for _, title in kept)


def _shared(one: str, other: str) -> float:
    """The share of the longer one's pairs of signs that both hold: near 1 for wordings of one title."""
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(first & second) / max(len(first | second), 1)


WELL_FORMED = re.compile("[〔\\[(【﹝](?:19|20)[0-9]{2}[〕\\])】﹞]第?[1-9][0-9]*(?:-[0-9]+)?号")


def malformed_number(surface: str, number: str | None) -> Contradiction | None:
    """A document number that lost a bracket or its 号, stands in title brackets, or is padded with zeros, with the standard form proposed.

    The kind of bracket and 第 are habits, not faults. Orders, announcements and standards are not judged.
    """
    if number is None or not re.search("〔[0-9]{4}〕[0-9]+(?:-[0-9]+)?号\\Z", number) or WELL_FORMED.search(squeeze(surface)):
        return None
    proposed = re.sub("〕0+(?=[0-9])", "〕", number)
    message = f"{surface} is not a well-formed document number; the standard form is {proposed}"
    return Contradiction("malformed_number", message, (), (surface, proposed))
