"""Knowledge that a user adds: YAML files in the folder that the setting `forms` names (KG_FORMS), each with any of the keys below.

They are read once, when the first form is; what they say comes before what the package says. docs/forms.md shows how to write one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InvalidData, InvalidSetting
from kg.forms.words import read_data
from kg.settings import read_settings

#: data file of the package → key in a user's file, and what each row there must hold
KEYS: Mapping[str, tuple[str, frozenset[str]]] = {
    "layouts.yaml": ("layouts", frozenset({"form", "title", "examples"})),
    "labels.yaml": ("labels", frozenset({"role", "labels"})),
    "headers.yaml": ("headers", frozenset({"column", "words"})),
    "boilerplate.yaml": ("boilerplate", frozenset({"rule", "pattern"})),
}
#: Keys of rows whose values are texts, lists of texts, regular expressions.
TEXTS = frozenset({"form", "title", "role", "kind", "column", "rule", "pattern"})
LISTS = frozenset({"labels", "words", "examples", "evidence", "against", "order"})
#: Lists that say nothing where they are empty; a layout may well need no evidence and keep no order.
FILLED = frozenset({"labels", "words", "examples"})
PATTERNS = frozenset({"title", "pattern"})


def added_rows(name: str) -> list[dict[str, Any]]:
    """The rows that a user's files add to a data file of the package; raises InvalidData that names the file and what it lacks."""
    if name not in KEYS:
        return []
    key, required = KEYS[name]
    rows: list[dict[str, Any]] = []
    for path, content in _files(read_settings(os.environ).forms):
        found = content.get(key)
        if not isinstance(found, list | None):
            raise InvalidData(f"{path}: {key}: expected a list of rows, found {found!r}")
        for row in found or ():
            missing = required - set(row) if isinstance(row, dict) else required
            if missing:
                raise InvalidData(f"{path}: a row of {key} lacks {', '.join(sorted(missing))}: {row!r}")
            reason = next(faults_of(row, name), None)
            if reason is not None:
                raise InvalidData(f"{path}: a row of {key}: {reason}: {row!r}")
            rows.append(row)
    return rows


def faults_of(row: Mapping[str, Any], name: str) -> Iterator[str]:
    """What is wrong with a user's row of a data file."""
    for key, value in row.items():
        if key in TEXTS and not isinstance(value, str):
            yield f"{key} is {value!r}, expected a text"
        elif key in LISTS and not (isinstance(value, list) and (value or key not in FILLED) and all(isinstance(word, str) for word in value)):
            yield f"{key} is {value!r}, expected a list of texts"
        elif key in PATTERNS:
            try:
                re.compile(str(value))
            except re.error as fault:
                yield f"{key} is no regular expression ({fault})"
    known = roles() if name == "labels.yaml" else columns() if name == "headers.yaml" else frozenset()
    told = row.get("role" if name == "labels.yaml" else "column")
    if known and told not in known and "kind" not in row:
        more = ", or a new one with its kind" if name == "labels.yaml" else ""
        yield f"{told!r} is not known; known: {', '.join(sorted(known))}{more}"


@cache
def roles() -> frozenset[str]:
    """The roles of labels that the package knows."""
    return frozenset(str(row["role"]) for name in ("labels.yaml", "compositions.yaml") for row in read_data(name) if "role" in row)


@cache
def columns() -> frozenset[str]:
    """The columns of indicator tables that the package knows."""
    return frozenset(str(row["column"]) for row in read_data("headers.yaml"))


@cache
def _files(folder: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """(path, content) of each file of a folder, by name."""
    if not folder:
        return ()
    if not Path(folder).is_dir():
        raise InvalidSetting(f"KG_FORMS is {folder!r}; expected a folder with YAML files")
    known = {key for key, _ in KEYS.values()}
    files: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(Path(folder).glob("*.y*ml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as fault:
            raise InvalidData(f"{path}: {' '.join(str(fault).split())}") from fault
        if not isinstance(content, dict) or not set(content) <= known:
            raise InvalidData(f"{path}: expected a mapping with the keys {', '.join(sorted(known))}")
        files.append((str(path), content))
    return tuple(files)
