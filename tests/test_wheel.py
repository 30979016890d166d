"""The built wheel, installed into a new environment and run from another folder, as a user would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON"))}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
    (built,) = out.glob("budget_kg-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment that holds the wheel and what it needs, nothing else."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    run(home / "venv" / "bin" / "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel, cwd=home)
    return home / "venv" / "bin"


def test_the_wheel_holds_the_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("kg/_data/ontology/budget-kg.ttl", "kg/_data/queries/projects_citing_regulation.rq", "kg/forms/labels.yaml", "kg/py.typed"):
        assert needed in names
    assert not [n for n in names if n.startswith(("tests/", "benchmarks/"))]
    assert wheel.stat().st_size < 3_000_000, "a wheel over 3 MB needs a reason"


def test_the_command_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "kg", "--version", cwd=tmp_path).startswith("kg")
    samples = run(installed / "python", "-c", "import kg, pathlib; print(pathlib.Path(kg.__file__).parent / 'samples')", cwd=tmp_path).strip()
    assert not Path(samples).is_relative_to(ROOT)
    lines = run(installed / "kg", "extract", samples, cwd=tmp_path).splitlines()
    assert len(lines) >= 15
    report = json.loads(run(installed / "kg", "build", samples, "--store", "s", "--json", cwd=tmp_path))
    assert report["failures"] == []
    answer = run(installed / "kg", "query", "regulations_by_use", "--store", "s", "--format", "csv", cwd=tmp_path).splitlines()
    assert len(answer) > 5
    run(installed / "kg", "demo", "--check", cwd=tmp_path)


def test_spacy_finds_the_components_without_an_import_of_kg(installed: Path, tmp_path: Path) -> None:
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('kg_citations'); doc = nlp('根据《停车管理办法》（沪府办[2015]87号）。');"
        "print(ascii(doc.spans['citations'][0]._.number))"
    )
    assert run(installed / "python", "-c", code, cwd=tmp_path).strip() == ascii("沪府办〔2015〕87号")


def test_a_pipeline_on_disk_is_loaded_without_an_import_of_kg(installed: Path, tmp_path: Path) -> None:
    run(installed / "python", "-c", "from kg.citations.pipeline import make_pipeline; make_pipeline().to_disk('saved')", cwd=tmp_path)
    code = "import spacy; doc = spacy.load('saved')('执行国务院令第641号。'); print(ascii(doc.spans['citations'][0]._.number), len(doc))"
    assert run(installed / "python", "-c", code, cwd=tmp_path).split() == [ascii("国务院令第641号"), "3"]
