"""Knowledge that a user adds: YAML files in the folder that the setting `forms` names (KG_FORMS), each with any of the keys below.

They are read once, when the first form is; what they say comes before what the package says. docs/forms.md shows how to write one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InvalidData, InvalidSetting
from kg.settings import read_settings

#: data file of the package → key in a user's file, and what each row there must hold
KEYS: Mapping[str, tuple[str, frozenset[str]]] = {
    "layouts.yaml": ("layouts", frozenset({"form", "title", "examples"})),
    "labels.yaml": ("labels", frozenset({"role", "labels"})),
    "headers.yaml": ("headers", frozenset({"column", "words"})),
    "boilerplate.yaml": ("boilerplate", frozenset({"rule", "pattern"})),
}


def added_rows(name: str) -> list[dict[str, Any]]:
    """The rows that a user's files add to a data file of the package; raises InvalidData that names the file and what it lacks."""
    if name not in KEYS:
        return []
    key, required = KEYS[name]
    rows: list[dict[str, Any]] = []
    for path, content in _files(read_settings(os.environ).forms):
        for row in content.get(key) or ():
            missing = required - set(row) if isinstance(row, dict) else required
            if missing:
                raise InvalidData(f"{path}: a row of {key} lacks {', '.join(sorted(missing))}: {row!r}")
            rows.append(row)
    return rows


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
