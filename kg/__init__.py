"""Chinese budget-performance filings as a knowledge graph: departments, projects, money, cited regulations, indicators.

The verbs of the command line are the verbs here, loaded when they are first used:

    kg.extract(path)         filings of a file or a folder
    kg.find_citations(text)  citations of instruments in free text
    kg.build(paths, store=…) read, map and load into a store
    kg.open(store)           a store that answers SPARQL
"""

from __future__ import annotations

from importlib import import_module

from kg.version import __version__

# Not imported from typing: that would take most of the time in which an interruption of the program `kg` shows a trace of Python's.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.builds import build as build
    from kg.builds.extracts import extract as extract
    from kg.extraction import find_citations as find_citations
    from kg.store import open_store as open

__all__ = ["__version__", "build", "extract", "find_citations", "open"]

#: verb → module and name.
VERBS = {
    "build": ("kg.builds", "build"),
    "extract": ("kg.builds.extracts", "extract"),
    "find_citations": ("kg.extraction", "find_citations"),
    "open": ("kg.store", "open_store"),
}


def __getattr__(name: str) -> Any:
    if name not in VERBS:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; its verbs: {', '.join(sorted(VERBS))}")
    module, verb = VERBS[name]
    return getattr(import_module(module), verb)


def __dir__() -> list[str]:
    return [*globals(), *VERBS]
