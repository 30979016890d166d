"""The layouts of other families, printed with merged cells in every format, and read again: nothing that the form says is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from tests.documents.printing import RULES, Content, Printed, Sheet, pdf, word
from tests.documents.test_parity import PRINTERS, filings
from tests.forms import sheets
from tests.forms.test_serialisations import agrees

LONG = replace(
    sheets.Form(),
    goal="监测站点全年稳定运行，" * 12 + "预警信息及时发布。",
    overview="运行维护山洪灾害监测站点，" * 9 + "保障数据上报。",
    department="云江市防汛抗旱和水文监测预警服务保障中心",
)


def with_spans(rows: sheets.Sheet) -> Sheet:
    """A sheet whose covered cells are merged into the ones above, and whose rows all have the width of the widest: the last cell spans."""
    width = max(len(row) for row in rows)
    sheet = Sheet(rows=len(rows), columns=width)
    above: dict[int, Printed] = {}
    for number, row in enumerate(rows):
        here: dict[int, Printed] = {}
        for column, text in enumerate(row):
            if text is None:
                above[column].row_span += 1
                here[column] = above[column]
                continue
            here[column] = Printed(number, column, text)
            sheet.cells.append(here[column])
        here[len(row) - 1].column_span += width - len(row)
        above = here
    return sheet


def printed(form: sheets.Form, layout: str) -> Content:
    title, rows = sheets.LAYOUTS[layout]
    return [title, f"（{form.year}年度）", with_spans(rows(form))]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("layout", sheets.LAYOUTS)
@pytest.mark.parametrize("form", [sheets.Form(), LONG], ids=["short", "long"])
def test_a_form_printed_with_few_lines_or_none_is_the_same(form: sheets.Form, layout: str, rules: str) -> None:
    content = printed(form, layout)
    found = filings(pdf(content, rules=rules, split_rows=False), "a.pdf")
    assert found == filings(word(content), "a.docx")


@pytest.mark.parametrize("ending", [ending for ending in PRINTERS if ending != ".md"])
@pytest.mark.parametrize("layout", sheets.LAYOUTS)
@pytest.mark.parametrize("form", [sheets.Form(), LONG], ids=["short", "long"])
def test_every_layout_is_read_in_every_format(form: sheets.Form, layout: str, ending: str) -> None:
    document = read_data(PRINTERS[ending](printed(form, layout)), source=f"a{ending}")
    filings = read_filings(document).filings
    assert len(filings) == 1
    agrees(filings[0], form, layout)
    assert filings[0].unmapped == ()
