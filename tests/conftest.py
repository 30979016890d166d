"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from kg.settings import read_settings

# How long one example takes says more about the machine than about the law. The same examples on every run, so that a red test is about the change;
# `pytest --hypothesis-profile=search` looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared seeds and gold; skipped where it is missing, a failure where KG_REQUIRE_SHARED=1."""
    settings = read_settings(os.environ)
    folder = (Path(__file__).parent.parent / settings.shared).resolve()
    if not folder.is_dir():
        message = f"the shared seeds are not at {folder} (KG_SHARED)"
        if settings.require_shared:
            pytest.fail(message)
        pytest.skip(message)
    return folder
