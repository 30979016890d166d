"""The pages: server-rendered, without scripts but for a shortcut, in Chinese and English. `add_pages` joins them to the application."""

from __future__ import annotations

from kg.service.pages.routes import add_pages
from kg.service.pages.site import Site

__all__ = ["Site", "add_pages"]
