"""Citations: mentions of legal and administrative instruments in Chinese government text, with exact offsets (docs/citations.md)."""

from __future__ import annotations

from kg.citations.citing import cite
from kg.citations.extraction import explain, find_citations
from kg.citations.leftovers import with_leftovers
from kg.citations.values import Explanation, Mention, Rejection

__all__ = ["Explanation", "Mention", "Rejection", "cite", "explain", "find_citations", "with_leftovers"]
