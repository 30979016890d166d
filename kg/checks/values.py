"""What a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: From the gravest. Only a violation makes `kg check` fail.
SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a node breaks: `check` is the local name of a shape or the name of a query, `messages` are by language (en, zh).

    `focus` is the node's IRI; `place` says in words what the rule itself knows of the place; `value` is the offending value, where there is one.
    """

    check: str
    severity: str
    messages: Mapping[str, str]
    focus: str
    place: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A breach with its place in the sources.

    `source` and `index` name the filing (index None: the document itself; source None: a conclusion that no filing of the store leads to);
    `offset` counts code points in the document's text.
    """

    check: str
    severity: str
    messages: Mapping[str, str]
    focus: str
    source: str | None
    index: int | None
    place: str
    offset: int | None
    value: str | None
