"""What a query may not do is found in its tokens, and nowhere else."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.store.queries import check_query, keywords, query_error

IRI = "<http" + "://example.org/SERVICE#FROM>"

HARMLESS = [
    f"SELECT * {{ ?s ?p {IRI} }}",
    "SELECT * { ?SERVICE ?p ?o }",
    "SELECT * { $service ?p ?o }",
    'SELECT * { ?s ?p "SERVICE" }',
    "SELECT * { ?s ?p 'it is \\' SERVICE' }",
    'SELECT * { ?s ?p """ a " SERVICE \n FROM """ }',
    "SELECT * { ?s ?p '''SERVICE''' }",
    "SELECT * { ?s ?p ?o } # SERVICE FROM",
    "PREFIX service: <urn:x:> SELECT * { ?s service:service service:SERVICE }",
    "PREFIX : <urn:x:> SELECT * { ?s :SERVICE :a.SERVICE }",
    'SELECT * { ?s ?p "x"@service }',
    "PREFIX a: <urn:x:> SELECT * { ?s a:b\\-SERVICE ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o<?p && ?s>?p) }",
    "SELECT * { ?s ?p ?o FILTER(?o<'a'||'SERVICE'>'b') }",
    "PREFIX service: <urn:x:> PREFIX : <urn:x:> SELECT * { service:a :b service: . :c :d service:e }",
]

REFUSED = [
    f"SELECT * {{ SERVICE {IRI} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {IRI} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<?p) SERVICE{IRI}{{ ?s ?p ?o }} }}",
    "ASK { ?s ?p 'x' SERVICE ?g { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p '#' . SERVICE {IRI} {{ }} }}",
    f"SELECT * {{ ?s ?p ?o # a comment ' \n SERVICE {IRI} {{ }} }}",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {IRI} {{ ?s ?p ?o }} }} }} }}",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_a_word_inside_another_token_is_no_keyword(query: str) -> None:
    assert check_query(query) is False
    Store().query(query)  # the examples are SPARQL


@pytest.mark.parametrize("query", REFUSED)
def test_service_is_refused_with_its_place(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is off") as caught:
        check_query(query)
    assert caught.value.line is not None
    assert caught.value.column is not None
    line = query.split("\n")[caught.value.line - 1]
    assert line[caught.value.column - 1 :].upper().startswith("SERVICE")


#: The store's parser takes these for SERVICE, the tokens of the grammar do not.
REFUSED_BY_THE_PARSER = [
    f"PREFIX : {IRI} SELECT * {{ SERVICE:{{ ?s ?p ?o }} }}",
    f"PREFIX : {IRI} SELECT * {{ ?s ?p ?o . sErViCe:x{{ ?s ?p ?o }} }}",
    f"PREFIX : {IRI} PREFIX servicX: {IRI} SELECT * {{ ?s ?p 1.SERVICE:x{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<'>'||''='')SERVICE{IRI}{{ ?a ?b ?c }}FILTER(''='') }}",
]


@pytest.mark.parametrize("query", REFUSED + REFUSED_BY_THE_PARSER)
def test_a_service_is_never_asked(query: str) -> None:
    with pytest.raises(QueryError):
        check_query(query)


@pytest.mark.parametrize("query", REFUSED_BY_THE_PARSER)
def test_the_parser_reads_what_only_it_refuses(query: str) -> None:
    assert not any(word == "SERVICE" for word, _ in keywords(query))
    Store().query(query)


@pytest.mark.parametrize(
    "query",
    [
        "DROP ALL",
        "insert data { <urn:a> <urn:b> <urn:c> }",
        "# a\nPREFIX add: <urn:x:>\nWITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_such(query: str) -> None:
    with pytest.raises(QueryError, match="a store is read only"):
        check_query(query)


def test_a_data_set_of_the_query_is_seen() -> None:
    assert check_query(f"SELECT * FROM {IRI} {{ ?s ?p ?o }}") is True
    assert check_query(f"SELECT * FROM NAMED {IRI} {{ ?s ?p ?o }}") is True


def test_keywords_have_their_offsets() -> None:
    assert list(keywords("ASK { }")) == [("ASK", 0)]


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * { ?s ?p ", 1, 18, "expected"),
        ("SELECT *\n{ ?s ?p ?o", 2, 11, "expected"),
        ("", 1, 1, "no SPARQL from here on"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "The SELECT contains a variable that is unbound"),
    ],
)
def test_a_syntax_error_tells_its_place_in_one_line(query: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    error = query_error(caught.value)
    assert (error.line, error.column) == (line, column)
    assert error.reason.startswith(reason)
    assert "\n" not in str(error)
    assert len(str(error)) < 200
