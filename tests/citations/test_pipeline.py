"""The spaCy pipeline gives what `find_citations` gives, survives its own serialisation, and works behind other tokenisers."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

from spacy import displacy  # noqa: E402
from spacy.cli.evaluate import evaluate  # noqa: E402
from spacy.tokens import DocBin  # noqa: E402
from spacy.training import Example  # noqa: E402

from kg.citations import find_citations  # noqa: E402
from kg.citations.pipeline import FACTORIES, TOKENIZER, make_pipeline  # noqa: E402

TEXT = "根据《停车场管理办法》（沪府办[2015]87号）第三条、国务院令第641号和GB/T 22239-2008，编制《停车规划》。"


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    return make_pipeline()


def test_spans_are_the_mentions(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    spans = doc.spans["citations"]
    found = find_citations(TEXT)
    assert [(s.text, s.start_char, s.label_, s._.title, s._.number, s._.article) for s in spans] == [
        (m.surface, m.begin, m.kind, m.title, m.number, m.article) for m in found
    ]
    assert [s.text for s in doc.spans["instrument_titles"]] == ["《停车场管理办法》", "《停车规划》"]
    assert [s._.number for s in doc.spans["document_numbers"]] == ["沪府办〔2015〕87号", "国务院令第641号", "GB/T 22239-2008"]


def test_an_empty_text_gives_an_empty_doc(nlp: spacy.Language) -> None:
    assert len(nlp("")) == 0


def test_spans_survive_a_docbin(nlp: spacy.Language) -> None:
    docs = list(nlp.pipe([TEXT, "无"]))
    restored = list(DocBin(store_user_data=True, docs=docs).get_docs(nlp.vocab))
    assert [s.text for s in restored[0].spans["citations"]] == [s.text for s in docs[0].spans["citations"]]
    assert [s._.number for s in restored[0].spans["citations"]] == [s._.number for s in docs[0].spans["citations"]]


def test_a_component_works_in_another_pipeline() -> None:
    other = spacy.blank("zh")  # sign by sign
    other.add_pipe(FACTORIES[-1])
    doc = other(TEXT)
    assert [(s.text, s._.begin, s._.end) for s in doc.spans["citations"]] == [(m.surface, m.begin, m.end) for m in find_citations(TEXT)]


def test_the_pipeline_can_be_written_and_read(nlp: spacy.Language) -> None:
    again = make_pipeline().from_bytes(nlp.to_bytes())
    one, other = again(TEXT), nlp(TEXT)
    assert [s.text for s in one.spans["citations"]] == [s.text for s in other.spans["citations"]]


def test_a_pipeline_on_disk_is_loaded_as_it_was_written(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "ours")
    other = spacy.blank("zh")
    other.add_pipe(FACTORIES[-1])
    other.to_disk(tmp_path / "other")
    for written, folder in ((nlp, tmp_path / "ours"), (other, tmp_path / "other")):
        loaded = spacy.load(folder)
        assert loaded.pipe_names == written.pipe_names
        one, two = loaded(TEXT), written(TEXT)
        assert [token.text for token in one] == [token.text for token in two]
        assert [(s.text, s.label_, s._.number) for s in one.spans["citations"]] == [(s.text, s.label_, s._.number) for s in two.spans["citations"]]


def test_the_entry_points_name_the_factories_and_the_tokeniser() -> None:
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert sorted(declared["spacy_factories"]) == sorted(FACTORIES)
    assert list(declared["spacy_tokenizers"]) == [TOKENIZER]
    for target in (*declared["spacy_factories"].values(), *declared["spacy_tokenizers"].values()):
        module, _, name = target.partition(":")
        assert callable(getattr(import_module(module), name))


def test_several_processes_give_what_one_gives(nlp: spacy.Language) -> None:
    texts = [TEXT, "无", TEXT]
    assert [[s.text for s in doc.spans["citations"]] for doc in nlp.pipe(texts, n_process=2)] == [
        [s.text for s in doc.spans["citations"]] for doc in nlp.pipe(texts)
    ]


def test_the_spans_are_drawn_and_scored(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert "停车场管理办法" in displacy.render(doc, style="span", options={"spans_key": "citations"})
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), doc)])
    assert (scores["spans_citations_f"], scores["spans_document_numbers_f"]) == (1.0, 1.0)


def test_the_command_of_spacy_tells_the_scores(nlp: spacy.Language, tmp_path: Path) -> None:
    plain = spacy.blank("zh")
    plain.add_pipe(FACTORIES[-1])
    plain.to_disk(tmp_path / "model")
    gold = plain(TEXT)
    gold.spans["citations"] = list(gold.spans["citations"])[:2]
    DocBin(docs=[gold]).to_disk(tmp_path / "gold.spacy")
    told = evaluate(tmp_path / "model", tmp_path / "gold.spacy", spans_key="citations", silent=True)
    assert (told["spans_citations_p"], told["spans_citations_r"]) == (pytest.approx(2 / 3), 1.0)
    assert set(told["spans_citations_per_type"]) == {"title", "order", "standard"}
