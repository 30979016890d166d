"""The family of errors that this library raises; each keeps its facts, and only the command line and the service catch them."""

from __future__ import annotations

import re

#: Line ends and control characters, which names of files and messages of libraries may hold.
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class KgError(Exception):
    """Root of the family. ``str()`` of any member is one line that a user can act on."""


class UnreadableInput(KgError):
    """A file that cannot be read: `source` names it, `place` says where ("byte 17", "page 3", ""), `reason` says why."""

    def __init__(self, source: str, reason: str, place: str = "") -> None:
        self.source, self.reason, self.place = source, reason, place
        super().__init__(UNPRINTED.sub(" ", f"{source}{f', {place}' if place else ''}: {reason}"))


class UnwritableOutput(KgError):
    """A file that cannot be written: `target` names it, `reason` says why."""

    def __init__(self, target: str, reason: str) -> None:
        self.target, self.reason = target, reason
        super().__init__(UNPRINTED.sub(" ", f"{target}: cannot be written: {reason}"))


class InvalidData(KgError):
    """A data file of the project, or one given by a user, breaks its schema."""


class InvalidSetting(InvalidData):
    """A setting of the environment that is not what it must be."""


class UnknownName(KgError):
    """A name (query, layout, setting, format) that is not known; the message lists the known ones."""

    def __init__(self, kind: str, name: str, known: list[str]) -> None:
        self.kind, self.name, self.known = kind, name, known
        super().__init__(f"unknown {kind} {name!r}" + (f"; known: {', '.join(known)}" if known else ""))


class AmbiguousName(KgError):
    """A name that the store holds several times; `candidates` says what it may mean."""

    def __init__(self, kind: str, name: str, candidates: list[str]) -> None:
        self.kind, self.name, self.candidates = kind, name, candidates
        super().__init__(f"{kind} {name!r} may mean: {'; '.join(candidates)}")


class StoreError(KgError):
    """A store that cannot be opened, or is being written by another process."""


class QueryError(KgError):
    """A query that cannot be parsed or run; `line` and `column` count from 1 when known."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{reason}")
