"""Forms in the dress in which offices and sites publish them: whatever stands around them, or is folded into them, the filing is the same."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.documents import read_bytes, read_data, walk
from tests.documents.printing import Content, Sheet, page, pdf, word, workbook
from tests.documents.test_matrix import LONG, printed
from tests.documents.test_parity import filings
from tests.forms import sheets

LAYOUTS = pytest.mark.parametrize("layout", sheets.LAYOUTS)


def expected(layout: str) -> list[dict[str, Any]]:
    return filings(word(printed(sheets.Form(), layout)), "a.docx")


# -- web pages


def site(content: Content) -> bytes:
    """A page of a site, whose layout is a table; declared as GB2312, and not that."""
    links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(["首页", "政务公开", "办事服务", "互动交流", "专题专栏"]))
    body = re.search(r"<body>(.*)</body>", page(content).decode(), re.DOTALL)
    assert body is not None
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>㙍镇预算公开</title><style>td{}</style></head>'
        f"<body><div class=top><ul>{links}</ul></div><table width=1000><tr><td width=200><ul>{links}</ul></td><td>"
        f"<div id=zoom>{body[1]}</div></td></tr></table><div style='display: none'>隐藏</div><script>var a = '<p>';</script>"
        f"<footer><p>主办单位：㙍镇人民政府</p><ul>{links}</ul></footer></body></html>"
    ).encode("gb18030")


@LAYOUTS
def test_a_form_in_a_page_of_a_site(layout: str) -> None:
    assert filings(site(printed(sheets.Form(), layout)), "a.html") == expected(layout)


# -- Word


def dressed_word(content: Content) -> bytes:
    """A document with header, footer and page numbers; cells in content controls; a tracked change in every text; a footnote's mark."""
    document = docx.Document(io.BytesIO(word(content)))
    section = document.sections[0]
    section.footer.paragraphs[0].text = "第 1 页 共 2 页"
    for paragraph in [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]:
        run = paragraph.runs[0] if paragraph.runs else None
        if run is None or len(run.text) < 4 or paragraph._p.findall(".//{*}ins"):
            continue
        text, half = run.text, len(run.text) // 2
        run.text = text[:half]
        mark = f'{nsdecls("w")} w:id="1" w:author="甲" w:date="2022-01-01T00:00:00Z"'
        run._r.addnext(parse_xml(f"<w:ins {mark}><w:r><w:t>{text[half:]}</w:t></w:r></w:ins>"))
        run._r.addnext(parse_xml(f"<w:del {mark}><w:r><w:delText>旧文字</w:delText></w:r></w:del>"))
        run._r.addnext(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"))
    for cell in document.element.body.findall(".//{*}tc")[1::3]:
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent/></w:sdt>")
        cell.addprevious(control)
        control[-1].append(cell)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@LAYOUTS
def test_a_word_document_with_changes_controls_and_page_numbers(layout: str) -> None:
    assert filings(dressed_word(printed(sheets.Form(), layout)), "a.docx") == expected(layout)


def split_table(content: Content) -> Content:
    """The table cut in two within its indicators, the header printed again above the second part, as converters of pages do."""
    parts: Content = []
    for part in content:
        if isinstance(part, str):
            parts.append(part)
            continue
        head = next(cell.row for cell in part.cells if cell.text == "一级指标")
        cut = head + 4
        first, second = Sheet(rows=cut, columns=part.columns), Sheet(rows=part.rows - cut + 1, columns=part.columns)
        for cell in part.cells:
            upper = min(cell.row + cell.row_span, cut) - cell.row
            if cell.row < cut:
                first.cells.append(type(cell)(cell.row, cell.column, cell.text, upper, cell.column_span))
            if cell.row == head and cell.row_span == 1:
                second.cells.append(type(cell)(0, cell.column, cell.text, 1, cell.column_span))
            if cell.row >= cut:
                second.cells.append(type(cell)(cell.row - cut + 1, cell.column, cell.text, cell.row_span, cell.column_span))
            elif cell.row + cell.row_span > cut:
                second.cells.append(type(cell)(1, cell.column, "", cell.row + cell.row_span - cut, cell.column_span))
        parts += [first, second]
    return parts


@pytest.mark.parametrize("ending", [".docx", ".html", ".xlsx", ".pdf"])
@LAYOUTS
def test_a_table_cut_in_two_with_its_header_again(layout: str, ending: str) -> None:
    printer = {".docx": word, ".html": page, ".xlsx": workbook, ".pdf": lambda content: pdf(content, split_rows=False)}[ending]
    assert filings(printer(split_table(printed(sheets.Form(), layout))), f"a{ending}") == expected(layout)


# -- Excel


@LAYOUTS
def test_a_workbook_with_hidden_sheets_numbers_formulas_and_errors(layout: str) -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook(printed(sheets.Form(), layout))))
    sheet = book.active
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and re.fullmatch(r"\d+\.\d\d", cell.value):
                cell.value, cell.number_format = float(cell.value), "#,##0.00"
            elif isinstance(cell.value, str) and re.fullmatch(r"\d+%", cell.value):
                cell.value, cell.number_format = int(cell.value[:-1]) / 100, "0%"
    sheet["Z1"] = ""
    draft = book.create_sheet("草稿")
    draft["A1"], draft.sheet_state = "仅供内部核对", "hidden"
    stream = io.BytesIO()
    book.save(stream)
    document = read_data(stream.getvalue(), source="a.xlsx")
    assert document.notes == ("the sheet 草稿 is hidden; it is read all the same",)
    found = filings(stream.getvalue(), "a.xlsx")
    left = [rest["text"] for row in found for rest in row.pop("unmapped")]
    assert left in ([], ["仅供内部核对"])
    assert found == [{key: value for key, value in row.items() if key != "unmapped"} for row in expected(layout)]


# -- archives


def test_forms_of_every_format_in_an_archive_with_names_in_gbk(tmp_path: Path) -> None:
    content = printed(sheets.Form(), "mof-project")
    files = {
        "目标表.docx": word(content),
        "表格/自评.xlsx": workbook(content),
        "公开.html": page(content),
        "公开.pdf": pdf(content, split_rows=False),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for at, (name, data) in enumerate(files.items()):
            target.writestr(str(at) * len(name.encode("gbk")), data)
    # zipfile would write UTF-8; archives of Chinese systems hold GBK, without a mark that says so.
    raw = stream.getvalue()
    for at, name in enumerate(files):
        raw = raw.replace(str(at).encode() * len(name.encode("gbk")), name.encode("gbk"))
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as target:
        target.writestr("内.zip", raw)
        target.writestr("__MACOSX/._内.zip", b"junk")
        target.writestr("~$目标表.docx", b"lock")
    (tmp_path / "下载.zip").write_bytes(nested.getvalue())
    sources, failures = walk([tmp_path])
    assert failures == ()
    assert [source.name for source in sources] == sorted(f"下载.zip/内.zip/{name}" for name in files)
    for source in sources:
        assert filings(read_bytes(source, max_bytes=10_000_000), source.name) == expected("mof-project"), source.name


def test_citations_are_found_again_where_they_are_printed() -> None:
    content = printed(LONG, "mof-project")
    title = "《关于加强山洪灾害防御工作的通知》"
    for data, name, fragment in (
        (pdf(content, split_rows=False), "a.pdf", r"page=1&viewrect=[\d.]+,[\d.]+,[\d.]+,[\d.]+"),
        (workbook(content), "a.xlsx", "sheet=%E7%BB%A9%E6%95%88&cell=B10"),
    ):
        document = read_data(data, source=name)
        at = document.text.index(title)
        found = [place.locator.fragment for place in document.locate(at, at + len(title))]
        assert found
        assert all(re.fullmatch(fragment, place) for place in found), found
