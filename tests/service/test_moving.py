"""A new build under a running server: graph and index move together, and no request fails."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import httpx
import psutil
import pytest

from kg.builds import build
from kg.store.generations import GRAPH
from kg.store.index import INDEX
from tests.service.servers import Served, served

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


def counts(client: httpx.Client) -> set[tuple[str, int]]:
    """How many project years every part of the service tells: query processes (each of two, several times), the catalogue, the index, a page."""
    told = set()
    for _ in range(6):
        answer = client.get("/sparql", params={"query": COUNT})
        told.add(("sparql", int(answer.json()["results"]["bindings"][0]["n"]["value"])))
    told.add(("index", client.get("/api/projects?limit=1").json()["total"]))
    rows = client.get("/api/queries/budget_by_department_and_year").json()["rows"]
    told.add(("catalogue", sum(row["project_years"] for row in rows)))
    return told


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


BREAKS: dict[str, Callable[[Path], object]] = {
    "no index": lambda folder: (folder / INDEX).unlink(),
    "an index cut short": lambda folder: cut(folder / INDEX),
    "an index that is none": lambda folder: (folder / INDEX).write_text("no database, but longer than its head would be" * 9),
    "no graph": lambda folder: shutil.rmtree(folder / GRAPH),
    "a graph without its list of files": lambda folder: (folder / GRAPH / "CURRENT").unlink(),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_generation_that_lacks_its_index_or_its_graph_leaves_the_old_one_served_whole(
    broken: str, stores: tuple[Path, Path], tmp_path: Path
) -> None:
    """Neither the query processes nor the look-ups read a part of a generation whose other part cannot be read; the next whole one is read."""
    store, following = tmp_path / "store", stores[1] / "generations" / "1"
    shutil.copytree(stores[0], store)
    with served(store, tmp_path / "log", sparql_workers="2") as server, httpx.Client(base_url=server.address, timeout=60) as client:
        before = counts(client)
        shutil.copytree(following, store / "generations" / "2")
        BREAKS[broken](store / "generations" / "2")
        (store / "CURRENT").write_text("2\n", encoding="ascii")
        wait_for_log(server, '"detail"')
        assert counts(client) == before
        for child in psutil.Process(server.process.pid).children():
            child.kill()  # those that take their place open the store when the pointer names the broken generation
        with httpx.Client(base_url=server.address, timeout=60) as other:
            assert counts(other) == before
            assert other.get("/health").json()["version"].startswith("1-")
        time.sleep(1.2)  # two looks at the pointer more
        assert server.log.read_text(encoding="utf-8").count('"store"') == 1, "told once, not at every look"
        shutil.copytree(following, store / "generations" / "3")
        (store / "CURRENT").write_text("3\n", encoding="ascii")
        wait_for_log(server, '"moved"')
        after = counts(client)
        assert dict(after)["sparql"] == dict(after)["index"] > dict(before)["index"]
        assert len(after) == len(before)
        assert after.isdisjoint(before)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store of two samples, and one of four."""
    folder = tmp_path_factory.mktemp("stores")
    with as_file(files("kg") / "samples") as samples:
        sources = sorted(path for path in samples.iterdir() if path.suffix == ".txt")
        for count in (2, 4):
            build(sources[:count], store=folder / str(count))
    return folder / "2", folder / "4"


def wait_for_log(server: Served, text: str) -> None:
    deadline = time.monotonic() + 20
    while text not in server.log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, server.log.read_text(encoding="utf-8")
        time.sleep(0.05)
