"""Markdown, as converters write it: paragraphs without their marks, pipe tables, and tables left in HTML."""

from __future__ import annotations

import re

from kg.documents.building import CellText, DocumentBuilder, plain_text
from kg.documents.encodings import decode
from kg.documents.flows import build_flow
from kg.documents.limits import Limits
from kg.documents.pipes import cell_bounds, find_runs, is_rule
from kg.documents.values import Document

MEDIA_TYPE = "text/markdown"

TABLE_START, TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s{0,9}>", re.IGNORECASE)
#: What stands in front of a heading, a quotation (not of a target such as >=95%) or a bullet (not of a printed page number: - 17 -); numbers of
#: a list are part of the text.
MARK = re.compile(r"\s{0,3}(?:#{1,6}\s+|>(?![=\d])\s?|[-*+]\s+(?=\S)(?!\d{1,4}\s+[-*+]\s*\Z))")
#: Strong and emphasised text, code; links and images keep their text.
SPAN = re.compile(r"(\*\*|__|`)(?=\S)(.{1,200}?)(?<=\S)\1")
LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
RULER = re.compile(r"\s*(?:[-*_]\s*){3,}|\s*=+\s*|\s*```.*")


def read_markdown(data: bytes, *, source: str, limits: Limits) -> Document:
    """A Markdown file; raises UnreadableInput."""
    text, encoding = decode(data, source)
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    builder.encoding = encoding
    at = 0
    while (start := TABLE_START.search(text, at)) and (end := TABLE_END.search(text, start.end())):
        add_text(builder, text[at : start.start()])
        add_html(builder, text[start.start() : end.end()])
        at = end.end()
    add_text(builder, text[at:])
    return builder.document()


def add_text(builder: DocumentBuilder, text: str) -> None:
    """Lines of Markdown into a document."""
    lines = text.split("\n")
    done = 0
    for first, last in find_runs(lines):
        add_lines(builder, lines[done:first])
        rows = []
        for line in lines[first:last]:
            if not is_rule(line):
                rows.append([CellText(column, shown(line[begin:end])) for column, (begin, end) in enumerate(cell_bounds(line))])
        builder.table(rows, spans_known=False)
        done = last
    add_lines(builder, lines[done:])


def add_lines(builder: DocumentBuilder, lines: list[str]) -> None:
    """Lines outside tables, each a paragraph: converters do not wrap them."""
    for line in lines:
        if line.strip() and not RULER.fullmatch(line):
            builder.paragraph(shown(MARK.sub("", line, count=1)))


def add_html(builder: DocumentBuilder, markup: str) -> None:
    """A table left in HTML into a document."""
    from lxml import etree

    from kg.documents.page_flows import PageReader

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    build_flow(builder, PageReader(root).content(root))


def shown(text: str) -> str:
    """Text without the marks of Markdown."""
    text = BREAK.sub("\n", text)
    text = LINK.sub(r"\1", SPAN.sub(r"\2", text))
    return plain_text(ESCAPE.sub(r"\1", text))
