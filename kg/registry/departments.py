"""Departments are resolved like instruments: several names, one body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CODE = re.compile("^(?:[\\[【(（][0-9A-Za-z]+[\\]】)）]|[0-9]{2,}(?=[-—_ ]|[\u4e00-\u9fff]))[-—_ ]*")


@dataclass(frozen=True, slots=True)
class Department:
    """A public body. `key` is its normalised name; `alternatives` are the other names met, sorted; `parent_key` is its supervisor's key."""

    key: str
    label: str
    alternatives: tuple[str, ...] = ()
    parent_key: str | None = None


@dataclass(frozen=True)
class Departments:
    """The bodies of a corpus."""

    _by_name: Mapping[tuple[str, str], Department]

    def of(self, name: str, context: str = "") -> Department:
        """The body that a name denotes in a jurisdiction. Raises KeyError for one that was not handed to `resolve_departments`."""
        return self._by_name[(name, context)]

    def all(self) -> tuple[Department, ...]:
        """All bodies, sorted by key."""
        return tuple(sorted({d.key: d for d in self._by_name.values()}.values(), key=lambda d: d.key))


def department_key(name: str) -> str:
    """A name without code, white space and brackets around a former name."""
    name = re.sub("[ \t\r\n\u3000]", "", name)
    return CODE.sub("", name) or name


def resolve_departments(names: Iterable[tuple[str, str | None, str]]) -> Departments:
    """Resolves (name, supervisor's name or None, context) triples, whatever their order."""
    distinct = sorted({(name, supervisor or "", context) for name, supervisor, context in names})
    found: dict[tuple[str, str], Department] = {}
    for name, supervisor, context in distinct:
        key = department_key(name)
        parent = department_key(supervisor) if supervisor else None
        found.setdefault((name, context), Department(key, key, (), parent if parent != key else None))
        if supervisor:
            found.setdefault((supervisor, context), Department(department_key(supervisor), department_key(supervisor)))
    return Departments(found)
