"""Which concept of `bkg:indicator-levels` the printed name of a level stands for; the names are data (`data/indicator_levels.yaml`)."""

from __future__ import annotations

from functools import cache, lru_cache

import yaml

from kg.graph.nquads import REMEMBERED
from kg.resources import package_data
from kg.terms import INDICATOR_LEVELS

#: The last word, which forms print or leave out as they like.
LAST_WORDS = ("指标", "目标")


@cache
def names(rank: int) -> dict[str, str]:
    """The names of a level (1 or 2) without their last word: name → concept."""
    data = yaml.safe_load(package_data("kg.graph", "data/indicator_levels.yaml"))
    return {name: INDICATOR_LEVELS[key] for key, known in data[f"level{rank}"].items() for name in known}


@lru_cache(maxsize=REMEMBERED)
def level_concept(name: str | None, rank: int) -> str | None:
    """The concept that a printed level stands for; None for no level, and for a name that is not known."""
    if not name:
        return None
    word, known = "".join(name.split()), names(rank)
    return known.get(word) or next((known.get(word.removesuffix(last)) for last in LAST_WORDS if word.endswith(last)), None)
