"""The fixtures of servers and browsers, for every test of this folder."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.browsers import browser, page
from tests.service.servers import client, sample_store, server

__all__ = ["browser", "client", "page", "sample_store", "server"]

# A machine of continuous integration may be twenty times slower than a desk: what is expected is waited for as long as a patient reader would.
expect.set_options(timeout=20_000)
