"""The one step for plain texts finds what the whole way finds, and hands back whatever leaves a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.samples
from kg.citations import cite
from kg.citations.citing import field_citations, reading_role
from kg.citations.evaluation import read_negatives, read_sentences
from kg.citations.extraction import BLANK_LINE, mentions_of, whole_way
from kg.citations.plain import plain_citations
from kg.citations.wraps import joined
from kg.documents import read_data, walk
from kg.filings import Field, Filing
from kg.forms import read_filings

SAMPLES = Path(kg.samples.__path__[0])
HERE = Path(__file__).parent
SENTENCES = read_sentences((HERE / "sentences.txt").read_text(encoding="utf-8"))
NEGATIVES = read_negatives((HERE / "negatives.txt").read_text(encoding="utf-8"))
ROLES = ("", "legal_basis", "measures")
PARTS = st.sampled_from(
    [
        "《停车管理办法》", "《停车管理办法（试行）》", "《课题报告》", "《城市绿化条例》", "（沪府办〔2015〕87号）", "(皖财预[2019]3号)",
        "沪府办【2015】87号", "根据", "执行", "编制", "落实", "拟制定", "、", "，", "；", "。", "1、", "和", "等", "的要求", "的通知",
        "第三条", "按照年度计划实施", "上海市停车条例", "该办法", "某市停车管理办法", "停车三年行动计划（2018-2020）", "关于加强停车管理的通知",
        "国办发(2006)37号", "和县政办〔2022〕8号", "市政府令〔2015〕3号", "常务会议纪要", "合同编号", "：", "“", "”", "（", "）", "关于",
        "财政部", "印发", "37号", "、12号", "十四五", "规划", " ", "文件", "》", "（国务院令第279号）",
        "（住房和城乡建设部令第37号）", "（GB 50014-2021）",
        "《财政部关于印发〈停车办法〉的通知》", "第三条第二款", "以及", "开展", "批复内容",
        "号文", "令", "(2013)3", "（会议纪要〔2020〕3期）", "国务院令第641号", "《公告》",
    ]
)  # fmt: skip


def compare(text: str, role: str) -> bool:
    plain = plain_citations(text, role, 0)
    if plain is not None:
        assert plain == whole_way(text, role, {}, 0, 0)
    return plain is not None


@given(st.lists(PARTS, min_size=1, max_size=9).map("".join), st.sampled_from(ROLES))
@settings(max_examples=600, deadline=None)
def test_what_is_read_in_one_step_is_what_the_whole_way_finds(text: str, role: str) -> None:
    compare(text, role)


@pytest.mark.parametrize("role", ROLES)
def test_the_evaluation_set_is_read_the_same_either_way(role: str) -> None:
    assert sum(compare(sentence.text, role) for sentence in (*SENTENCES, *NEGATIVES) if "\n" not in sentence.text) > 10


@pytest.mark.parametrize(
    "text",
    [
        "《停车管理办法》（沪府办〔2015〕87号）；1、某市停车条例(沪财预(2019)3号)；沪府办【2015】88号。",
        "为落实沪府办〔2015〕87号的要求，执行某区河道管理实施细则（沪水务〔2019〕632号）。",
        "2、停车三年行动计划（2018-2020）（沪府发〔2018〕5号）；3、关于加强停车管理的通知（沪建交【2009】243号）",
        "为保障出行，某市财政局关于加强停车收费管理的通知（某财综〔2021〕12号）的精神；国办发(2006)37号",
    ],
)
def test_titles_with_numbers_and_numbers_alone_are_read_in_one_step(text: str) -> None:
    assert all(compare(text, role) for role in ROLES)


@pytest.mark.parametrize(
    "text",
    [
        "根据《停车管理办法》（国务院令第279号）和《停车服务规范》（GB/T 22239-2019）开展巡查，业主须遵守《停车条例》第三条、第五条。",
        "贯彻《财政部关于印发〈停车办法〉的通知》（财预〔2020〕10号文）；对照《城市绿化条例》评定。",
        "按桂水审批〔2023〕58号批复内容完成治理；执行财社[2016]114号第二条规定，按昆民发[2016]28号文的对象发放。",
        "《停车管理办法》（试行）、《城市绿化条例》(2018年修订)第五条；承担《古树保护条例》规定的责任，《市容办法》（2019年修正）（市政府令第12号）。",
        "《停车办法》市财预〔2020〕10号的任务；停车管理办法（某财预〔2020〕12号）第七条明确",
    ],
)
def test_what_goes_on_behind_a_plain_citation_costs_no_second_reading(text: str) -> None:
    assert all(compare(text, role) for role in ROLES)


@pytest.mark.parametrize(
    "text",
    ["《停车管理办法》；上海市绿化条例》。", "《停车管理办法》；停车方案（沪交科(2007)558）。", "《会议纪要（2021年第12期）的通知》。",
     "《停车规范》（DB11/T 213-20222）一级标准",
     "《停车管理办法》；《抗震规范》GB５5002-2021", "《停车管理办法》（试行）的通知。", "《停车管理办法》编制",
     "《市政府公告》2022年第13号", "沪府办〔2015〕87号令",
     "《停车办法》沪府办〔2015〕87号楼", "沪府办〔2015〕87号《停车办法》"],
)  # fmt: skip
def test_what_may_change_a_plain_citation_is_handed_back(text: str) -> None:
    assert plain_citations(text, "legal_basis", 0) is None


def test_samples_and_seeds_are_read_the_same_either_way(shared: Path) -> None:
    """Every paragraph of their fields, in the role that it has there, and as one of the legal basis."""
    documents = [read_data(source.path.read_bytes(), source=source.name) for source in walk([SAMPLES, shared / "seeds"])[0]]
    fields = [field for document in documents for filing in read_filings(document).filings for field in filing.fields]
    paragraphs = {(part, role) for field in fields for part in BLANK_LINE.split(field.text) for role in (reading_role(field), "legal_basis")}
    assert sum(compare(text, role) for text, role in sorted(paragraphs) if joined(text) is None) > 60


@pytest.mark.parametrize(
    "text",
    ["编制《停车管理办法》。", "《停车管理办法》的通知。", "《停车报告》。", "《停车管理办法》，国发〔2015〕40号。", "按《停车管理办法》该办法执行",
     "某市停车条例（沪府办〔2015〕87号、88号）", "《停车管理办法》，沪府办〔2015〕87号", "合同编号：沪建合〔2015〕87号", "市政府令〔2015〕3号；",
     "《停车管理办法》、会议纪要〔2020〕3号。", "关于印发《停车管理办法》的通知（沪府办〔2015〕87号）"],
)  # fmt: skip
def test_a_text_that_leaves_a_question_is_handed_back(text: str) -> None:
    assert plain_citations(text, "", 0) is None


TEXTS = st.lists(st.one_of(PARTS, st.sampled_from(["\n", "\n\n", "停车管理\n办法", "GB/T 22239-2019", "30台"])), max_size=9).map("".join)
FIELDS = st.lists(st.builds(Field, st.just("依据"), st.sampled_from(["goal", "legal_basis", "measures", "other", "project"]), TEXTS), max_size=6)


@given(FIELDS)
@settings(max_examples=300, deadline=None)
def test_the_fields_of_a_filing_searched_as_one_cite_what_each_cites_alone(fields: list[Field]) -> None:
    together = cite(Filing("a.txt", 0, "any", fields=tuple(fields))).citations
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.citations.extraction.plain_citations", lambda *_: None)
        mentions_of.cache_clear()
        alone = [citation for index, field in enumerate(fields) for citation in field_citations(field, index)]
    mentions_of.cache_clear()
    assert together == tuple(alone)


def test_a_sign_that_divides_the_fields_may_stand_in_one() -> None:
    fields = (
        Field("目标", "goal", "保障\0出行"),
        Field("依据", "legal_basis", "《停车管理办法》；国发〔2015〕40号。"),
    )
    found = cite(Filing("a.txt", 0, "any", fields=fields)).citations
    assert [(citation.field_index, citation.begin, citation.surface) for citation in found] == [
        (1, 0, "《停车管理办法》"),
        (1, 9, "国发〔2015〕40号"),
    ]
