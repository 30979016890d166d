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


YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def project_name(name: str, year: int | None, year_end: int | None = None) -> str:
    """The name by which a project is one over its years: without its year where that is the filing's own.

    A name that carries another year keeps it: a department may file 2019年某工程, under way since then, and 2020年某工程 for the same
    fiscal year 2020, and these are two projects with two sums of money.
    """
    shorter = without_year(name)
    if shorter == name.strip() or year is None:
        return shorter
    taken = unicodedata.normalize("NFKC", name.replace(shorter, "", 1))
    years = [int(found) for found in YEAR.findall(taken)]
    own = not years or (min(years) <= (year_end or year) and year <= max(years))
    return shorter if own else name.strip()


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """What two ways of writing one name share: width, case, white space and the style of brackets and quotes are dropped."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold().translate(SIGNS)


#: After NFKC: brackets and quotes that writers use for one another.
SIGNS = str.maketrans("〔〕【】［］[]{}“”‘’「」『』", "()" * 5 + '""\'\'""""')
