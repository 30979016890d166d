"""The catalogue: questions with names, kept as `queries/*.rq`, asked of a store with typed parameters (docs/queries.md).

answer = run_query(store, "projects_citing_regulation", {"regulation": "沪府办【2015】87号"})
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

from kg.catalogue.headers import read_query
from kg.catalogue.names import term_of
from kg.catalogue.values import LANGUAGES, PARAMETER_TYPES, Column, Parameter, Query
from kg.errors import InvalidData, UnknownName
from kg.resources import data_folder
from kg.store import Answer, Store

__all__ = ["LANGUAGES", "PARAMETER_TYPES", "Column", "Parameter", "Query", "find_query", "load_catalogue", "read_catalogue", "run_query"]

SUFFIX = ".rq"
#: Rules of `kg check` may lie in the same folder: their rows are violations, they answer no question.
RULE_SUFFIX = "-violation.rq"
#: The folder of `<query>.<parameter>.rq`: the same question, written so that a store begins with what the parameter is bound to.
NARROWED = "narrowed"


@cache
def load_catalogue() -> tuple[Query, ...]:
    """The queries that travel with the package, by name. Raises InvalidData for a header that breaks its schema."""
    return read_catalogue(data_folder("queries"))


def read_catalogue(folder: Traversable) -> tuple[Query, ...]:
    """The queries of a folder, by name; of the folders below it, `narrowed` only is read."""
    narrowed: dict[str, dict[str, str]] = defaultdict(dict)
    for file, text in texts_of(folder / NARROWED) if (folder / NARROWED).is_dir() else ():
        name, _, parameter = file.partition(".")
        narrowed[name][parameter] = text
    return tuple(read_query(name, text, narrowed.get(name, {})) for name, text in texts_of(folder))


def texts_of(folder: Traversable) -> list[tuple[str, str]]:
    """The texts of a folder's queries, by name."""
    found = (file for file in folder.iterdir() if file.name.endswith(SUFFIX) and not file.name.endswith(RULE_SUFFIX))
    return sorted((file.name.removesuffix(SUFFIX), file.read_text(encoding="utf-8")) for file in found)


def find_query(name: str) -> Query:
    """A query by name; raises UnknownName."""
    queries = {query.name: query for query in load_catalogue()}
    if name not in queries:
        raise UnknownName("query", name, sorted(queries))
    return queries[name]


def run_query(store: Store, name: str, given: Mapping[str, str]) -> Answer:
    """Asks a query of the catalogue; `given` holds the texts of parameters by name.

    A parameter is bound as a term, never written into the query. Raises UnknownName for a query, a parameter, or a name that the store does not
    hold, AmbiguousName for one that it holds several times, InvalidData for a parameter that is missing or not of its type.
    """
    query = find_query(name)
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for key in given:
        if key not in parameters:
            raise UnknownName(f"parameter of {name}", key, list(parameters))
    missing = [parameter for parameter in query.parameters if not parameter.optional and parameter.name not in given]
    if missing:
        wanted = ", ".join(f"{parameter.name}={parameter.example}" for parameter in missing)
        raise InvalidData(f"{name} needs a value for {wanted} (an example)")
    return store.query(query.text_for(given), substitutions={key: term_of(store, parameters[key], text) for key, text in given.items()})
