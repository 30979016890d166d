"""schemathesis asks the real server what its description allows, and more: no fault of the server, answers as described."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.servers import served

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"


@pytest.mark.slow
def test_the_server_answers_as_it_says(sample_store: Path, tmp_path: Path) -> None:
    with served(sample_store, tmp_path / "log", sparql_seconds="10") as server:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{server.address}/openapi.json", "--checks", CHECKS),
            *("--max-examples", "20", "--generation-deterministic", "--no-color", "--workers", "2", "--phases", "examples,coverage,fuzzing"),
        ]
        hooks = {"SCHEMATHESIS_HOOKS": "tests.service.schemathesis_hooks", "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, cwd=tmp_path, env={**os.environ, **hooks})
        assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2000:]
