"""The citations stage as a spaCy pipeline: `nlp(text).spans["citations"]`, `nlp.pipe`, `DocBin`, displaCy.

    doc = make_pipeline()(text)
    for span in doc.spans["citations"]:
        span.text, span.label_, span._.title, span._.number, span._.article

The work is done by the same functions as `find_citations`; a `Doc` is only its container. Our tokeniser cuts a text at the bounds of candidates and
nowhere else (tokenising Chinese sign by sign costs twenty times the search itself); with another tokeniser the spans are widened to its tokens,
and `span._.begin` and `span._.end` keep the exact offsets. Coarse tokens are interned for ever: run large corpora inside `nlp.memory_zone()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from kg.citations.extraction import explain
from kg.citations.numbers import scan_numbers
from kg.citations.titles import scan_titles

NUMBERS, TITLES, CITATIONS = "document_numbers", "instrument_titles", "citations"
FACTORIES = ("kg_document_numbers", "kg_instrument_titles", "kg_citations")
TOKENIZER = "kg.coarse_tokenizer.v1"
ATTRIBUTES = ("begin", "end", "title", "number", "article", "antecedent")


class CoarseTokenizer:
    """Cuts a text at the bounds of its candidates: `Doc.text` is the text, and every citation is a run of whole tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        bounds = {0, len(text)}
        for title in scan_titles(text):
            bounds |= {title.begin, title.end}
        for number in scan_numbers(text):
            bounds |= {number.begin, number.end}
        found = explain(text)
        bounds |= {bound for mention in found.mentions for bound in (mention.begin, mention.end)}
        bounds |= {bound for rejection in found.rejections for bound in (rejection.begin, rejection.end)}
        cuts = sorted(bounds)
        words = [text[begin:end] for begin, end in pairwise(cuts)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the knowledge is in the package's data."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CoarseTokenizer:
        """The counterpart of `to_bytes`."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: Any, **_: Any) -> CoarseTokenizer:
        """The counterpart of `to_disk`."""
        return self


def make_tokenizer() -> Callable[[Language], CoarseTokenizer]:
    """The registered factory of the tokeniser, for configurations."""
    return lambda nlp: CoarseTokenizer(nlp.vocab)


Found = tuple[int, int, str, dict[str, Any]]


class SpanFinder:
    """A component that fills one span group; `nlp.evaluate` scores it by exact spans and labels."""

    def __init__(self, key: str, find: Callable[[str], Iterable[Found]]) -> None:
        self.key = key
        self.find = find

    def __call__(self, doc: Doc) -> Doc:
        return _set(doc, self.key, self.find(doc.text))

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """`spans_citations_p`, `spans_citations_r`, `spans_citations_f` and the same by kind, as `spacy evaluate --spans-key citations` asks for;
        none for documents without the group."""
        key = self.key
        scores = Scorer.score_spans(
            examples, attr=f"spans_{key}", getter=lambda doc, _key: doc.spans[key], has_annotation=lambda doc: key in doc.spans, allow_overlap=True
        )
        return dict(scores)


def find_numbers(text: str) -> list[Found]:
    """Every number, order and standard, labelled by its kind."""
    return [(n.begin, n.end, n.kind, {"number": n.value}) for n in scan_numbers(text)]


def find_titles(text: str) -> list[Found]:
    """Every bracketed title, an instrument's or not."""
    return [(t.begin, t.end, "title", {"title": text[t.inner_begin : t.inner_end]}) for t in scan_titles(text)]


def find_mentions(text: str) -> list[Found]:
    """The mentions, labelled by kind, numbers and titles bound."""
    return [
        (m.begin, m.end, m.kind, {"title": m.title, "number": m.number, "article": m.article, "antecedent": m.antecedent})
        for m in explain(text).mentions
    ]


def make_document_numbers(nlp: Language, name: str) -> SpanFinder:
    """Factory of `kg_document_numbers`: `find_numbers` in `doc.spans["document_numbers"]`."""
    return SpanFinder(NUMBERS, find_numbers)


def make_instrument_titles(nlp: Language, name: str) -> SpanFinder:
    """Factory of `kg_instrument_titles`: `find_titles` in `doc.spans["instrument_titles"]`."""
    return SpanFinder(TITLES, find_titles)


def make_citations(nlp: Language, name: str) -> SpanFinder:
    """Factory of `kg_citations`: `find_mentions` in `doc.spans["citations"]`."""
    return SpanFinder(CITATIONS, find_mentions)


def _set(doc: Doc, key: str, found: Iterable[Found]) -> Doc:
    spans = []
    for begin, end, label, values in found:
        span = doc.char_span(begin, end, label=label, alignment_mode="expand")
        if span is not None:
            for attribute, value in {"begin": begin, "end": end, **values}.items():
                span._.set(attribute, value)
            spans.append(span)
    doc.spans[key] = spans
    return doc


def _register() -> None:
    if TOKENIZER not in registry.tokenizers:
        registry.tokenizers(TOKENIZER, func=make_tokenizer)
    for attribute in ATTRIBUTES:
        if not Span.has_extension(attribute):
            Span.set_extension(attribute, default=None)
    for factory, make in zip(FACTORIES, (make_document_numbers, make_instrument_titles, make_citations), strict=True):
        if not Language.has_factory(factory):
            Language.factory(factory, func=make)


_register()


def make_pipeline() -> Language:
    """`spacy.blank("zh")` with the coarse tokeniser and our three components."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for factory in FACTORIES:
        nlp.add_pipe(factory)
    return nlp
