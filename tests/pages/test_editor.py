"""The page of /sparql: an editor where scripts run, a plain form where they do not, the protocol for everyone else."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from kg.catalogue import load_catalogue
from kg.service.pages.editors import vocabulary, without_header
from kg.terms import BKG, ELI
from tests.pages.test_browser import serious
from tests.service.servers import Served
from viz.sites import ASSETS, EDITOR

BROWSER_ACCEPTS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
bundled = pytest.mark.skipif(
    not (ASSETS / EDITOR).is_file(), reason="the editor is not bundled: cd viz/web && npm install --no-save && npm run build"
)
PROJECTS = "PREFIX bkg: <https://w3id.org/budget-kg#> SELECT ?year WHERE { ?year a bkg:ProjectYear }"


def test_a_browser_is_given_a_page_and_others_the_description(client: httpx.Client) -> None:
    assert client.get("/sparql", headers=BROWSER_ACCEPTS).headers["content-type"].startswith("text/html")
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    assert client.get("/sparql", headers={"Accept": "application/ld+json"}).headers["content-type"].startswith("application/ld+json")


def test_a_query_of_a_browser_without_the_form_is_the_protocol(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": PROJECTS}, headers=BROWSER_ACCEPTS)
    assert not answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("as_asked", "media"), [("table", "text/html"), ("csv", "text/csv"), ("json", "application/sparql-results+json")])
def test_the_form_says_what_it_wants_back(client: httpx.Client, as_asked: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": PROJECTS, "as": as_asked}, headers=BROWSER_ACCEPTS)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)


def test_an_update_is_refused_on_the_page_too(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"update": "CLEAR ALL"}, headers=BROWSER_ACCEPTS).status_code == 403


@pytest.mark.parametrize(
    ("query", "told"), [("ASK { ?s ?p ?o }", "true"), ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 1", " a "), ("SELECT nonsense", "line 1")]
)
def test_every_kind_of_answer_is_shown(client: httpx.Client, query: str, told: str) -> None:
    answer = client.get("/sparql", params={"query": query, "as": "table"})
    assert answer.status_code == (400 if "nonsense" in query else 200)
    assert told in unescape(answer.text)


def test_a_query_cannot_break_out_of_the_page(client: httpx.Client) -> None:
    text = client.get("/sparql", params={"query": "</textarea><script>alert(1)</script>", "as": "table"}).text
    assert "<script>alert" not in text


def test_the_vocabulary_is_the_ontology_and_what_it_borrows() -> None:
    terms = {iri: (kind, names) for iri, kind, names in vocabulary()}
    assert terms[BKG.ProjectYear] == ("class", {"zh": "年度项目", "en": "project year"})
    assert terms[BKG.hasLegalBasis][0] == "property"
    assert terms[ELI.id_local][0] == "property"
    assert len(terms) > 150


def test_examples_are_queries_without_their_header() -> None:
    for query in load_catalogue():
        text = without_header(query.text)
        assert "#+" not in text
        assert text.lstrip().startswith(("PREFIX", "SELECT", "#"))


@bundled
def test_the_editor_completes_our_vocabulary(page: Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector("#editor[data-ready]")
    expect(page.locator("form.plain-form")).to_be_hidden()
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * WHERE { ?x a bkg:Proj")
    page.keyboard.press("Control+Space")
    hints = page.locator(".CodeMirror-hints")
    expect(hints).to_contain_text("bkg:ProjectYear")
    expect(hints).to_contain_text("年度项目")
    assert "PREFIX bkg: <https://w3id.org/budget-kg#>" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")


@bundled
def test_the_editor_asks_and_its_answers_lead_to_our_pages(page: Page) -> None:
    page.goto("/sparql?lang=en")
    page.wait_for_selector("#editor[data-ready]")
    assert serious(page) == []
    page.locator(".yasqe_queryButton").first.click()
    link = page.locator("#editor table a.iri").first
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/*.html")


@bundled
def test_a_question_of_the_catalogue_becomes_a_tab(page: Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector("#editor[data-ready]")
    page.locator("details.examples summary").click()
    page.get_by_role("link", name=load_catalogue()[0].title["zh"], exact=True).click()
    expect(page.locator("#editor .tabsList .tab.active")).to_contain_text(load_catalogue()[0].title["zh"][:4])


@bundled
def test_a_link_brings_a_query_and_never_another_endpoint(page: Page, server: Served) -> None:
    elsewhere = quote("http://127.0.0.1:9/sparql", safe="")
    page.goto(f"/sparql#query={quote(PROJECTS)}&endpoint={elsewhere}")
    page.wait_for_selector("#editor[data-ready]")
    expect(page.locator("#editor table a.iri").first).to_be_visible()
    setup = json.loads(page.get_attribute("#editor", "data-setup") or "{}")
    assert setup["endpoint"] == "/sparql"


def test_without_scripts_there_is_a_form(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("section table a").first).to_be_visible()
    context.close()


@bundled
def test_the_editor_speaks_the_language_of_its_page(page: Page) -> None:
    for lang, told in (("zh", "条结果"), ("en", "results in")):
        page.goto(f"/sparql?lang={lang}")
        page.wait_for_selector("#editor[data-ready]")
        page.locator(".yasqe_queryButton").first.click()
        expect(page.locator("#editor .yasr_response_chip")).to_contain_text(told)
        expect(page.locator("#editor table a.iri").first).to_be_visible()
        controls = page.locator("#editor .yasr").inner_text()
        assert ("Page size" in controls) == (lang == "en")
        assert "XMLSchema" not in controls
        assert "xsd:" not in controls


@bundled
def test_the_editor_is_dark_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/sparql")
    page.wait_for_selector("#editor[data-ready]")
    page.locator(".yasqe_queryButton").first.click()
    expect(page.locator("#editor table a.iri").first).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for part in (".CodeMirror", ".tabsList .tab", ".dataTable tbody tr", ".tableFilter"):
        ground = page.locator(f"#editor {part}").first.evaluate("part => getComputedStyle(part).backgroundColor")
        assert ground in (paper, "rgba(0, 0, 0, 0)"), part
    assert serious(page) == []
