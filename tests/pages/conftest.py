"""The fixtures of servers and browsers, for every test of this folder."""

from __future__ import annotations

from tests.pages.browsers import browser, page
from tests.service.servers import client, sample_store, server

__all__ = ["browser", "client", "page", "sample_store", "server"]
