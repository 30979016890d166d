"""Forms of the three families, whole and damaged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.printers import Content, beijing_2019, shanghai_2020, shanghai_2024
from kg.documents import read_text
from kg.filings import Filing, money
from kg.forms import read_filings
from tests.forms.contents import BOXED, NEW, OLD, PRINTED, read, renamed, rows_of


def amounts_of(filing: Filing) -> dict[str, str | None]:
    return {a.kind: None if a.yuan is None else money(a.yuan) for a in filing.amounts}


def texts_of(filing: Filing) -> dict[str, str]:
    return {f.role: f.text for f in filing.fields if f.role in {"overview", "legal_basis", "necessity", "measures", "plan", "goal"} and f.text}


def agrees(filing: Filing, content: Content) -> None:
    assert (filing.department, filing.project, filing.fiscal_year) == (content.department, content.project, content.year)
    assert texts_of(filing) == content.texts
    assert rows_of(filing) == list(content.indicators)
    assert filing.unmapped == ()


@pytest.mark.parametrize("form", PRINTED)
def test_a_whole_form_is_read_whole(form: str) -> None:
    content, printed = PRINTED[form]
    (filing,) = read(printed(content))
    assert filing.form == form
    agrees(filing, content)


def test_the_old_form_in_all_its_parts() -> None:
    (filing,) = read(shanghai_2020(OLD))
    assert (filing.category, filing.performance_type, filing.government_purchase) == ("其他一次性项目", "其他类", False)
    assert (filing.start_date, filing.end_date) == ("2021-01-01", "2021-12-31")
    assert amounts_of(filing) == {
        "total": "1204000.00", "current_year": "1204000.00", "prior_year_budget": "1100000.00", "prior_year_executed": "1099500.00",
    }  # fmt: skip
    assert filing.findings == ()


def test_the_new_form_keeps_the_whole_projects_money_apart_from_the_years() -> None:
    (filing,) = read(shanghai_2024(NEW))
    assert amounts_of(filing) == {
        "total": None, "current_year": "860000.00", "fiscal_appropriation": "860000.00", "carried_over": "0.00", "other_funds": "0.00",
    }  # fmt: skip
    (whole,) = read(shanghai_2024(replace(NEW, amounts={**NEW.amounts, "total": "2,000,000.00"})))
    assert (money(whole.amounts.total or 0), money(whole.yuan or 0)) == ("2000000.00", "860000.00")


def test_contacts_leave_the_fields() -> None:
    (filing,) = read(beijing_2019(BOXED))
    assert [(c.role, c.text) for c in filing.contacts] == [("person", "张某"), ("phone", "66000000")]
    assert not any("66000000" in f.text for f in filing.fields)
    assert amounts_of(filing) == {"total": "1276200.00"}


def test_several_forms_in_one_file_are_counted_from_zero() -> None:
    filings = read("某某局2021年度项目绩效目标汇总表\n\n" + "".join(shanghai_2020(renamed(OLD, f"项目{n}")) for n in "甲乙丙"))
    assert [(f.index, f.project) for f in filings] == [(0, "项目甲"), (1, "项目乙"), (2, "项目丙")]


def test_a_cover_with_contacts_is_no_filing() -> None:
    cover = "某某局部门预算公开\n联系人：李某\n联系电话：12345678\n地址：某某路1号\n填报日期：2020年1月\n\n"
    filings = read(cover + shanghai_2020(OLD))
    assert [f.project for f in filings] == [OLD.project]


def test_a_form_whose_title_is_lost_starts_where_head_labels_come_again() -> None:
    second = shanghai_2020(renamed(OLD, "项目乙")).split("\n", 2)[2]
    filings = read(shanghai_2020(OLD) + second)
    assert [f.project for f in filings] == ["泵站设施日常养护", "项目乙"]
    assert "head_cut_off" in {finding.code for finding in filings[1].findings}


def test_a_form_whose_head_is_cut_off_counts() -> None:
    text = shanghai_2020(OLD)
    cut = "护，\n" + text[text.index("保证项目实施") :]
    first, second = read(cut + text)
    assert (first.project, first.department, first.fiscal_year) == (None, None, 2021)
    assert rows_of(first) == list(OLD.indicators)
    assert first.fields[0].text == "护，"
    assert {f.code for f in first.findings} >= {"no_project", "head_cut_off"}
    assert second.project == OLD.project


def test_a_title_repeated_by_a_page_break_starts_nothing() -> None:
    text = shanghai_2020(OLD)
    at = text.index("保证项目实施")
    (filing,) = read(text[:at] + "\n财政项目支出绩效目标表\t\t\t\n" + text[at:])
    agrees(filing, OLD)


def test_a_text_cut_by_a_page_break_is_joined_by_nothing() -> None:
    text = shanghai_2020(OLD).replace("一季度签订合同，四季度验收。", "一季度签订合\n\n同，四季度验收。")
    (filing,) = read(text)
    agrees(filing, OLD)


def test_a_piece_before_a_page_break_belongs_to_the_label_after_it_where_it_runs_on() -> None:
    text = shanghai_2020(OLD).replace("项目实施计划：\t一季度签订合同", "\t一季度签\t\t\n\n项目实施计划：\t订合同")
    (filing,) = read(text)
    agrees(filing, OLD)
    plan = next(f for f in filing.fields if f.role == "plan")
    assert len(plan.pieces) == 2


def test_paragraph_tags_are_taken_away_also_around_labels() -> None:
    text = shanghai_2020(replace(OLD, texts={**OLD.texts, "plan": "<p>甲。</p> <p>乙。</p>"})).replace("项目概况：", "<p>项目概况：</p>")
    (filing,) = read(text)
    agrees(filing, replace(OLD, texts={**OLD.texts, "plan": "甲。\n乙。"}))


def test_rulings_and_formula_residue() -> None:
    text = shanghai_2024(NEW).replace("≥85(%)", r"$\geq 85\%$").rstrip() + "\n--\t-------\t----\t-------\t-----\n"
    (filing,) = read(text)
    assert rows_of(filing)[-1] == ("满意度指标", "服务对象满意度指标", "用户满意度", "≥85%")
    assert filing.unmapped == ()


def test_the_rest_of_a_level_label_that_a_page_break_cut_is_no_level() -> None:
    last = "满意度指标\t服务对象满意度指标\t用户满意度\t≥85(%)"
    text = shanghai_2024(NEW).replace(last, "满意度指标\t服务对象满意度\t用户满意度\t≥85(%)\n\n\t满意度指标\t指标\t员工满意度\t≥90%")
    (filing,) = read(text)
    assert rows_of(filing)[-2:] == [
        ("满意度指标", "服务对象满意度指标", "用户满意度", "≥85(%)"),
        ("满意度指标", "服务对象满意度指标", "员工满意度", "≥90%"),
    ]


def test_money_without_a_declared_unit_stays_undeclared() -> None:
    (filing,) = read(beijing_2019(BOXED).replace("预算金额（万元）", "预算金额"))
    (amount,) = filing.amounts
    assert (amount.yuan, amount.raw, amount.unit, filing.yuan) == (None, "127．62", None, None)
    assert "undeclared_unit" in {f.code for f in filing.findings}


def test_doubtful_content_is_kept_and_said_with_its_line() -> None:
    text = (
        shanghai_2024(NEW)
        .replace("2024-12-31", "2024-02-30")
        .replace("其中：当年财政拨款\t860,000.00", "其中：当年财政拨款\t850,000.00")
        .replace("项目名称\t数据平台运行维护", "项目名称\t")
    )
    (filing,) = read(text)
    codes = {f.code: f for f in filing.findings}
    assert set(codes) == {"impossible_date", "amounts_do_not_add_up", "no_project"}
    assert codes["impossible_date"].place == "line 7"
    assert "2024-02-30" in codes["impossible_date"].message
    assert filing.end_date is None


def test_text_that_no_rule_knows_is_kept_as_unmapped_or_as_a_field_of_its_own() -> None:
    text = shanghai_2024(NEW).replace("计划开始日期", "对口专班\t李某\n计划开始日期").rstrip() + "\n以上内容仅供参考\n"
    (filing,) = read(text)
    assert ("对口专班", "other", "李某") in {(f.label, f.role, f.text) for f in filing.fields}
    assert "以上内容仅供参考" in "".join(u.text for u in filing.unmapped) + "".join(i.target for i in filing.indicators) + "".join(
        i.name for i in filing.indicators
    )


@pytest.mark.parametrize("text", ["没有表格的一段文字。", "项目名称", "表一：\n\n表二：\n"])
def test_a_text_that_is_no_form_gives_no_filing(text: str) -> None:
    assert read(text) == []


# -- damage, applied at random


def body_of(text: str) -> tuple[list[str], int]:
    """The lines of a printed form and the number of the first indicator row."""
    lines = text.split("\n")
    start = next(at for at, line in enumerate(lines) if "二级" in line) + 1
    return lines, start


def shifted(line: str, by: int) -> str:
    """A row whose leading tabs grew or shrank."""
    bare = line.lstrip("\t")
    return "\t" * max(0, len(line) - len(bare) + by) + bare


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_shifted_level_cells_lose_no_row(data: st.DataObject) -> None:
    content, printed = data.draw(st.sampled_from([(OLD, shanghai_2020), (NEW, shanghai_2024)]))
    lines, start = body_of(printed(content))
    for at in range(start, len(lines)):
        if lines[at].strip():
            lines[at] = shifted(lines[at], data.draw(st.integers(-3, 3)))
    (filing,) = read("\n".join(lines))
    assert rows_of(filing) == list(content.indicators)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_lost_level1_labels_follow_from_level2(data: st.DataObject) -> None:
    content, printed = data.draw(st.sampled_from([(OLD, shanghai_2020), (NEW, shanghai_2024)]))
    level1 = data.draw(st.sampled_from(sorted({row[0] for row in content.indicators})))
    text = printed(content)
    (filing,) = read("\n".join(line.replace(level1, "", 1) if level1 in line.split("\t") else line for line in text.split("\n")))
    assert rows_of(filing) == list(content.indicators)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_level_labels_on_lines_of_their_own_and_page_breaks_with_repeated_headers(data: st.DataObject) -> None:
    content, printed = data.draw(st.sampled_from([(OLD, shanghai_2020), (NEW, shanghai_2024)]))
    lines, start = body_of(printed(content))
    header = lines[start - 1]
    out = lines[:start]
    for line in lines[start:]:
        damage = data.draw(st.sampled_from(["none", "blank", "header", "label line", "spaced label"]))
        if damage == "blank" and line:
            out.append("")
        elif damage == "header" and line:
            out += ["", header]
        elif damage == "label line" and line.strip():
            cells = line.split("\t")
            level1 = next((c for c in cells if c in {row[0] for row in content.indicators}), None)
            if level1:
                out.append(level1)
        elif damage == "spaced label":
            line = line.replace("指标\t", " 指标\t", 1)
        out.append(line)
    (filing,) = read("\n".join(out))
    assert [(a, b, n, t) for a, b, n, t in rows_of(filing)] == list(content.indicators)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_page_breaks_inside_texts_lose_nothing(data: st.DataObject) -> None:
    text = shanghai_2020(OLD)
    role = data.draw(st.sampled_from(sorted(OLD.texts)))
    value = OLD.texts[role]
    cut = data.draw(st.integers(1, len(value) - 1))
    broken = text.replace(f"\t{value}", f"\t{value[:cut]}\n\n{value[cut:]}")
    (filing,) = read(broken)
    found = "".join(texts_of(filing).values())
    assert sorted("".join(found.split())) == sorted("".join("".join(OLD.texts.values()).split()))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PRINTED)), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), st.booleans())
def test_the_encoding_and_the_line_ends_do_not_matter(form: str, encoding: str, windows: bool) -> None:
    from kg.documents import read_data
    from kg.forms import read_filings

    content, printed = PRINTED[form]
    text = printed(content).replace("．", ".") if encoding == "gb18030" else printed(content)
    data = (text.replace("\n", "\r\n") if windows else text).encode(encoding)
    (filing,) = read_filings(read_data(data, source="a.txt")).filings
    assert rows_of(filing) == list(content.indicators)
    assert filing.project == content.project


# -- nothing is lost


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_letter_of_a_damaged_form_is_accounted_for(data: st.DataObject) -> None:
    """Pieces, labels, levels, headers, boilerplate rules and `unmapped` together hold every letter that the file holds."""
    content, printed = data.draw(st.sampled_from(list(PRINTED.values())))
    lines = printed(content).split("\n")
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "split", "noise", "untab"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "split":
                lines[at : at + 1] = [lines[at][: len(lines[at]) // 2], "", lines[at][len(lines[at]) // 2 :]]
            case "noise":
                lines.insert(at, "龘靐齉")
            case "untab":
                lines[at] = lines[at].replace("\t", "", 1)
        if not lines:
            break
    text = "\n".join(lines)
    if not text.strip():
        return
    from kg.documents import read_data
    from kg.forms import read_filings

    reading = read_filings(read_data(text.encode(), source="a.txt"))
    kept = [u.text for u in reading.unmapped]
    for filing in reading.filings:
        kept += [f.text for f in filing.fields] + [f.label for f in filing.fields] + [u.text for u in filing.unmapped]
        kept += [level for i in filing.indicators for level in (i.level1, i.level2) if level]
        kept += [c.text for c in filing.contacts] + [c.label for c in filing.contacts]
        for field in (*filing.fields, *filing.contacts):
            for piece in field.pieces:
                assert field.text[piece.begin : piece.begin + piece.length] == text[piece.source : piece.source + piece.length]
    if reading.filings and "龘" in text:
        assert "".join(kept).count("龘") >= text.count("龘")


@pytest.mark.parametrize("title", ["2022年部门预算项目绩效目标汇总表", "2024年部门预算批复数目标表"])
def test_a_word_that_is_a_label_with_a_year_only_is_read_wherever_it_stands(title: str) -> None:
    text = (
        f"{title}\n部门名称：云江市林业局\n单位：万元\n序号\t项目名称\t预算金额\t立项依据\t年度绩效目标\t数量指标\t质量指标\n"
        "1\t森林防灭火\t310.00\t《森林防火条例》\t防范火灾。\t扑火队伍人数≥60人\t火灾受害率≤0.9‰\n"
    )
    assert len(read_filings(read_text(text.encode(), source="a.txt")).filings) == 1


@pytest.mark.parametrize(
    ("actual", "reason", "fields"),
    [
        ("78%", "管护经费不足，按《小型水利工程管理办法》落实", ["管护经费不足，按《小型水利工程管理办法》落实"]),
        ("已按陕财办农〔2020〕15号完成", "无", ["已按陕财办农〔2020〕15号完成"]),
        ("78%", "经费不足", []),
    ],
)
def test_what_a_report_tells_in_sentences_is_a_field_of_its_row(actual: str, reason: str, fields: list[str]) -> None:
    (filing,) = read(
        "项目支出绩效自评表\n项目名称\t苗圃管护\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"
        f"效益指标\t可持续影响指标\t良性运行比例\t≥80%\t{actual}\t10\t9\t{reason}\n满意度指标\t服务对象满意度\t群众满意度\t≥90%\t92%\t10\t10\t\n"
    )
    row = filing.indicators[0]
    assert (row.actual, row.reason or "无") == (actual, reason)
    cells = {row.name, row.target}
    assert [f.text for f in filing.fields if f.label == "可持续影响指标" and f.text not in cells] == fields
    assert {f.role for f in filing.fields if f.text in fields} <= {"indicator"}
