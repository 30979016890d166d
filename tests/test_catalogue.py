"""The catalogue on a graph small enough to be answered by hand, and its headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph
import pytest
from pyoxigraph import Literal, Quad, RdfFormat, Variable

from kg.catalogue import Query, find_query, load_catalogue, read_catalogue, run_query
from kg.catalogue.headers import read_query
from kg.catalogue.names import term_of
from kg.catalogue.values import Parameter
from kg.errors import AmbiguousName, InvalidData, UnknownName
from kg.graph.levels import names
from kg.store import Answer, Store, Term
from kg.terms import CITATION_ROLES, INDICATOR_LEVELS, INSTRUMENT_STATUSES, NORM_LEVELS

GOLDEN = Path(__file__).parent / "golden" / "catalogue.trig"
QUERIES = load_catalogue()
BASE = "https" + ":" + "//budget-kg.example/"
NUMBER, SHORT = "沪府办〔2015〕87号", "市政府77号令"

#: The thirteen names of the contract, and `indicators_by_level`, in the order of the alphabet.
NAMES = [
    "budget_by_department_and_year", "citations_with_evidence", "departments_by_regulation", "indicator_targets_compared",
    "indicators_by_level", "indicators_of_project", "path_between_departments", "projects_citing_regulation", "projects_without_legal_basis",
    "regulation_title_variants", "regulations_by_issuer", "regulations_by_level", "regulations_by_use", "regulations_cited_together",
]  # fmt: skip


class Memory:
    """The protocol of a store over a graph in memory."""

    base, version = BASE, "test"

    def __init__(self, path: Path) -> None:
        self.graph = pyoxigraph.Store()
        self.graph.load(path=str(path), format=RdfFormat.TRIG)

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self.graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        return iter(self.graph)

    def graphs(self) -> Iterator[str]:
        return iter(())

    def write_triples(self, stream: IO[bytes], graph: str) -> None:
        raise NotImplementedError

    def refresh(self) -> bool:
        return False

    def close(self) -> None:
        return None


@pytest.fixture(scope="module")
def store() -> Store:
    return Memory(GOLDEN)


def table(store: Store, query: str, /, *columns: str, **given: str) -> list[tuple[str | None, ...]]:
    """Some columns of an answer; IRIs without the base."""
    answer = run_query(store, query, given)
    places = [answer.columns.index(column) for column in columns]
    return [tuple(None if row[n] is None else str(row[n]).removeprefix(BASE) for n in places) for row in answer.values()]


def test_the_catalogue_holds_the_thirteen_queries_of_the_contract() -> None:
    assert [query.name for query in QUERIES] == NAMES


def test_projects_citing_regulation_matches_both_roles_and_shows_them_once_per_project_year(store: Store) -> None:
    rows = table(
        store, "projects_citing_regulation", "project_year", "department_name", "fiscal_year", "yuan", "role", regulation="沪府办【2015】87号"
    )
    assert rows == [
        ("id/P2/2020", "乙中心", "2020", "40", "mention"),
        ("id/P1/2020", "甲局", "2020", "100.5", "basis"),
        ("id/P1/2021", "甲局", "2021", None, "basis"),
    ]


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ({"role": "basis"}, ["id/P1/2020", "id/P1/2021"]),
        ({"role": "mention"}, ["id/P2/2020"]),
        ({"fiscal_year": "2021"}, ["id/P1/2021"]),
        ({"department": "乙中心"}, ["id/P2/2020"]),
        ({"department": "乙中心", "fiscal_year": "2021"}, []),
    ],
)
def test_projects_citing_regulation_is_narrowed_by_each_parameter(store: Store, given: dict[str, str], years: list[str]) -> None:
    assert [row[0] for row in table(store, "projects_citing_regulation", "project_year", regulation=NUMBER, **given)] == years


def test_projects_citing_regulation_tells_whether_it_was_in_force(store: Store) -> None:
    rows = table(store, "projects_citing_regulation", "project_year", "status", regulation=SHORT)
    assert dict(rows)["id/P2/2020"] == "ended"
    assert set(dict(rows).values()) == {"ended", "unknown"}
    assert table(store, "projects_citing_regulation", "project_year", regulation=SHORT, status="ended") == [("id/P2/2020",)]


def test_a_filing_that_lost_its_head_still_shows_what_it_cites(store: Store) -> None:
    rows = table(store, "projects_citing_regulation", "project_year", "project", "department", "fiscal_year", regulation=SHORT)
    assert ("id/headless", None, "", "") in rows
    assert all(row[0] != "id/headless" for row in table(store, "projects_citing_regulation", "project_year", regulation=SHORT, department="甲局"))


def test_regulations_by_use_counts_money_for_basis_only_and_once(store: Store) -> None:
    rows = table(store, "regulations_by_use", "regulation", "projects", "departments", "project_years", "basis_project_years", "yuan")
    assert rows == [
        ("eli/cn/order", "3", "2", "3", "2", "140.5"),
        ("eli/cn/number", "2", "2", "3", "2", "100.5"),
        ("eli/cn/title", "2", "2", "2", "0", None),
    ]


def test_regulations_cited_together(store: Store) -> None:
    rows = table(store, "regulations_cited_together", "other", "project_years", regulation=NUMBER)
    assert rows == [("eli/cn/order", "2"), ("eli/cn/title", "1")]


def test_departments_by_regulation(store: Store) -> None:
    rows = table(store, "departments_by_regulation", "department_name", "first_year", "last_year", "project_years", "yuan", regulation=NUMBER)
    assert rows == [("甲局", "2020", "2021", "2", "100.5"), ("乙中心", "2020", "2020", "1", None)]


def test_projects_without_legal_basis(store: Store) -> None:
    assert table(store, "projects_without_legal_basis", "project_year", "form", "mentions", "yuan") == [("id/P3/2020", "shanghai-2024", "1", "7")]


def test_indicators_of_project(store: Store) -> None:
    columns = ("order", "level1", "name", "target", "kind", "comparator", "lower", "upper", "unit", "actual", "weight", "score", "reason")
    assert table(store, "indicators_of_project", *columns, project=BASE + "id/P1") == [
        ("0", "产出指标", "亮灯率", "≥98.50%", "percentage", ">=", "98.5", None, "%", "97%", "20", "19.5", "台风"),
        ("1", None, "台账", "完整", "qualitative", *[None] * 8),
    ]


def test_indicator_targets_compared(store: Store) -> None:
    rows = table(store, "indicator_targets_compared", "department_name", "target", "lower", "actual", "score", name="亮灯率")
    assert rows == [("乙中心", "=100(%)", "100", None, None), ("甲局", "≥98.50%", "98.5", "97%", "19.5")]


def test_indicators_by_level(store: Store) -> None:
    columns = ("level1", "level2", "level1_name", "indicators", "in_figures", "filings")
    assert table(store, "indicators_by_level", *columns) == [
        ("", "", None, "1", "0", "1"),
        ("output", "", "产出", "1", "1", "1"),
        ("output", "quality", "产出", "1", "1", "1"),
    ]
    assert table(store, "indicators_by_level", "indicators", level1="output", level2="quality") == [("1",)]


def test_budget_leaves_out_whole_departments_and_counts_what_has_no_amount(store: Store) -> None:
    rows = table(
        store, "budget_by_department_and_year", "department_name", "supervisor_name", "fiscal_year", "project_years", "without_amount", "yuan"
    )
    assert rows == [
        ("丙站", None, "2020", "1", "0", "7"),
        ("乙中心", "甲局", "2020", "1", "0", "40"),
        ("甲局", None, "2020", "1", "0", "100.5"),
        ("甲局", None, "2021", "1", "1", None),
    ]


def test_regulations_by_issuer(store: Store) -> None:
    assert table(store, "regulations_by_issuer", "issuer_name", "regulations", "project_years", "yuan") == [
        ("上海市人民政府办公厅", "1", "3", "100.5")
    ]


def test_regulations_by_level(store: Store) -> None:
    assert table(store, "regulations_by_level", "level", "regulations", "departments", "project_years", "yuan") == [
        ("local_government_rule", "1", "2", "3", "140.5"),
        ("normative_document", "1", "2", "3", "100.5"),
        ("unknown", "1", "2", "2", None),
    ]


def test_regulation_title_variants(store: Store) -> None:
    rows = table(store, "regulation_title_variants", "surface", "citations", "filings", regulation=NUMBER)
    assert sorted(rows) == sorted([("《关于照明长效管理机制的意见》（沪府办【2015】87号）", "1", "1"), ("沪府办[2015]87号", "1", "1")])


def test_path_between_departments_is_direct_where_they_share_an_instrument(store: Store) -> None:
    rows = table(store, "path_between_departments", "regulation", "via", "other_regulation", "steps", department="甲局", other="丙站")
    assert rows == [("eli/cn/title", None, "eli/cn/title", "2")]


def test_path_between_departments_leads_over_one_between_where_they_share_none(store: Store) -> None:
    rows = table(store, "path_between_departments", "regulation", "via_name", "other_regulation", "steps", department="乙中心", other="丙站")
    assert rows == [("eli/cn/number", "甲局", "eli/cn/title", "4")]


def test_citations_with_evidence_tell_what_had_ended_of_any_instrument(store: Store) -> None:
    columns = ("regulation", "surface", "status_at_filing")
    ended = table(store, "citations_with_evidence", *columns, status_at_filing="ended")
    assert [row[2] for row in ended] == ["ended"]
    everything = table(store, "citations_with_evidence", *columns)
    assert len(everything) > 1
    assert [row for row in everything if row[2] == "ended"] == ended
    assert table(store, "citations_with_evidence", *columns, status_at_filing="unknown") == [row for row in everything if row[2] == "unknown"]


def test_citations_with_evidence_point_into_the_source(store: Store) -> None:
    rows = table(store, "citations_with_evidence", "surface", "role", "status", "context", "source", "start", regulation=NUMBER)
    assert sorted(rows, key=lambda row: str(row[1])) == [
        (
            "《关于照明长效管理机制的意见》（沪府办【2015】87号）", "basis", "resolved",
            "根据《关于照明长效管理机制的意见》（沪府办【2015】87号）及沪府办[2015]87", "a.txt", "102",
        ),
        ("沪府办[2015]87号", "mention", "resolved", "办【2015】87号）及沪府办[2015]87号执行，另有说明文字若干。", "a.txt", "132"),
    ]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_row_is_repeated_and_binding_a_parameter_filters_its_column(store: Store, query: Query) -> None:
    check_laws(store, query)


def check_laws(store: Store, query: Query) -> None:
    """COUNT(*) equals COUNT(DISTINCT *), and binding any parameter to a value of its column gives exactly the rows that have it, in their order;
    also where the question is narrowed: then it begins elsewhere."""
    answer = store.query(query.text)
    rows = list(answer.rows())
    assert rows, "the query answers nothing"
    assert len(rows) == len(set(rows))
    for parameter in query.parameters:
        place = answer.columns.index(parameter.name)
        assert all(row[place] is not None for row in rows), f"{parameter.name} is unbound somewhere: it would match every value"
        for value in sorted({row[place] for row in rows}, key=str)[:4]:
            bound = list(store.query(query.text, substitutions={parameter.name: value}).rows())
            assert bound == [row for row in rows if row[place] == value]
    for name, text in query.narrowed.items():
        place = answer.columns.index(name)
        # What a parameter can be: the empty text of a column that has no value is none.
        for value in sorted({row[place] for row in rows if row[place] != Literal("")}, key=str)[:20]:
            assert list(store.query(text, substitutions={name: value}).rows()) == [row for row in rows if row[place] == value], name


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, "沪府办[2015]87号", "沪府办【2015】87号", "沪府办(2015)87号", "《关于照明长效管理机制的意见》", "关于照明长效管理机制的意见",
        "关于印发照明长效管理机制意见的通知", "关于照明长效 管理机制的意见", BASE + "eli/cn/number", BASE + "eli/cn/old",
        "《关于照明长效管理机制的意见》（沪府办［2015］87号）", "沪府办(2015)87", "沪府办〔2015〕第８７号文件", "滬府辦〔2015〕87號",
        "/eli/cn/number",
        f"<{BASE}eli/cn/number>",
    ],
)  # fmt: skip
def test_an_instrument_is_found_by_any_way_of_writing_it(store: Store, text: str) -> None:
    parameter = Parameter("regulation", "instrument", {}, "", False)
    assert str(term_of(store, parameter, text)) == f"<{BASE}eli/cn/number>"


def test_a_short_form_is_found_as_filings_cite_it(store: Store) -> None:
    assert {row[0] for row in table(store, "regulations_by_use", "regulation", regulation="市政府第77号令")} == {"eli/cn/order"}


def test_an_unknown_name_lists_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownName, match="关于照明长效管理机制的意见") as caught:
        run_query(store, "projects_citing_regulation", {"regulation": "照明长效管理机制的规定"})
    assert caught.value.kind == "instrument"
    with pytest.raises(UnknownName):
        run_query(store, "projects_citing_regulation", {"regulation": BASE + "eli/cn/nothing"})


def test_an_ambiguous_name_lists_what_it_may_mean(store: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        run_query(store, "indicators_of_project", {"project": "照明维护"})
    assert caught.value.candidates == [f"照明维护 (丙站): {BASE}id/P3", f"照明维护 (甲局): {BASE}id/P1"]


def test_a_department_goes_by_its_other_name(store: Store) -> None:
    assert table(store, "budget_by_department_and_year", "fiscal_year", department="甲局(本级)") == [("2020",), ("2021",)]


def test_what_is_asked_wrongly_is_said() -> None:
    store = Memory(GOLDEN)
    with pytest.raises(UnknownName, match="regulations_by_use"):
        run_query(store, "regulations", {})
    with pytest.raises(UnknownName, match="regulation"):
        run_query(store, "regulations_by_use", {"law": "x"})
    with pytest.raises(InvalidData, match="regulation=沪府办"):
        run_query(store, "projects_citing_regulation", {})
    with pytest.raises(InvalidData, match="whole number"):
        run_query(store, "budget_by_department_and_year", {"fiscal_year": "二〇二〇"})
    with pytest.raises(InvalidData, match="role is 'foo'; expected one of basis, mention"):
        run_query(store, "citations_with_evidence", {"role": "foo"})


def test_values_of_parameters_are_those_of_the_code_lists() -> None:
    statuses = set(INSTRUMENT_STATUSES)
    lists = {"role": set(CITATION_ROLES), "status": statuses, "status_at_filing": statuses, "level": {*NORM_LEVELS, "unknown"}}
    lists |= {f"level{rank}": {key for key, concept in INDICATOR_LEVELS.items() if concept in names(rank).values()} for rank in (1, 2)}
    found = [(parameter.name, set(parameter.values)) for query in QUERIES for parameter in query.parameters if parameter.values]
    assert {name for name, _ in found} == set(lists)
    assert all(values == lists[name] for name, values in found)


@pytest.mark.parametrize(
    ("kind", "text"), [("integer", "9" * 5000), ("integer", "1e3"), ("decimal", "1e99999999"), ("decimal", "NaN"), ("decimal", "1,5")]
)
def test_a_number_that_no_store_holds_is_refused(kind: str, text: str) -> None:
    with pytest.raises(InvalidData, match="number such as 7"):
        term_of(Memory(GOLDEN), Parameter("n", kind, {}, "7", False), text)


def test_a_parameter_is_a_term_and_never_becomes_part_of_the_query(store: Store) -> None:
    query = find_query("indicator_targets_compared")
    assert list(store.query(query.text, substitutions={"name": Literal('亮灯率" . ?s ?p ?o . "')}).rows()) == []


@pytest.mark.parametrize(
    ("query", "parameter", "right", "written", "wrong", "nearest"),
    [
        ("regulations_by_issuer", "issuer_name", "上海市人民政府办公厅", "上海市人民政府 辦公廳", "上海市政府办公厅", ["上海市人民政府办公厅"]),
        ("regulations_by_issuer", "issuer_name", "上海市人民政府办公厅", "上海市人民政府办公厅", "foo", []),
        ("indicator_targets_compared", "name", "亮灯率", " 亮灯率 ", "亮灯的比率", ["亮灯率"]),
        ("indicator_targets_compared", "name", "亮灯率", "亮 燈 率", 'x" . ?s ?p ?o . "', []),
    ],
)
def test_a_name_that_stays_a_name_is_found_or_said_to_be_unknown(
    store: Store, query: str, parameter: str, right: str, written: str, wrong: str, nearest: list[str]
) -> None:
    assert table(store, query, parameter, **{parameter: written}) == table(store, query, parameter, **{parameter: right}) != []
    with pytest.raises(UnknownName) as fault:
        run_query(store, query, {parameter: wrong})
    assert fault.value.known == nearest


HEADER = """#+ title: {en: t, zh: t}
#+ description: {en: d, zh: d}
#+ parameters: [{name: a, type: string, example: x, optional: true, description: {en: d, zh: d}}]
#+ columns: [{name: a, description: {en: d, zh: d}}]
SELECT ?a { ?a ?p ?o }
"""


def test_of_several_narrowed_texts_the_one_that_leaves_fewest_rows_is_asked() -> None:
    query = find_query("citations_with_evidence")
    assert set(query.narrowed) == {"project", "fiscal_year"}
    assert query.text_for(()) == query.text_for({"regulation", "fiscal_year"}) == query.text_for({"role"}) == query.text
    assert query.text_for({"fiscal_year", "role"}) == query.narrowed["fiscal_year"]
    assert query.text_for({"regulation", "project", "fiscal_year"}) == query.narrowed["project"]


def test_a_narrowed_text_answers_the_same_columns_and_narrows_by_a_parameter() -> None:
    header = HEADER.replace("name: a", "name: project").replace("?a", "?project")
    assert read_query("q", header, {"project": "SELECT ?project { ?project ?q ?r }"}).narrowed
    with pytest.raises(InvalidData, match="the query selects"):
        read_query("q", header, {"project": "SELECT ?b { ?b ?p ?o }"})
    with pytest.raises(InvalidData, match="is no parameter of q"):
        read_query("q", header, {"department": header})


def test_a_header_is_read() -> None:
    query = read_query("q", HEADER)
    assert (query.title["zh"], query.parameters[0].type, query.columns[0].name, query.example) == ("t", "string", "a", {})


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("title: {en: t, zh: t}", "title: {en: t}", "title: expected the keys en, zh"),
        ("title: {en: t, zh: t}", "title: {en: t, zh: ''}", "no text in zh"),
        ("type: string", "type: word", "expected one of iri, string"),
        ("example: x", "example: ''", "the example is empty"),
        ("optional: true", "optional: maybe", "expected true or false"),
        ("example: x", "example: x, values: [y]", "the example 'x' is one of them"),
        ("example: x", "example: x, values: x", "values: expected a list"),
        ("example: x", "example: x, value: [x]", "expected the keys name"),
        ("#+ columns: [{name: a", "#+ columns: [{name: b", "the query selects"),
        ("#+ parameters: [{name: a", "#+ parameters: [{name: z", "filters a column"),
        ("#+ parameters: [", "#+ parameters: {", "not YAML"),
        ("SELECT ?a { ?a ?p ?o }", "SELECT ?a { ?a ?p }", "queries/q.rq"),
        ("SELECT ?a { ?a ?p ?o }", "ASK { ?a ?p ?o }", "is a SELECT"),
        ("#+ description: {en: d, zh: d}\n", "", "expected the keys title"),
    ],
)
def test_a_header_that_breaks_the_schema_is_refused(wrong: str, right: str, message: str) -> None:
    assert wrong in HEADER
    with pytest.raises(InvalidData, match=message):
        read_query("q", HEADER.replace(wrong, right))


def test_every_order_is_total() -> None:
    """A query without ORDER BY answers in the order of the store, which differs between stores."""
    assert all("ORDER BY" in query.text for query in QUERIES)


def test_find_query_and_read_catalogue(tmp_path: Path) -> None:
    assert find_query("regulations_by_use").name == "regulations_by_use"
    (tmp_path / "q.rq").write_text(HEADER, encoding="utf-8")
    (tmp_path / "note.md").write_text("no query", encoding="utf-8")
    (tmp_path / "q-violation.rq").write_text("SELECT ?a { ?a ?p ?o }", encoding="utf-8")
    assert [query.name for query in read_catalogue(tmp_path)] == ["q"]
