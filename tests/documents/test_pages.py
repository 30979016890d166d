"""Web pages."""

from __future__ import annotations

import pytest

from kg.documents import Document, read_data
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of


def read(markup: str, encoding: str = "utf-8") -> Document:
    found = read_data(markup.encode(encoding), source="a.html")
    check(found)
    return found


def test_spans_and_the_columns_that_cells_from_above_take() -> None:
    found = read(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><td>戊</td><td rowspan=999999>己</td><td colspan=0>庚</td></tr><tr><td>辛</td><td>壬</td></tr></table>"
    )
    assert spans_of(found) == {
        "甲": (0, 0, 2, 1), "乙": (0, 1, 1, 2), "丙": (1, 1, 1, 1), "丁": (1, 2, 1, 1),
        "戊": (2, 0, 1, 1), "己": (2, 1, 2, 1), "庚": (2, 2, 1, 1), "辛": (3, 0, 1, 1), "壬": (3, 2, 1, 1),
    }  # fmt: skip


def test_paragraphs_breaks_and_white_space() -> None:
    found = read("<div>一 <b>二</b>\n  三<br>四<p>五&nbsp;六</p>七</div><td>八<p>九</p></td>")
    assert found.text == "一 二 三\n四\n五\xa0六\n七\n八\n九"


def test_a_wrap_in_the_source_between_chinese_characters_shows_nothing() -> None:
    assert read("<p>关于印发《管理\n   办法》的通知 GB\n50014</p>").text == "关于印发《管理办法》的通知 GB 50014"
    libre = '<meta name="generator" content="LibreOffice 7.4"><p>中共中央\n国务院</p>'
    assert read(libre).text == "中共中央 国务院"


def test_site_furniture_is_left_out_and_said() -> None:
    found = read(
        "<nav>首页</nav><ul><li><a href=1>政务公开</a><li><a href=2>办事服务</a><li><a href=3>互动</a></ul>"
        "<table><tr><td>项目名称</td><td>巡查</td></tr></table><footer>版权所有</footer><script>x()</script><div style='display:none'>藏</div>"
    )
    assert rows_of(found) == [["项目名称", "巡查"]]
    assert found.notes == ("16 characters of site navigation are left out",)


def test_content_with_some_links_is_kept() -> None:
    links = "".join(f"<a href={n}>《办法{n}》</a>、" for n in range(4))
    found = read(f"<p>本项目的依据是下列规定，均已在本网站公开，可供社会公众随时查阅：{links}以及其他有关规定。</p>")
    assert "《办法3》" in found.text
    assert found.notes == ()


def test_nested_tables_of_a_page_layout() -> None:
    found = read(
        "<table><tr><td><table><tr><td>项目名称</td><td>巡查</td></tr></table></td></tr><tr><td>备注<table><tr><td>内</td><td>表</td></tr></table></td><td>右</td></tr></table>"
    )
    assert rows_of(found) == [["项目名称", "巡查"], ["备注", "右"], ["内", "表"]]


def test_what_controls_show() -> None:
    found = read("<p><input value=巡查><input type=checkbox checked>是<input type=checkbox>否<input type=hidden value=x><button>提交</button></p>")
    assert found.text == "巡查☑是□否"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "read_as"),
    [
        ("㙍镕〔2015〕", "gb18030", "gb2312", "gb18030"),
        ("朱镕基", "gbk", "GBK", "gb18030"),
        ("绩效", "utf-8", "gb2312", "utf-8"),
        ("绩效目标表", "gb18030", "utf-8", "gb18030"),
        ("績效", "big5", "big5", "big5"),
        ("绩效", "utf-16", "", "utf-16"),
        ("绩效", "utf-8-sig", "gbk", "utf-8-sig"),
    ],
)
def test_the_encoding_is_that_of_the_bytes(text: str, encoding: str, declared: str, read_as: str) -> None:
    found = read_data(f'<html><head><meta charset="{declared}"></head><p>{text}</p></html>'.encode(encoding), source="a.html")
    assert (found.text, found.encoding) == (text, read_as)


def test_bytes_that_are_no_character_are_counted() -> None:
    found = read_data("<meta charset=gbk><p>绩效</p>".encode("gbk") + b"<p>\x81\x20</p>", source="a.html")
    assert found.text.startswith("绩效\n�")
    assert found.notes == ("1 places hold bytes that are no GB18030 character; they stand as �",)


def test_elements_too_deep_do_no_harm() -> None:
    found = read("<p>前</p>" + "<div>" * 20_000 + "深" + "</div>" * 20_000)
    assert found.text.startswith("前")
    assert "too deep" in found.notes[0]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    found = read('<!DOCTYPE html [<!ENTITY a "爆"><!ENTITY b "&a;&a;">]><p>甲&b;</p>')
    assert "爆爆" not in found.text


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"a.html: .*(?:no text|no mark-up)"):
        read("<html><body><img src=x></body></html>")


@pytest.mark.parametrize(
    ("markup", "unread"),
    [
        ("<p>公开</p><iframe src='a.htm'></iframe>", ["the page shows 1 other page in frames, of which no text is read"]),
        ("<p>公开</p><iframe src='a.htm' style='display:none'></iframe><img src=x width=30>", []),
        ("<p>公开</p><img src=a><a href='/'><img src=logo></a><p><img src=b width=700></p>", ["the page shows 2 pictures, of which no text is read"]),
        (
            "<p>附件</p><a href='P02024/%E7%BB%A9%E6%95%88.xlsx?v=1'>表</a><a href='b.html'>页</a><a href='c.PDF'>文</a><a href='c.PDF'>文</a>",
            ["the page leads to files that are not read: 绩效.xlsx, c.PDF"],
        ),
    ],
)
def test_what_a_page_without_a_table_shows_or_leads_to_is_said(markup: str, unread: list[str]) -> None:
    assert list(read(f"<html><body>{markup}</body></html>").unread) == unread


def test_beside_a_table_pictures_are_nothing_and_files_no_loss() -> None:
    found = read("<html><body><table><tr><td>甲<td>乙</table><img src=a><a href=x.doc>附件</a></body></html>")
    assert (found.notes, found.unread) == (("the page leads to files that are not read: x.doc",), ())


def test_attributes_of_any_length_are_read() -> None:
    found = read(f"<p>甲<img width={'1' * 5000}><a href={'n' * 1_000_000}>一</a><a href='down?file=a.b/表.pdf?x={'n' * 400}'>二</a></p>")
    assert "the page leads to files that are not read: 表.pdf" in found.notes


def test_a_web_archive_holds_a_page() -> None:
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=gb2312\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<table><tr><td>=BC=A8=D0=A7</td><td>1</td></tr></table>\n--b--\n"
    )
    found = read_data(data.encode(), source="a.mht")
    assert rows_of(found) == [["绩效", "1"]]


def test_a_place_counts_tables_rows_and_columns() -> None:
    source = "<body><h1>绩效</h1><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table><table><tr><td>丁<td>戊</table></body>"
    found = read_data(source.encode(), source="a.html")
    assert [found.place_of(found.text.index(sign)) for sign in "绩乙丙戊"] == [
        "paragraph 1",
        "table 1, row 1, column 2",
        "table 1, row 2, column 2",
        "table 2, row 1, column 2",
    ]
