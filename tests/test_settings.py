"""Settings: one table, documented, read from the environment that is passed in."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kg.errors import InvalidData
from kg.settings import HELP, PREFIX, Settings, read_settings, unknown_settings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_every_setting_has_its_help_and_every_help_its_setting() -> None:
    assert list(HELP) == [f.name for f in fields(Settings)]


def test_the_docs_show_the_table() -> None:
    rows = [f"| `{PREFIX}{f.name.upper()}` | `{f.default}` | {HELP[f.name]} |" for f in fields(Settings)]
    text = DOCS.read_text(encoding="utf-8")
    missing = [row for row in rows if row not in text]
    assert missing == [], "docs/settings.md lacks these rows"
    assert text.count("| `KG_") == len(rows), "docs/settings.md has a row that is no setting"


def test_values_come_from_the_environment_that_is_given() -> None:
    settings = read_settings({"KG_BASE_IRI": "https://data.example.org/", "KG_MAX_FILE_BYTES": "1000", "KG_REQUIRE_SHARED": "1", "HOME": "/"})
    assert (settings.base_iri, settings.max_file_bytes, settings.require_shared) == ("https://data.example.org/", 1000, True)
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("KG_MAX_FILE_BYTES", "many", "a whole number"),
        ("KG_MAX_FILE_BYTES", "-1", "a whole number from 1"),
        ("KG_SPARQL_WORKERS", "0", "a whole number from 1"),
        ("KG_SPARQL_MEMORY_BYTES", "9" * 23, "to 1000000000000000"),
        ("KG_RATE_LIMIT", "", "a whole number from 0"),
        ("KG_REQUIRE_SHARED", "maybe", "0 or 1"),
        ("KG_BASE_IRI", "example.org", "ends with / or #"),
        ("KG_BASE_IRI", "urn:a b/", "absolute IRI"),
        ("KG_BASE_IRI", "urn:a>/", "absolute IRI"),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_was_expected(variable: str, value: str, expected: str) -> None:
    with pytest.raises(InvalidData, match=expected) as caught:
        read_settings({variable: value})
    assert variable in str(caught.value)
    assert repr(value) in str(caught.value)


def test_a_misspelt_variable_is_told_with_the_one_that_was_meant() -> None:
    environment = {"KG_MAX_PAGE": "5", "KG_SPARQL_SECOND": "1", "KG_BASE_IRI": "urn:a/", "KG_ZZZZZZ": "", "KGX": "1"}
    assert unknown_settings(environment) == [
        "KG_MAX_PAGE is no setting; did you mean KG_MAX_PAGES?",
        "KG_SPARQL_SECOND is no setting; did you mean KG_SPARQL_SECONDS?",
        "KG_ZZZZZZ is no setting",
    ]
    assert unknown_settings({f"{PREFIX}{field.name.upper()}": "" for field in fields(Settings)}) == []
