"""`kg network`: from a store to a file, and what it says of wrong usage."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from kg.builds import build
from kg.cli import run
from kg.store import open_store
from kg.store.folders import FolderStore
from kg.store.positions import read_positions


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("network") / "store"
    with as_file(files("kg") / "samples") as folder:
        build([folder], store=store)
    return store


def test_a_number_in_the_wrong_brackets_finds_its_network(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "网络.json"
    assert run(["network", "--store", str(samples), "--focus", "沪府办【2015】87号", "--depth", "2", "-o", str(target)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nodes" in told.err
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["shown"] == len(data["nodes"]) > 5
    assert {node["kind"] for node in data["nodes"]} >= {"department", "project", "instrument"}


@pytest.mark.parametrize("suffix", ["html", "graphml", "gexf", "svg"])
def test_every_format_of_the_overview(samples: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"overview.{suffix}"
    assert run(["network", "--store", str(samples), "-o", str(target)]) == 0
    assert "上海市排水管理事务中心" in target.read_text(encoding="utf-8")


def test_wrong_usage(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["network", "--store", str(samples), "-o", str(tmp_path / "x.pdf")]) == 2
    assert ".graphml" in capsys.readouterr().err
    assert run(["network", "--store", str(samples), "--focus", "沪府办〔2015〕8号", "-o", str(tmp_path / "x.json")]) == 1
    assert "沪府办〔2015〕87号" in capsys.readouterr().err
    assert run(["network", "--store", str(samples), "-o", str(tmp_path / "missing" / "x.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_build_leaves_positions(samples: Path) -> None:
    store = open_store(samples)
    assert isinstance(store, FolderStore)
    overview, whole = (read_positions(store.folder, view) for view in ("overview", "whole"))
    assert len(overview) > 40
    assert any("/id/project/" in node for node in whole)
    assert not any("/id/project/" in node for node in overview)
    store.close()
