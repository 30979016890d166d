"""Layouts and labels of a user's own: the example of docs/forms.md is executed, and wrong files are refused with their reason."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InvalidData
from kg.forms import additions
from kg.forms.additions import added_rows

DOCS = Path(__file__).parents[2] / "docs" / "forms.md"
EXAMPLE = re.compile(r"<!-- example: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


def extract(folder: Path, forms: str) -> dict[str, object]:
    """What `kg extract` says about the example, in a process of its own."""
    command = [sys.executable, "-m", "kg.cli", "extract", str(folder / "form.txt")]
    answer = subprocess.run(command, env={**os.environ, "KG_FORMS": forms}, capture_output=True, check=True, cwd=DOCS.parents[1])
    lines = answer.stdout.decode().splitlines()
    assert len(lines) == 1
    filing: dict[str, object] = json.loads(lines[0])
    return filing


def test_the_example_of_the_documentation_needs_no_python(tmp_path: Path) -> None:
    for name, content in EXAMPLE.findall(DOCS.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    filing = extract(tmp_path, str(tmp_path))
    assert filing["form"] == "boxed"
    assert (filing["fiscal_year"], filing["project"], filing["department"]) == (2025, "老旧电梯更新", "云山市特种设备监察所")
    assert filing["supervisor"] == "云山市市场监督管理局"
    assert filing["amounts"] == {"current_year": "3200000.00"}
    assert [(f["role"], f["label"]) for f in filing["fields"] if f["role"] == "legal_basis"] == [("legal_basis", "任务由来")]  # type: ignore[attr-defined]
    assert [(i["level1"], i["level2"], i["name"], i["target"]) for i in filing["indicators"]] == [  # type: ignore[attr-defined]
        ("产出指标", "数量指标", "更新电梯台数", "≥64台"),
        ("产出指标", "质量指标", "监督检验合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "业主满意度", "≥88%"),
    ]


def read_all() -> None:
    for name in additions.KEYS:
        added_rows(name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("layouts: [{form: boxed}]", "lacks examples, title"),
        ("layouts: [", "while parsing"),
        ("forms: []", "expected a mapping with the keys"),
        ("labels: [{role: project}]", "lacks labels"),
        ("labels: 3", "expected a list of rows"),
        ("labels: [3]", "lacks labels, role"),
        ("labels: [{role: project, labels: 任务名称}]", "labels is '任务名称', expected a list of texts"),
        ("labels: [{role: project, labels: []}]", "expected a list of texts"),
        ("labels: [{role: project, labels: [2024]}]", "expected a list of texts"),
        ("labels: [{role: [project], labels: [任务名称]}]", "role is .*, expected a text"),
        ("labels: [{role: projekt, labels: [任务名称]}]", "'projekt' is not known; known: .*, or a new one with its kind"),
        ("headers: [{column: goal, words: [达标线]}]", "'goal' is not known; known: actual, content"),
        ("headers: [{column: target, words: 达标线}]", "words is '达标线', expected a list of texts"),
        ("boilerplate: [{rule: mine, pattern: '('}]", "pattern is no regular expression"),
        ("layouts: [{form: boxed, title: '(', examples: [甲表]}]", "title is no regular expression"),
        ("layouts: [{form: boxed, title: 甲表, examples: [甲表], evidence: 任务}]", "evidence is '任务', expected a list of texts"),
    ],
)
def test_a_wrong_file_is_refused_by_its_name_and_reason(content: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setenv("KG_FORMS", str(tmp_path))
    with pytest.raises(InvalidData, match=reason) as caught:
        read_all()
    assert "mine.yaml" in str(caught.value)


def test_a_layout_may_need_no_evidence_and_keep_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text("layouts: [{form: boxed, title: 甲表, examples: [甲表], evidence: [], order: []}]", encoding="utf-8")
    monkeypatch.setenv("KG_FORMS", str(tmp_path))
    assert [row["form"] for row in added_rows("layouts.yaml")] == ["boxed"]


def test_a_role_of_ones_own_needs_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text("labels: [{role: watchers, kind: text, labels: [观测员]}]", encoding="utf-8")
    monkeypatch.setenv("KG_FORMS", str(tmp_path))
    assert [row["role"] for row in added_rows("labels.yaml")] == ["watchers"]


FORM = "{title}\n（2026年度）\n项目名称\t退渔还湖\n实施单位\t镜湖区水产站\n年度资金总额（万元）\t45\n"


@pytest.mark.parametrize("title", ["湖区专项任务清单", "重点工作责任状", "政府购买服务项目绩效目标一览"])
def test_a_title_of_ones_own_may_be_made_of_any_words(title: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        f"layouts: [{{form: boxed, title: {title}, examples: [{title}, 附件2：{title}（2026年度）]}}]", encoding="utf-8"
    )
    (tmp_path / "form.txt").write_text(FORM.format(title=title), encoding="utf-8")
    filing = extract(tmp_path, str(tmp_path))
    assert (filing["form"], filing["fiscal_year"], filing["project"], filing["findings"]) == ("boxed", 2026, "退渔还湖", [])
    assert extract(tmp_path, "")["form"] != "boxed"


def test_an_example_that_is_no_such_title_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("layouts: [{form: boxed, title: 任务清单, examples: [责任状]}]", encoding="utf-8")
    (tmp_path / "form.txt").write_text(FORM.format(title="湖区任务清单"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        extract(tmp_path, str(tmp_path))
    assert "its example '责任状' is no such title" in caught.value.stderr.decode()
    assert "fault of budget-kg" not in caught.value.stderr.decode()


def test_a_folder_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_FORMS", "/nowhere/at/all")
    with pytest.raises(InvalidData, match="KG_FORMS"):
        added_rows("labels.yaml")
    monkeypatch.setenv("KG_FORMS", "")
    assert added_rows("labels.yaml") == []
