"""What a document prints behind and between the lines of its forms: the part that explains words (第三部分 名词解释) and further parts without a
form, and numbers of pages that stand alone in the midst of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.forms.grids import Line, Row
from kg.forms.headers import find_header
from kg.forms.labels import find_label
from kg.forms.levels import find_level, find_level2
from kg.forms.page_breaks import AGAIN
from kg.forms.untitled import HEAD
from kg.forms.words import normalise

#: The heading of a part of the document; a glossary is one under any number.
PART = re.compile(r"\s*第[一二三四五六七八九十]{1,3}部分[\s\u3000:：、]*[^。；，,;\t\n]{2,30}")
GLOSSARY = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|附[件录]?[一二三四五六七八九十\d]{0,2}[:：]?)?"
    r"[\s\u3000:：、]*(?:部分|有关|相关|主要|专业|专业性较强的?|专有)?的?(?:名词|术语)的?(?:解释|释义|说明|注释)[:：]?\s*"
)
#: So many rows back the indicators of the form above are looked for, and so many lines of levels are some.
REACH = 60
ENOUGH_LINES = 2
LONGEST_PART = 40
LONGEST_HEAD = 12
LONGEST_LINE = 80
#: A number that may be a page's, and what says that it is none: it counts what is in front of it or behind.
PAGE = re.compile(r"\s*\d{1,3}\s*")
COUNTED = re.compile(r"(?:[第约共达计至到为增加少的]|[\d〕\]］】）)—–\-./：:])\s*\Z")
COUNTS = re.compile(
    r"\s*(?:[号期年月日条款项个人次份家户亩吨台套辆元万亿千百%％‰℃、，。；.．,;:：）)〕\-—–~～/\d]|公里|平方|立方|小时|工作日|以上|以下)"
)
#: Lines of running text: so long, or with a mark that names and labels lack.
LONG = 25
LEAST = 10
MARK = re.compile(r"[，、。；《》（）〈〉]")
OPENING, CLOSING = "《〈（(〔“", "》〉）)〕”"


def parted_tails(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """(the rows of a document without the parts behind its forms that hold none, those parts)."""
    starts = [at for at, row in enumerate(rows) if not row.in_table and len(row.line.cells) == 1 and _heads(row) and not row.line.titles]
    if not starts:
        return list(rows), []
    # Where the next form begins, for each row: worked out backwards, so that no stretch is read for each heading in it.
    following = [len(rows)] * (len(rows) + 1)
    for at in range(len(rows) - 1, -1, -1):
        following[at] = at if _begins_form(rows[at]) else following[at + 1]
    kept: list[Row] = []
    tails: list[Row] = []
    done = 0
    for at in starts:
        if at < done or not _behind_form(rows, at):
            continue
        end = following[at + 1]
        glossary = GLOSSARY.fullmatch(rows[at].line.cells[0].text) is not None
        if not glossary and (end < len(rows) and not rows[end].line.titles):
            continue
        kept += rows[done:at]
        tails += rows[at:end]
        done = end
    return [*kept, *rows[done:]], tails


def _heads(row: Row) -> bool:
    text = row.line.cells[0].text
    return len(text) <= LONGEST_PART and (PART.fullmatch(text) is not None or GLOSSARY.fullmatch(text) is not None)


def _begins_form(row: Row) -> bool:
    """Whether a row is one of a form: its title, its head, or a row of its table, which goes on behind a heading too."""
    if row.line.titles or row.line.columns is not None or row.line.rule == "year_line" or any(label.role in HEAD for label in row.line.labels):
        return True
    return row.in_table and any(find_level(cell.text, None) is not None for cell in row.line.cells[:-1])


def _behind_form(rows: Sequence[Row], at: int) -> bool:
    """Whether the indicators of a form stand above a row, and no title of a text between."""
    lines = 0
    for n in range(at - 1, max(at - 1 - REACH, -1), -1):
        row = rows[n]
        if row.line.titles:
            return lines >= ENOUGH_LINES and any(layout.narrative is None for layout in row.line.titles)
        if row.in_table:
            lines += ENOUGH_LINES * (row.line.columns is not None or find_level(row.line.cells[0].text, None) is not None)
        elif row.end - row.begin <= LONGEST_LINE and not row.line.cells[0].text.isspace():
            first = row.line.cells[0].text.split(maxsplit=1)[0]
            lines += find_level(first, None) is not None or find_level2(first, None) is not None or find_header(first) is not None
    return False


def with_page_numbers(rows: Sequence[Row]) -> list[Row]:
    """The rows, those told to be numbers of pages that stand alone between two lines of one text: what is laid out anew leaves them out. None stands
    below the heads of columns."""
    out: list[Row] = []
    headed = labelled = False
    for at, row in enumerate(rows):
        text = row.line.cells[0].text if row.line.cells else ""
        if row.line.titles:
            # The title of a table that goes on heads the same columns.
            headed, labelled = headed and AGAIN.search(normalise(text)) is not None, False
        elif not headed:
            # Labels below each other without values between them head columns too.
            label = len(row.line.cells) == 1 and len(text) <= LONGEST_HEAD and find_label(text) is not None
            headed = (row.in_table and row.line.columns is not None) or _is_head(text) or (label and labelled)
            labelled = label
        page = not headed and 0 < at < len(rows) - 1 and _is_page(rows[at - 1], row, rows[at + 1])
        out.append(_told(row) if page else row)
    return out


def _is_head(text: str) -> bool:
    """Whether a line heads columns of figures: below one that stands alone is a target, a weight or a sum."""
    if len(text) > LONGEST_HEAD:
        return False
    label = find_label(text)
    return find_header(text) is not None or find_level(text, None) is not None or (label is not None and label.kind == "amount")


def without_page_numbers(rows: Sequence[Row]) -> list[Row]:
    """The rows without those."""
    return [row for row in rows if not (row.line.rule == PAGE_RULE and PAGE.fullmatch(row.line.cells[0].text))]


def _told(row: Row) -> Row:
    line = Line(row.line.cells, row.line.width)
    line.rule = PAGE_RULE
    return row._replace(line=line)


#: The rule of the data for numbers of pages.
PAGE_RULE = "page_number"


def _is_page(above: Row, row: Row, below: Row) -> bool:
    if row.end - row.begin > LONGEST_LINE or len(row.line.cells) > 1 or PAGE.fullmatch(row.line.cells[0].text) is None:
        return False
    if len(below.line.cells) > 1 or below.line.labels or below.line.titles or below.line.rule is not None:
        return False
    before, after = above.line.cells[-1].text.strip(), below.line.cells[0].text.strip()
    if len(before) < LEAST or len(after) < LEAST or before[-1] in "。；！？：:;" or COUNTED.search(before) or COUNTS.match(after):
        return False
    if _is_open(before):
        return True
    return len(before) >= LONG and MARK.search(before) is not None and MARK.search(after) is not None and after[0] not in "《（(〔“"


def _is_open(text: str) -> bool:
    """Whether a bracket or a title that opens in a line does not close in it."""
    return any(text.count(opening) > text.count(closing) for opening, closing in zip(OPENING, CLOSING, strict=True))
