"""The derived index: look-ups that the graph would answer too slowly, in one SQLite file beside it, built from it and replaced with it.

Why SQLite: it is in Python's standard library, reads in place from many threads and processes, and answers a page of 50 from ready rows in a
tenth of a millisecond, where the graph joins row by row (docs/service.md has the measurements). The graph stays the truth: a test asks both.
"""

from __future__ import annotations

from kg.store.index.building import build_index, write_index
from kg.store.index.opening import Index
from kg.store.index.pages import Page
from kg.store.index.schema import hex_id, hex_of, key_from, key_of

#: The name of the index's file in a generation.
INDEX = "index.sqlite"

__all__ = ["INDEX", "Index", "Page", "build_index", "hex_id", "hex_of", "key_from", "key_of", "write_index"]
