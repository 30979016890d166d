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
    ],
)
def test_a_wrong_file_is_refused_by_its_name_and_reason(content: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setenv("KG_FORMS", str(tmp_path))
    with pytest.raises(InvalidData, match=reason) as caught:
        read_all()
    assert "mine.yaml" in str(caught.value)


def test_a_folder_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_FORMS", "/nowhere/at/all")
    with pytest.raises(InvalidData, match="KG_FORMS"):
        added_rows("labels.yaml")
    monkeypatch.setenv("KG_FORMS", "")
    assert added_rows("labels.yaml") == []
