"""A disk that is full at some step of a build: an error in one line, and the store is as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.builds import build
from kg.store import open_store

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"
FIRST, SECOND = "shanghai-damaged-2020.txt", "shanghai-greening-2020.txt"


@pytest.mark.skipif(shutil.which("sh") is None, reason="the limit on the size of files is a shell's")
@pytest.mark.parametrize("blocks", [8, 300], ids=["the copy of the summaries", "the graph"])
def test_a_full_disk_changes_nothing(blocks: int, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writing beyond it fails as writing to a full disk does, at the same places."""
    store = tmp_path / "s"
    build(SAMPLES / FIRST, store=store)
    before = [str(row) for row in open_store(store).query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").rows()]
    command = [sys.executable, "-m", "kg.cli", "build", str(SAMPLES / SECOND), "--store", str(store), "--quiet"]
    done = subprocess.run(["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {store}: the build failed and changed nothing: ")
    assert done.stderr.count("\n") == 1
    assert [str(row) for row in open_store(store).query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").rows()] == before
    assert not [path.name for path in store.iterdir() if path.name.startswith("staging")]
