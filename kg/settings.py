"""Every setting in one table: name, default, help. The environment is an argument, so that nothing is read behind the caller's back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from kg.errors import InvalidSetting
from kg.identifiers import DEFAULT_BASE

PREFIX = "KG_"

#: A scheme and the characters that an IRI may hold (RFC 3987; SPARQL 1.1, IRIREF), so that what is minted below it is one.
BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*[/#]")

#: Whole numbers that may be 0; a 0 of the others would leave nothing to read, to ask or to wait for. `MOST` is beyond any machine, and what the
#: operating system takes for a length, a limit or a time.
ZERO_ALLOWED = {"max_archive_depth", "rate_limit"}
MOST = 10**15

#: name of the field → help; the default is the field's own. docs/settings.md is compared with this table by a test.
HELP = {
    "base_iri": "base of every minted IRI; the vocabulary's IRI does not change with it",
    "max_file_bytes": "a larger input file is refused with a clear error, in bytes",
    "max_unpacked_bytes": "an archive or office file that unpacks to more is refused, in bytes; nothing is unpacked to disk",
    "max_archive_files": "an archive that holds more files is refused",
    "max_archive_depth": "how deep archives inside archives are followed; deeper ones are refused",
    "max_pages": "a PDF of more pages is refused",
    "max_cells": "a workbook, or a table, of more cells with content is refused",
    "max_text_characters": "a document that holds more text is refused, in characters",
    "reader_seconds": "a reader that takes longer over one file is stopped, in seconds",
    "forms": "folder with YAML files of layouts and labels of your own (docs/forms.md); empty: none",
    "reader_memory_bytes": "a reader process that needs more memory for one file is stopped, in bytes",
    "sparql_workers": "processes that answer SPARQL, each with one query at a time",
    "sparql_seconds": "a query that takes longer, its answer sent included, is ended with its process, in seconds",
    "sparql_memory_bytes": "a query that needs more memory ends with its process, in bytes",
    "sparql_result_bytes": "a longer answer is refused, or cut off where it has begun, in bytes",
    "sparql_queue": "queries that may wait for a process; more are refused with 503",
    "max_url_bytes": "a longer address of a request is refused with 414, in bytes",
    "max_body_bytes": "a longer body of a request is refused with 413, in bytes",
    "rate_limit": "requests a minute from one address; more are refused with 429; 0: no limit",
    "read_token": "requests must carry this as a bearer token; empty: none needed; /health never needs it",
    "cors_origins": "origins, divided by commas, whose pages may read answers, or *; empty: none",
    "trusted_proxies": "addresses, divided by commas, whose X-Forwarded-For and X-Forwarded-Proto are believed; empty: none",
    "metrics": "1: /metrics tells Prometheus counts and times",
    "shared": "folder with the shared seeds and gold, for the tests",
    "require_shared": "1: tests that need the shared folder fail where it is missing, instead of being skipped",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings with their defaults; each is read from the environment as KG_<NAME>."""

    base_iri: str = DEFAULT_BASE
    max_file_bytes: int = 64 * 1024 * 1024
    max_unpacked_bytes: int = 256 * 1024 * 1024
    max_archive_files: int = 10_000
    max_archive_depth: int = 3
    max_pages: int = 2_000
    max_cells: int = 1_000_000
    max_text_characters: int = 50_000_000
    reader_seconds: int = 120
    forms: str = ""
    reader_memory_bytes: int = 2 * 1024 * 1024 * 1024
    sparql_workers: int = 2
    sparql_seconds: int = 30
    sparql_memory_bytes: int = 1024 * 1024 * 1024
    sparql_result_bytes: int = 256 * 1024 * 1024
    sparql_queue: int = 64
    max_url_bytes: int = 16_384
    max_body_bytes: int = 1024 * 1024
    rate_limit: int = 0
    read_token: str = ""
    cors_origins: str = ""
    trusted_proxies: str = ""
    metrics: bool = False
    shared: str = "../shared"
    require_shared: bool = False


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from an environment; raises InvalidSetting that names the variable, the value and what was expected."""
    given: dict[str, Any] = {}
    for field in fields(Settings):
        variable = PREFIX + field.name.upper()
        if variable in environment:
            given[field.name] = cast(variable, environment[variable], type(field.default), least=int(field.name not in ZERO_ALLOWED))
    settings = Settings(**given)
    if not BASE.fullmatch(settings.base_iri):
        raise InvalidSetting(f"{PREFIX}BASE_IRI is {settings.base_iri!r}; expected an absolute IRI that ends with / or #")
    return settings


def unknown_settings(environment: Mapping[str, str]) -> list[str]:
    """A line for each variable of the environment that looks like a setting and is none: a misspelt limit would hold nothing back."""
    known = [PREFIX + field.name.upper() for field in fields(Settings)]
    strangers = sorted(variable for variable in environment if variable.startswith(PREFIX) and variable not in known)
    meant = {variable: get_close_matches(variable, known, n=1) for variable in strangers}
    return [f"{variable} is no setting" + (f"; did you mean {meant[variable][0]}?" if meant[variable] else "") for variable in strangers]


def cast(variable: str, text: str, kind: type, *, least: int = 0) -> Any:
    """One value of the environment as its type."""
    if kind is bool:
        if text.lower() not in {"0", "1", "true", "false", ""}:
            raise InvalidSetting(f"{variable} is {text!r}; expected 0 or 1")
        return text.lower() in {"1", "true"}
    if kind is int:
        if not text.isdecimal() or len(text) > len(str(MOST)) or not least <= int(text) <= MOST:
            raise InvalidSetting(f"{variable} is {text[:40]!r}; expected a whole number from {least} to {MOST}")
        return int(text)
    return text
