"""Performance reports in prose: headings to fields, names from the title, the cover and the text. Money in their sentences stays text: a report
tells of many sums, and which one is the year's only its tables say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents import Document
from kg.filings import Filing, Indicator
from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean, join, runs_on
from kg.forms.dates import parse_years
from kg.forms.drafts import NOTHING, Draft, Text
from kg.forms.grids import GridCell, Row
from kg.forms.headings import SENTENCE_END, is_heading, is_prose
from kg.forms.headless import implied_columns
from kg.forms.indicators import read_table
from kg.forms.labels import split_inline
from kg.forms.layouts import UNKNOWN, titles_of
from kg.forms.readers import add_indicators
from kg.forms.report_titles import LEAD, is_body, read_names
from kg.forms.scalars import bare_name
from kg.forms.segments import Segment
from kg.forms.untitled import HEAD, is_form
from kg.forms.words import normalise

#: Heading and page of a table of contents.
CONTENTS = re.compile(r"(?:[.．…·⋯—\-]{2,}|\s)[\s.…]*\d{1,3}\s*$|^\s*目\s*[录次]\s*$")
#: The year that a sentence tells of: 2023年度, 2023年我局, 2023年部门预算.
TOLD_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?=度|我|部门|预算|年初|全年|项目|财政|本)")
#: The day behind the name of who signs a report.
DAY = re.compile(r"\s*(?:20\d\d|二[〇○零0].{2})年\s*\S{1,3}\s*月(?:\s*\S{1,3}\s*日)?\s*")
#: A line so short was not cut by the end of a page's line.
FULL_LINE = 25


#: Rules for the lines of a site above a title.
SITE = frozenset({"furniture", "site_head"})
#: A line above a title that gives a value behind a colon is none of its lines.
VALUE = re.compile(r"[^:：《》]{2,8}[:：]")
#: No line of a title is longer.
LONGEST_LINE = 40


def says_more(line: str) -> bool:
    """Whether a line above the text is no part of its title: a heading, a sentence, a name behind its label."""
    return is_heading(line) or SENTENCE_END.search(line) is not None or split_inline(line) is not None


def parted_report(segment: Segment) -> list[Segment]:
    """The report of a segment and the forms that stand in it as tables without titles of their own."""
    own: list[Row] = []
    forms: list[Segment] = []
    rows = segment.rows
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and rows[end].in_table:
            end += 1
        run = rows[at:end]
        headed = any(label.role in HEAD for row in run for label in row.line.labels)
        if headed and is_form(run) and any(row.line.columns for row in run):
            forms.append(Segment(run, (), False))
        else:
            end = max(end, at + 1)
            own += rows[at:end]
        at = end
    return [Segment(tuple(own), segment.titles, segment.titled), *forms]


def read_report(document: Document, segment: Segment, index: int) -> Filing:
    """The filing of a segment that is a report."""
    reader = ReportReader(Draft(document, index), segment.rows[0].cells[0].begin, listed_in_contents(segment.rows))
    for row in segment.rows:
        reader.read(row)
    return reader.finish(segment)


def listed_in_contents(rows: Sequence[Row]) -> frozenset[int]:
    """Where the headings of a table of contents without pages begin: those above the text that come again within it."""
    first = next((at for at, row in enumerate(rows) if is_prose(row)), len(rows))
    lines = [(row, normalise(row.line.cells[0].text)) for row in rows if not row.in_table and is_heading(row.line.cells[0].text)]
    last = {word: row.begin for row, word in lines}
    above = rows[first].begin if first < len(rows) else 0
    return frozenset(row.cells[0].begin for row, word in lines if row.begin < above and last[word] > row.begin)


class ReportReader:
    """The state: the title as far as it is read, the heading in force and its text, the rows of a table of indicators."""

    def __init__(self, draft: Draft, begin: int, contents: frozenset[int]) -> None:
        self.draft = draft
        self.begin = begin
        self.contents = contents
        self.above = ""
        self.title = ""
        self.heading: GridCell | None = None
        self.text: Text = NOTHING
        self.table: list[Row] = []
        self.columns: dict[int, str] | None = None
        self.indicators: list[Indicator] = []
        self.last: tuple[str, str] = ("", "")

    def read(self, row: Row) -> None:
        """One row of the report."""
        if row.in_table:
            if row.line.columns or (self.columns is None and (implied := implied_columns(row))):
                self._end_table()
                self.columns = dict(row.line.columns or implied or {})
                if row.line.columns:
                    return
            if self.columns is not None:
                self.table.append(row)
                return
        self._end_table()
        for cell in row.cells:
            self._read_cell(cell, alone=not row.in_table)

    def _end_table(self) -> None:
        if self.columns is not None:
            self._close()
            self.indicators += add_indicators(self.draft, read_table(self.table, self.columns, None))
        self.table, self.columns = [], None

    def _read_cell(self, cell: GridCell, *, alone: bool) -> None:
        printed = cell.text
        if alone and self._is_title(cell):
            self.title = self.title or printed
            return
        if alone and not self.title and not self._has_begun() and (find_boilerplate(printed) in SITE or VALUE.match(LEAD.sub("", printed.strip()))):
            if find_boilerplate(printed) is None and split_inline(printed) is None:
                self.draft.leave(cell)
                return
        elif alone and not self.title and not self._has_begun() and len(printed.strip()) <= LONGEST_LINE and not says_more(printed):
            self.above += LEAD.sub("", "".join(printed.split()))
            return
        if (rule := find_boilerplate(printed)) is not None:
            if rule == "year_line" and alone:
                self.draft.add_years(printed)
            return
        if alone and CONTENTS.search(printed) and len(printed) <= 80 and (self.heading is None or is_heading(printed)):
            self.draft.leave(cell)
            return
        if alone and cell.begin in self.contents:
            self.draft.leave(cell)
            return
        if alone and is_heading(printed):
            self._close()
            self.heading = cell
            return
        text = clean(printed, cell.begin)
        self._take_name(printed)
        if text[0]:
            self.last = (self.last[1], text[0])
        cut = alone and len(self.text[0].rpartition("\n")[2]) >= FULL_LINE and runs_on(self.text[0], text[0])
        self.text = join(self.text, text, "" if cut else "\n")

    def _is_title(self, cell: GridCell) -> bool:
        """Whether a line is the title, or the same on a further page; a heading only where the text begins with it."""
        if not titles_of(cell.text):
            return False
        if self.title:
            return normalise(cell.text) == normalise(self.title)
        return not self._has_begun() and (cell.begin == self.begin or not is_heading(cell.text))

    def _has_begun(self) -> bool:
        return bool(self.heading is not None or self.text[0] or self.draft.fields)

    def _take_name(self, printed: str) -> None:
        """A name that a line gives behind its label; the line stays where it is."""
        inline = split_inline(printed) if len(printed) <= 80 else None
        if inline is None:
            return
        label, begin = inline
        name = bare_name(printed[begin:].strip()).rstrip("。；;")
        if label.role in HEAD and name and not any(mark in name for mark in "。；，"):
            self.draft.scalars.setdefault(label.role, name)
        elif label.kind == "year":
            self.draft.add_years(name)

    def _close(self) -> None:
        if self.heading is not None or self.text[0]:
            label = clean(self.heading.text, self.heading.begin)[0] if self.heading else ""
            self.draft.add_field("".join(label.split("\n")), "heading", self.text)
        self.heading, self.text = None, NOTHING

    def finish(self, segment: Segment) -> Filing:
        """The filing, with what its names and findings need the whole for."""
        self._end_table()
        self._close()
        draft, begin = self.draft, segment.rows[0].begin
        named = read_names(self.above + self.title)
        draft.add_years(self.title)
        draft.add_years(self.above)
        year = draft.years[0] or self._told_year()
        department = named.department or draft.scalars.get("department") or self._signer()
        project = draft.scalars.get("project") or named.project
        if project is None and not named.whole:
            draft.find("no_project", "the report names no project", begin)
        if department is None:
            draft.find("no_department", "the report names no department", begin)
        if year is None:
            draft.find("no_fiscal_year", "the report names no year", begin)
        return Filing(
            draft.document.source, draft.index, UNKNOWN, begin, segment.rows[-1].end, fiscal_year=year, fiscal_year_end=draft.years[1],
            department=department, supervisor=draft.scalars.get("supervisor"), project=None if named.whole else project,
            fields=tuple(draft.fields), indicators=tuple(self.indicators), findings=tuple(draft.findings), unmapped=tuple(draft.unmapped),
        )  # fmt: skip

    def _told_year(self) -> int | None:
        match = next((match for field in self.draft.fields if (match := TOLD_YEAR.search(field.text))), None)
        return parse_years(match[1])[0] if match else None

    def _signer(self) -> str | None:
        """The body that signs the report: the line in front of the day at its end."""
        name, day = ("".join(line.split()) for line in self.last)
        return name if DAY.fullmatch(day) and is_body(name) and not name.endswith("公司") else None
