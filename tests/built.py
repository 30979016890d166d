"""Stores that several tests ask: built once in a run of the tests."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from kg.builds import build


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store built from the bundled samples."""
    folder = tmp_path_factory.mktemp("samples") / "store"
    with as_file(files("kg") / "samples") as samples:
        build([samples], store=folder)
    return folder


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The folder of a store built from the shared seeds."""
    folder = tmp_path_factory.mktemp("seeds") / "store"
    build([shared / "seeds"], store=folder)
    return folder
