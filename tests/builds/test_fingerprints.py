"""The fingerprint changes with the rules, and with nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from kg.builds import fingerprints
from kg.builds.fingerprints import MODULES, RULE_FILES, STAGES, fingerprint


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package that a test may change."""
    folder = tmp_path / "kg"
    for name in (*STAGES, *MODULES):
        source, target = Path(str(files("kg") / name)), folder / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    monkeypatch.setattr(fingerprints, "files", lambda name: folder)
    return folder


def test_it_is_the_same_from_another_place(package: Path) -> None:
    assert fingerprint(base="urn:x:/") == fingerprint(base="urn:x:/")
    assert len(fingerprint(base="urn:x:/")) == 64


CHANGES: dict[str, Callable[[Path], object]] = {
    "a rule": lambda folder: (folder / "extraction.py").write_text("# other\n"),
    "a data file": lambda folder: (folder / "forms" / "labels.yaml").write_text("other: 1\n"),
    "a new data file": lambda folder: (folder / "registry" / "data" / "new.csv").write_text("a\n"),
    "a file less": lambda folder: (folder / "forms" / "labels.yaml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_with(change: str, package: Path) -> None:
    before = fingerprint(base="urn:x:/")
    CHANGES[change](package)
    assert fingerprint(base="urn:x:/") != before


def test_it_changes_with_the_settings_that_change_facts(package: Path) -> None:
    assert len({fingerprint(base="urn:x:/"), fingerprint(base="urn:y:/"), fingerprint(base="urn:x:/", with_contacts=True)}) == 3


def test_what_is_no_rule_does_not_change_it(package: Path) -> None:
    before = fingerprint(base="urn:x:/")
    (package / "forms" / "__pycache__").mkdir()
    (package / "forms" / "__pycache__" / "a.py").write_text("x")
    (package / "forms" / "notes.swp").write_text("x")
    assert fingerprint(base="urn:x:/") == before


def test_every_kind_of_data_file_of_the_stages_is_a_rule_file() -> None:
    below = (path for stage in STAGES for path in Path(str(files("kg") / stage)).rglob("*"))
    endings = {path.suffix for path in below if path.is_file() and "__pycache__" not in path.parts}
    assert endings <= set(RULE_FILES)
