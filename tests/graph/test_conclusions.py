"""Conclusions from filings written by hand."""

from __future__ import annotations

import io
import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from kg.filings import Amount, Filing
from kg.graph.conclusions import conclude
from kg.graph.project_years import Remark
from kg.graph.spools import DocumentRows, DocumentSummary, Spool, filing_row
from kg.graph.summaries import summarise
from kg.identifiers import Identifiers
from kg.terms import BKG, CITO, DCTERMS, ELI, FOAF, OBEU_DIMENSION, ORG, PROV, RESOLUTION_STATUSES, SKOS
from tests.graph.filings_by_hand import BASE, filing

IDS = Identifiers(BASE)
DEPARTMENT = "上海市燃气管理处"
Facts = dict[str, dict[str, set[str]]]


def sha(number: int) -> str:
    return f"{number:016x}" + "0" * 48


def concluded(tmp_path: Path, *documents: tuple[Filing, ...], order: int = 0) -> tuple[bytes, list[Remark]]:
    """The derived graph of documents, each a tuple of filings, and what came up; `order` shuffles the loading."""
    path = tmp_path / f"{order}.sqlite"
    spool = Spool(path)
    numbered = list(enumerate(documents))
    random.Random(order).shuffle(numbered)
    for number, filings in numbered:
        rows = tuple(filing_row(summarise(replace(f, index=n), sha256=sha(number))) for n, f in enumerate(filings))
        spool.add([DocumentRows(DocumentSummary(sha(number), "text/plain", "f" * 64, len(rows)), rows, ())])
    stream = io.BytesIO()
    remarks = list(conclude(spool, stream, identifiers=IDS, scratch=tmp_path))
    spool.close()
    path.unlink()
    return stream.getvalue(), remarks


def facts(data: bytes) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(set))
    for quad in parse(data, format=RdfFormat.N_QUADS):
        value = quad.object.value if isinstance(quad.object, Literal) else str(quad.object)[1:-1]
        found[str(quad.subject)[1:-1]][quad.predicate.value].add(value)
        assert str(quad.graph_name)[1:-1] == IDS.derived_graph
    return found


def year_of(project: str, year: object) -> str:
    return IDS.project_year(DEPARTMENT, project, str(year))


def test_each_line_stands_once_and_the_order_of_loading_changes_no_byte(tmp_path: Path) -> None:
    documents = [(filing(year=2019),), (filing(year=2020), filing(year=2020, total="5.00")), (filing(project=None),), (filing(department=None),)]
    results = {concluded(tmp_path, *documents, order=order)[0] for order in range(4)}
    assert len(results) == 1
    lines = results.pop().splitlines()
    assert len(lines) == len(set(lines))


def test_the_years_of_a_project_are_one_project(tmp_path: Path) -> None:
    found = facts(concluded(tmp_path, (filing(year=2019, project="2019年燃气安全检查"),), (filing(year=2020, project="燃气安全检查（2020）"),))[0])
    project = IDS.project(DEPARTMENT, "燃气安全检查")
    assert found[project][FOAF.name] == {"燃气安全检查"}
    assert found[project][BKG.department] == {IDS.department(DEPARTMENT)}
    for year in (2019, 2020):
        node = found[year_of("燃气安全检查", year)]
        assert node[DCTERMS.isVersionOf] == {project}
        assert node[BKG.fiscalYear] == {str(year)}


def test_a_year_stated_twice_counts_its_money_once(tmp_path: Path) -> None:
    data, remarks = concluded(tmp_path, (filing(),), (filing(rows=1),))
    node = facts(data)[year_of("燃气安全检查", 2020)]
    assert node[BKG.statedIn] == node[PROV.wasDerivedFrom] == {IDS.filing(sha(0), 0), IDS.filing(sha(1), 0)}
    assert node[BKG.yuan] == {"40000.00"}
    assert node[BKG.totalYuan] == {"100000.00"}
    assert not [r for r in remarks if r.finding.code == "contradictory_amounts"]


def test_contradictory_money_is_the_first_filings_and_is_told(tmp_path: Path) -> None:
    data, remarks = concluded(tmp_path, (filing(current="1.00"),), (filing(current="2.00"),))
    assert facts(data)[year_of("燃气安全检查", 2020)][BKG.yuan] == {"1.00"}
    (remark,) = [r for r in remarks if r.finding.code == "contradictory_amounts"]
    assert remark.focus == IDS.filing(sha(1), 0)
    assert remark.where == sha(1)[:16]


def test_the_yuan_of_an_answer_is_never_a_total_of_several_years(tmp_path: Path) -> None:
    one = facts(concluded(tmp_path, (filing(current=None),))[0])[year_of("燃气安全检查", 2020)]
    assert one[BKG.yuan] == {"100000.00"}
    several = replace(filing(current=None), fiscal_year_end=2022)
    many = facts(concluded(tmp_path, (several,))[0])[year_of("燃气安全检查", "2020-2022")]
    assert BKG.yuan not in many
    assert many[BKG.totalYuan] == {"100000.00"}
    assert many[BKG.fiscalYearEnd] == {"2022"}


@pytest.mark.parametrize("missing", ["project", "department"])
def test_a_filing_without_project_or_department_is_a_year_of_its_own(tmp_path: Path, missing: str) -> None:
    found = facts(concluded(tmp_path, (replace(filing(), **{missing: None}),))[0])
    node = found[IDS.filing_year(sha(0), 0)]
    assert node[BKG.statedIn] == {IDS.filing(sha(0), 0)}
    assert node[BKG.yuan] == {"40000.00"}
    assert DCTERMS.isVersionOf not in node


def test_a_narrative_and_its_form_are_about_one_year(tmp_path: Path) -> None:
    narrative = replace(filing(department=None, project="燃气安全检查经费", year=None, rows=0), form="shanghai-narrative", paired_with=1)
    form = replace(filing(), paired_with=0)
    found = facts(concluded(tmp_path, (narrative, form))[0])
    assert found[year_of("燃气安全检查", 2020)][BKG.statedIn] == {IDS.filing(sha(0), 0), IDS.filing(sha(0), 1)}


def test_basis_and_mention(tmp_path: Path) -> None:
    value = filing()
    mentioned = replace(value, citations=(value.citations[0], value.citations[1]._replace(role="mention")))
    found = facts(concluded(tmp_path, (mentioned,))[0])
    node = found[year_of("燃气安全检查", 2020)]
    number = IDS.instrument("沪府办/2015/87")
    assert len(node[BKG.cites]) == 2
    assert node[BKG.cites] == node[DCTERMS.references]
    assert number in node[BKG.cites]
    assert node[BKG.hasLegalBasis] == node[CITO.citesAsAuthority] == node[BKG.cites] - {number}
    assert found[IDS.project(DEPARTMENT, "燃气安全检查")][BKG.hasLegalBasis] == node[BKG.hasLegalBasis]
    assert BKG.cites not in found[IDS.project(DEPARTMENT, "燃气安全检查")]


def test_citations_denote_instruments_and_articles(tmp_path: Path) -> None:
    found = facts(concluded(tmp_path, (filing(),))[0])
    citation = found[f"{IDS.filing(sha(0), 0)}/citation/1"]
    instrument = IDS.instrument("沪府办/2015/87")
    assert citation[BKG.denotes] == citation[CITO.hasCitedEntity] == {instrument}
    assert citation[BKG.resolutionStatus] <= set(RESOLUTION_STATUSES.values())
    assert citation[BKG.citedBy] == {year_of("燃气安全检查", 2020)}
    article = IDS.article("沪府办/2015/87", "第三条")
    assert citation[BKG.denotesArticle] == {article}
    assert found[article][ELI.is_part_of] == {instrument}
    assert found[instrument][ELI.id_local] == {"沪府办〔2015〕87号"}


def test_amounts_and_indicators_lead_to_what_they_are_about(tmp_path: Path) -> None:
    value = filing()
    other = replace(value, indicators=tuple(i._replace(name=f" {i.name}") for i in value.indicators), project="别的")
    found = facts(concluded(tmp_path, (value, other))[0])
    amount = found[f"{IDS.filing(sha(0), 0)}/amount/total"]
    assert amount[OBEU_DIMENSION.organization] == {IDS.department(DEPARTMENT)}
    assert amount[OBEU_DIMENSION.project] == {IDS.project(DEPARTMENT, "燃气安全检查")}
    concepts = [found[f"{IDS.filing(sha(0), n)}/indicator/0"][BKG.concept] for n in (0, 1)]
    assert concepts[0] == concepts[1] == {IDS.concept("检查次数0")}
    assert found[IDS.concept("检查次数0")][SKOS.prefLabel] == {"检查次数0"}


def test_supervisors_stand_above(tmp_path: Path) -> None:
    found = facts(concluded(tmp_path, (filing(supervisor="上海市住房和城乡建设管理委员会"),))[0])
    parent = IDS.department("上海市住房和城乡建设管理委员会")
    assert found[IDS.department(DEPARTMENT)][ORG.subOrganizationOf] == {parent}
    assert found[parent][SKOS.prefLabel] == {"上海市住房和城乡建设管理委员会"}


def test_money_is_compared_as_numbers(tmp_path: Path) -> None:
    value = filing()
    longer = replace(value, amounts=(Amount("current_year", Decimal("40000.000"), "4.0000000", "万元", 2),))
    remarks = concluded(tmp_path, (value,), (longer,))[1]
    assert not [r for r in remarks if r.finding.code == "contradictory_amounts"]
