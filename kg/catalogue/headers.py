"""The header of a catalogue query: YAML in the comment lines that begin with `#+`, as grlc reads them, checked against the query itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import yaml
from pyoxigraph import QuerySolutions, Store

from kg.catalogue.values import LANGUAGES, NARROWEST, PARAMETER_TYPES, Column, Parameter, Query
from kg.errors import InvalidData

HEADER = "#+"
KEYS = ("title", "description", "parameters", "columns")
PARAMETER_KEYS = ("name", "type", "example", "optional", "description")
#: Left out where the column may hold anything.
PARAMETER_VALUES = "values"
COLUMN_KEYS = ("name", "description")


def read_query(name: str, text: str, narrowed: Mapping[str, str] = MappingProxyType({})) -> Query:
    """A query from the text of its file, and from those of `narrowed/<name>.<parameter>.rq`. Raises InvalidData that names the file, the place in the
    header, what was expected and what was found."""
    place = f"queries/{name}.rq"
    lines = [line[len(HEADER) :] for line in text.splitlines() if line.startswith(HEADER)]
    try:
        header = yaml.safe_load("\n".join(line.removeprefix(" ") for line in lines))
    except yaml.YAMLError as fault:
        raise InvalidData(f"{place}: the header is not YAML: {' '.join(str(fault).split())}") from fault
    expect_keys(place, header, KEYS)
    query = Query(
        name=name,
        title=bilingual(f"{place}: title", header["title"]),
        description=bilingual(f"{place}: description", header["description"]),
        parameters=tuple(read_parameter(place, row) for row in rows(f"{place}: parameters", header["parameters"])),
        columns=tuple(read_column(place, row) for row in rows(f"{place}: columns", header["columns"])),
        text=text,
        narrowed=MappingProxyType(dict(narrowed)),
    )
    check_columns(place, query)
    for parameter, own in narrowed.items():
        place = f"queries/narrowed/{name}.{parameter}.rq"
        if parameter not in {known.name for known in query.parameters} & set(NARROWEST):
            raise InvalidData(f"{place}: {parameter} is no parameter of {name} by which a question is narrowed: {', '.join(NARROWEST)}")
        check_columns(place, replace(query, text=own))
    return query


def read_parameter(place: str, row: Any) -> Parameter:
    """One entry of `parameters`. An example may be written as a number; it is kept as the text that a user would type."""
    expect_keys(f"{place}: parameter", row, PARAMETER_KEYS, PARAMETER_VALUES)
    place = f"{place}: parameter {row['name']}"
    values = tuple(rows(f"{place}: values", row.get(PARAMETER_VALUES, [])))
    if row["type"] not in PARAMETER_TYPES:
        raise InvalidData(f"{place}: the type is {row['type']!r}; expected one of {', '.join(PARAMETER_TYPES)}")
    if not isinstance(row["optional"], bool):
        raise InvalidData(f"{place}: optional is {row['optional']!r}; expected true or false")
    if row["example"] in (None, ""):
        raise InvalidData(f"{place}: the example is empty; expected a value that answers on the samples")
    example = str(row["example"])
    if values and (row["type"] != "string" or example not in values):
        raise InvalidData(f"{place}: values belong to a string, and the example {example!r} is one of them; found {', '.join(map(str, values))}")
    return Parameter(row["name"], row["type"], bilingual(f"{place}: description", row["description"]), example, row["optional"], values)


def read_column(place: str, row: Any) -> Column:
    """One entry of `columns`."""
    expect_keys(f"{place}: column", row, COLUMN_KEYS)
    return Column(row["name"], bilingual(f"{place}: column {row['name']}: description", row["description"]))


def check_columns(place: str, query: Query) -> None:
    """The columns are the variables of the SELECT in their order, and every parameter is one of them."""
    try:
        answer = Store().query(query.text)
    except SyntaxError as fault:
        raise InvalidData(f"{place}: {fault}") from fault
    if not isinstance(answer, QuerySolutions):
        raise InvalidData(f"{place}: a query of the catalogue is a SELECT")
    selected = [variable.value for variable in answer.variables]
    described = [column.name for column in query.columns]
    if selected != described:
        raise InvalidData(f"{place}: the header describes the columns {described}; the query selects {selected}")
    loose = [parameter.name for parameter in query.parameters if parameter.name not in selected]
    if loose:
        raise InvalidData(f"{place}: the parameters {loose} are no columns; a parameter filters a column")


def bilingual(place: str, value: Any) -> Mapping[str, str]:
    """A text in every language of the catalogue."""
    expect_keys(place, value, LANGUAGES)
    empty = [language for language in LANGUAGES if not isinstance(value[language], str) or not value[language].strip()]
    if empty:
        raise InvalidData(f"{place}: no text in {', '.join(empty)}")
    return MappingProxyType({language: value[language] for language in LANGUAGES})


def rows(place: str, value: Any) -> list[Any]:
    """A list of the header."""
    if not isinstance(value, list):
        raise InvalidData(f"{place}: expected a list, found {value!r}")
    return value


def expect_keys(place: str, value: Any, keys: tuple[str, ...], *optional: str) -> None:
    """These keys and no others, so that a misspelt one is found where it is written."""
    found = sorted(value) if isinstance(value, dict) else value
    if not isinstance(value, dict) or set(value) - set(optional) != set(keys):
        raise InvalidData(f"{place}: expected the keys {', '.join(keys)}; found {found!r}")
