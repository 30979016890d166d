"""The fixtures of servers and browsers, for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.built import seed_store
from tests.pages.browsers import browser, page, phone
from tests.service.servers import Served, client, sample_store, served

__all__ = ["browser", "client", "page", "phone", "sample_store", "seed_store", "server"]

# A machine of continuous integration may be twenty times slower than a desk: what is expected is waited for as long as a patient reader would.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def server(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The samples; no question of a page is stopped because the machine is slow."""
    with served(sample_store, tmp_path_factory.mktemp("pages") / "log", sparql_seconds="120") as running:
        yield running
