"""A mention while it is being put together: the only mutable value of this stage, and private to it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.citations.titles import Title


@dataclass(slots=True)
class Draft:
    """`core` bounds the title with its brackets and version tail; `rule` names what found it; `bracketed` is the 《…》 it rests on, if any.

    `alias` is a short name given to it (以下简称《…》), `reach` the end of the bracket that gives it;
    `others` are further numbers in the bracket that holds its number.
    """

    begin: int
    end: int
    kind: str
    rule: str
    core: tuple[int, int] | None = None
    title_text: tuple[int, int] | None = None
    bracketed: Title | None = None
    number: str | None = None
    article: str | None = None
    alias: str | None = None
    reach: int = 0
    firm: bool = True
    others: tuple[str, ...] = ()
