"""The fingerprint of a run: version, rules and data. Two runs with one fingerprint read a file alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.version import __version__

#: What decides how a file becomes facts; the later stages are recomputed in every build.
STAGES = ("filings", "documents", "forms", "citations", "graph", "registry")
MODULES = ("extraction.py", "identifiers.py", "terms.py")
RULE_FILES = (".py", ".yaml", ".csv", ".json", ".txt")


def fingerprint(*, base: str, with_contacts: bool = False) -> str:
    """Hex SHA-256 over the version, the settings that change facts, and every file of rules and data of the stages up to the graph."""
    package = files("kg")
    digest = hashlib.sha256(f"{__version__}\0{base}\0{with_contacts}".encode())
    for name, content in [*((m, package / m) for m in MODULES), *(entry for stage in STAGES for entry in rule_files(package / stage, stage))]:
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256(content.read_bytes()).digest())
    return digest.hexdigest()


def rule_files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The files of rules and data below a folder, by name."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from rule_files(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(RULE_FILES):
            yield f"{name}/{entry.name}", entry
