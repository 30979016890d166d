"""The values of the citations stage. Offsets count code points of the text that was searched."""

from __future__ import annotations

from typing import NamedTuple

#: What a mention is made of. A number bound to a title is part of a `title` or `bare_title`; a standard is one with or without its title.
KINDS = ("number", "title", "order", "standard", "bare_title", "alias", "back_reference")


class Mention(NamedTuple):
    """One mention of an instrument: `text[begin:end] == surface`.

    `title` is without its outer 《》; `number` is normalised; `article` is the pinpoint as written (第二十七条第二款), outside the surface.
    `antecedent` is the index, in the same result, of the mention that an alias or a back reference points at. `regulation` is equal for all
    mentions of one instrument; the registry stage sets it.
    """

    surface: str
    begin: int
    end: int
    kind: str
    title: str | None = None
    number: str | None = None
    article: str | None = None
    antecedent: int | None = None
    regulation: str | None = None


class Rejection(NamedTuple):
    """A candidate that is no citation. `reason` is a fixed name in snake case (see docs/citations.md), `detail` what decided it."""

    surface: str
    begin: int
    end: int
    reason: str
    detail: str = ""


class Explanation(NamedTuple):
    """All candidates of a text, in its order. `rules` holds, mention by mention, the name of the rule that found it."""

    mentions: tuple[Mention, ...]
    rules: tuple[str, ...]
    rejections: tuple[Rejection, ...]
