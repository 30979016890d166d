"""A new build under a running server: graph and index move together, and no request fails."""

from __future__ import annotations

import shutil
import threading
import time
from importlib.resources import as_file, files
from pathlib import Path

import httpx

from kg.builds import build
from tests.service.servers import served

COUNT = "SELECT (COUNT(DISTINCT ?y) AS ?n) { ?y a <https" + ":" + "//w3id.org/budget-kg#ProjectYear> }"


def test_a_new_build_is_served_without_failing_a_request(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with as_file(files("kg") / "samples") as samples:
        sources = sorted(path for path in samples.iterdir() if path.suffix == ".txt")
        build(sources[:2], store=store)
        with served(store, tmp_path / "log") as server, httpx.Client(base_url=server.address, timeout=30) as client:
            before = client.get("/api/projects?limit=1")
            failures: list[str] = []
            versions: set[str] = set()
            asked = [0]
            stop = threading.Event()

            def ask() -> None:
                with httpx.Client(base_url=server.address, timeout=30) as own:
                    while not stop.is_set():
                        for path in ("/api/projects?limit=5", "/api/regulations?q=管理", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", "/eli/"):
                            answer = own.get(path)
                            asked[0] += 1
                            if answer.status_code not in (200, 404):
                                failures.append(f"{path}: {answer.status_code} {answer.text}")
                            versions.add(answer.headers.get("etag", ""))

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            for count in (3, 4):
                build(sources[:count], store=store)
                time.sleep(0.3)
            deadline = time.monotonic() + 10
            expected = client.get("/api/projects?limit=1").headers["etag"]
            while not client.get("/health").json()["version"].startswith("3-") and time.monotonic() < deadline:
                time.sleep(0.05)
            stop.set()
            for thread in threads:
                thread.join()
            assert failures == []
            assert asked[0] > 50
            after = client.get("/api/projects?limit=1")
            assert after.json()["total"] > before.json()["total"]
            assert expected != before.headers["etag"]
            assert len({version for version in versions if version}) >= 2
            # Graph and index say the same of the new build.
            counted = client.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"]["value"]
            assert int(counted) == after.json()["total"]
        # The generations that nobody reads any more are swept by the next build.
        build(sources[:1], store=store)
    assert len([path for path in (store / "generations").iterdir() if path.is_dir()]) == 1
    shutil.rmtree(store)
