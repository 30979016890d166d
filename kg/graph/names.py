"""Identity of projects across years: a project is its department and its name without the year.

The rule is data (`data/project_years.yaml`), with examples that a test runs both ways.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import yaml

from kg.resources import package_data


@lru_cache(maxsize=1)
def rules() -> tuple[re.Pattern[str], ...]:
    """The patterns that take a year off a name, in order."""
    data = yaml.safe_load(package_data("kg.graph", "data/project_years.yaml"))
    years = data["years"].replace("{year}", data["year"])
    return tuple(re.compile(rule["pattern"].replace("{years}", years).replace("{year}", data["year"])) for rule in data["rules"])


@lru_cache(maxsize=65536)
def without_year(name: str) -> str:
    """A project's name without its year, as printed otherwise; a name that is nothing but a year stays."""
    text = name.strip()
    for rule in rules():
        shorter = rule.sub("", text).strip()
        text = shorter or text
    return text


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """What two ways of writing one name share: width, case, white space and the style of brackets and quotes are dropped."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold().translate(SIGNS)


#: After NFKC: brackets and quotes that writers use for one another.
SIGNS = str.maketrans("〔〕【】［］[]{}“”‘’「」『』", "()" * 5 + '""\'\'""""')
