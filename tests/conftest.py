"""What every test may use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import hypothesis
import pytest

from kg.settings import read_settings

# How long one example takes says more about the machine than about the law. The same examples on every run, so that a red test is about the change;
# `pytest --hypothesis-profile=search` looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile("house")

# A shell without job control has Ctrl-C ignored by what it runs in the background (`make test &`), and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


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
