"""Narratives that no title heads: the bare name of a project over sections that count 1.项目概述, 2.立项依据, 3.实施主体 …, as central departments
print them in front of, between and behind the forms of their projects; and one whose head a page cut off.

Their sections are labels behind numbers that follow one another. Items of a text, sections of a report or statement, and the numbered labels of a
form are none: the first lack the labels, the others stand below a title that tells what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.forms.grids import Row
from kg.forms.headers import find_header
from kg.forms.headings import DIGITS, SENTENCE_END
from kg.forms.labels import split_inline
from kg.forms.levels import find_level, find_level2
from kg.forms.untitled import HEAD
from kg.forms.words import NUMBERING, normalise

#: So many sections, one behind the other, make a narrative, and one of these roles is among them.
ENOUGH = 3
ROLES = frozenset({"overview", "legal_basis", "necessity"})
#: Sections have no more lines, names no more letters; the name stands so near above the first section.
LONGEST_SECTION = 60
LONGEST_NAME = 60
NEAR = 2
#: Within so many rows a section with the project's name tells it, and not the line above.
NAMED = 8
COUNT = re.compile(r"\s*(?:(?P<bare>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．]|[(（]\s*(?P<boxed>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）])")
#: What a line says that tells how to fill in a form.
INSTRUCTION = re.compile(r"(?:^|[:：])\s*(?:请|应当?|须|需)?(?:填写|填报|简要|简述|写明)")
#: What stands above narratives and names no project: the part of the document, its contents.
PART = re.compile(r"\s*(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)|附[件表录]|目\s*录)")


#: How lines end that name a paper, the end of a title that its width cut, and a line that tells a day or a label's value.
PAPER = re.compile(
    r"(?:情况|说明|注意事项|备注|附注|大会|会议|[推促]进会|动员会|公告|公示|须知|批复|需求|通知|报告|方案|清单|要求|意见|办法|目录|材料|申请|申请书|任务书|建议书|文本|函|表)\s{0,3}(?:[(（][^()（）]{0,40}[)）])?$"
    r"|情况[说介]$|^\d{4}\s?[年.-]\s?\d{1,2}\s?[月.-](?:\s?\d{1,2}\s?日?)?$|[:：]"
)


def is_section(row: Row) -> bool:
    """Whether a row is the heading of a narrative's section: a label of a text with its number in front."""
    labels = row.line.labels
    if row.in_table or len(labels) != 1 or labels[0].kind not in {"text", "name", "period"}:
        return False
    return NUMBERING.match(normalise(row.line.cells[0].text[:12])) is not None


def names(row: Row) -> bool:
    """Whether a line may name the project whose first section follows."""
    if row.in_table or row.end - row.begin > LONGEST_NAME or PAPER.search(row.line.cells[0].text.strip()):
        return False
    return not row.line.titles and not is_section(row)


def is_name_above(rows: Sequence[Row]) -> bool:
    """Whether rows begin with a name right above a first section."""
    if len(rows) < 2 or not names(rows[0]) or rows[0].line.labels or PART.match(rows[0].line.cells[0].text):
        return False
    if _tells_name(rows, 1):
        return False
    first = next((row for row in rows[1 : 1 + NEAR] if row.line.rule is None), rows[1])
    number = count_of(first) if is_section(first) else None
    return number is not None and number[0] == 1


def _tells_name(rows: Sequence[Row], at: int) -> bool:
    """Whether one of the rows from `at` on is the section that names the project (1.项目名称：…)."""
    for row in rows[at : at + NAMED]:
        text = row.line.cells[0].text
        inline = split_inline(text) if len(text) <= LONGEST_NAME else None
        if any(label.role == "project" for label in row.line.labels) or (inline is not None and inline[0].role == "project"):
            return True
    return False


def _is_headed(rows: Sequence[Row], at: int) -> bool:
    """Whether labels of a form's head stand above a row (项目名称：…): then no page cut the head off."""
    for row in rows[max(at - LONGEST_SECTION, 0) : at]:
        text = row.line.cells[0].text
        inline = split_inline(text) if len(text) <= LONGEST_NAME and not is_section(row) else None
        if inline is not None and inline[0].role in HEAD:
            return True
    return False


def _instructs(rows: Sequence[Row], at: int) -> bool:
    """Whether the lines from a section on tell how to fill in a form."""
    return sum(INSTRUCTION.search(row.line.cells[0].text[:LONGEST_NAME]) is not None for row in rows[at : at + NAMED]) >= 2


def bare_narratives(rows: Sequence[Row], titles: Mapping[int, str | None]) -> dict[int, bool]:
    """Row → whether the narrative that begins there has its head. `titles` gives the kind of narrative for each row that is a title."""
    found: dict[int, bool] = {}
    place = _Place()
    for at, row in enumerate(rows):
        if at in titles:
            place = _Place(titled=True, kind=titles[at])
        elif row.in_table or place.lines < ENOUGH:
            place.see(row)
        if not place.open or not is_section(row) or (number := count_of(row)) is None or not _goes_on(rows, at, number, titles):
            continue
        if _instructs(rows, at):
            place.begun = True
            continue
        start = _name_above(rows, at)
        if number[0] != 1:
            if not (place.titled or found or place.formed or place.begun or _is_headed(rows, at)):
                found[0], place = False, _Place(titled=True, kind="project")
        elif start is not None and (place.formed or (number[1] != "一" and not _is_headed(rows, start))) and not _tells_name(rows, start + 1):
            found[start], place = True, _Place(titled=True, kind="project")
        else:
            place.begun = True
    return found


class _Place:
    """Where among forms and texts a row stands: below a title of some kind, and whether the rows of a form were seen since, or a first section
    that no project's name heads."""

    __slots__ = ("begun", "formed", "kind", "lines", "titled")

    def __init__(self, *, titled: bool = False, kind: str | None = None) -> None:
        self.titled, self.kind = titled, kind
        self.formed = self.begun = False
        self.lines = 0

    def see(self, row: Row) -> None:
        """A row that may be one of a form."""
        if row.in_table:
            self.formed = self.formed or row.line.columns is not None or any(label.role in HEAD for label in row.line.labels)
            return
        text = row.line.cells[0].text
        if len(text) <= LONGEST_NAME and not text.isspace():
            first = text.split(maxsplit=1)[0]
            self.lines += find_level(first, None) is not None or find_level2(first, None) is not None or find_header(first) is not None
            self.formed = self.formed or self.lines >= ENOUGH

    @property
    def open(self) -> bool:
        """Whether a narrative can begin: at a document's begin or behind a form, and not within a text that has its own title."""
        return self.formed or not self.titled


def count_of(row: Row) -> tuple[int, str] | None:
    """(number, kind of number) of a heading: 1, 一 or ( for those in brackets."""
    match = COUNT.match(row.line.cells[0].text)
    if match is None:
        return None
    word = match["bare"] or match["boxed"]
    kind = ("(" if match["boxed"] else "") + ("1" if word.isdigit() else "一")
    if word.isdigit():
        return int(word), kind
    tens, ten, ones = word.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0), kind


def _goes_on(rows: Sequence[Row], at: int, number: tuple[int, str], titles: Mapping[int, str | None]) -> bool:
    """Whether sections with the next numbers follow, of different labels, text among them."""
    seen = {rows[at].line.labels[0].role}
    words = {rows[at].line.labels[0].word}
    last = at
    expected = number[0] + 1
    for n in range(at + 1, min(len(rows), at + 1 + LONGEST_SECTION * ENOUGH)):
        row = rows[n]
        if row.in_table or n in titles or n - last > LONGEST_SECTION:
            break
        if not is_section(row) or count_of(row) != (expected, number[1]):
            continue
        seen.add(row.line.labels[0].role)
        words.add(row.line.labels[0].word)
        last, expected = n, expected + 1
        if len(words) >= ENOUGH and seen & ROLES:
            return True
    return False


def _name_above(rows: Sequence[Row], at: int) -> int | None:
    """The line above a first section that names the project; None where none does."""
    for n in range(at - 1, max(at - 1 - NEAR, -1), -1):
        row = rows[n]
        text = row.line.cells[0].text
        if row.line.rule is not None or not text.strip():
            continue
        if not names(row) or row.line.labels or SENTENCE_END.search(text) or PART.match(text) or text.rstrip().endswith(("：", ":")):
            return None
        return n
    return None
