"""Tables drawn with vertical bars, in text and in Markdown: `| 项目名称 | 巡查 |`, with or without a rule below the first row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.documents.values import Block, Cell, Paragraph, Table

#: A row: bars at both ends and one between.
ROW = re.compile(r"\s*\|(?:[^|\n]*\|){2,}\s*")
#: A rule: dashes (and colons for alignment) between bars; or the frame of a table, in plus signs and dashes.
RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*|\s*\+(?:[-=]+\+)+\s*")
#: A row without bars at its ends counts only below or above a rule.
LOOSE = re.compile(r"[^|\n]*(?:\|[^|\n]*)+")
BAR = re.compile(r"(?<!\\)\|")


def is_rule(line: str) -> bool:
    """Whether a line is a table's rule."""
    return "-" in line and RULE.fullmatch(line) is not None


def cell_bounds(line: str) -> list[tuple[int, int]]:
    """(begin, end) of the cells of a row, without the spaces around them."""
    bars = [match.start() for match in BAR.finditer(line)]
    stripped = line.strip()
    edges = bars if stripped.startswith("|") else [-1, *bars]
    if not (stripped.endswith("|") and not stripped.endswith("\\|")):
        edges = [*edges, len(line)]
    bounds = []
    for left, right in pairwise(edges):
        inner = line[left + 1 : right]
        lead = len(inner) - len(inner.lstrip())
        bounds.append((left + 1 + lead, left + 1 + max(len(inner.rstrip()), lead)))
    return bounds


def find_runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(first, one past the last) line of each table: two rows or more, or one with a rule."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (ROW.fullmatch(lines[end]) or is_rule(lines[end])):
            end += 1
        if end == at and at + 1 < len(lines) and is_rule(lines[at + 1]) and LOOSE.fullmatch(lines[at]):
            end = at + 2
        if end > at and not ROW.fullmatch(lines[at]) and not is_rule(lines[at]):
            while end < len(lines) and LOOSE.fullmatch(lines[end]):
                end += 1
        if end - at >= 2 and any(not is_rule(line) for line in lines[at:end]):
            yield at, end
        at = max(end, at + 1)


def with_pipe_tables(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a text, in which runs of paragraphs that draw a table are that table."""
    found: list[Block] = []
    run: list[Paragraph] = []

    def close() -> None:
        lines = [text[paragraph.begin : paragraph.end] for paragraph in run]
        done = 0
        for first, last in find_runs(lines):
            found.extend(run[done:first])
            rows: list[tuple[Cell, ...]] = []
            for paragraph, line in zip(run[first:last], lines[first:last], strict=True):
                if not is_rule(line):
                    number = len(rows)
                    cells = tuple(Cell(number, at, paragraph.begin + b, paragraph.begin + e) for at, (b, e) in enumerate(cell_bounds(line)))
                    if cells:
                        rows.append(cells)
            if rows:
                found.append(Table(rows[0][0].begin, rows[-1][-1].end, tuple(rows), False))
            else:
                found.extend(run[first:last])
            done = last
        found.extend(run[done:])
        run.clear()

    for block in blocks:
        if isinstance(block, Paragraph) and (not run or run[-1].end + 1 == block.begin):
            run.append(block)
            continue
        close()
        if isinstance(block, Paragraph):
            run.append(block)
        else:
            found.append(block)
    close()
    return tuple(found)
