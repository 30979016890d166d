"""A Virtuoso of Debian's package `virtuoso-opensource-7`, started for a test and filled from an export."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from kg.store import export, open_store
from tests.service.servers import free_port

SERVER, CLIENT = "virtuoso-t", "isql-vt"
PART_BYTES = 128 * 1024 * 1024
#: Stands in a folder whose database is whole.
LOADED = "loaded"
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DefaultIsolation = 2
DisableUnixSocket = 1
StopCompilerWhenXOverRunTime = 1
MaxOptimizeLayouts = 30
SSLServerPort =
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 20
MaxClientConnections = 40
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryExecutionTime = 600
MaxQueryCostEstimationTime = 100000
"""


def installed() -> bool:
    return shutil.which(SERVER) is not None and shutil.which(CLIENT) is not None


def run_sql(port: int, statement: str) -> str:
    done = subprocess.run([CLIENT, str(port), "dba", "dba", f"exec={statement}"], capture_output=True, text=True, check=False, timeout=3600)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Error" not in done.stderr, done.stderr
    return done.stdout


@contextmanager
def virtuoso(store: Path, folder: Path, *, buffers: int = 20_000, loaders: int = 1) -> Iterator[str]:
    """The address of an endpoint that holds what a store holds. `buffers` are pages of 8 kB; `loaders` read the export side by side, in parts.
    A folder that was filled before is used as it is."""
    filled = folder / LOADED
    if not filled.exists():
        write_parts(store, folder)
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(folder=folder, sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4), encoding="utf-8")
    process = subprocess.Popen([SERVER, "+foreground", "+configfile", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while subprocess.run([CLIENT, str(sql), "dba", "dba", "exec=status()"], capture_output=True, check=False).returncode:
            assert process.poll() is None, (folder / "virtuoso.log").read_text(encoding="utf-8", errors="replace")
            assert time.monotonic() < deadline, "Virtuoso did not start"
            time.sleep(0.2)
        if not filled.exists():
            load(sql, folder, loaders)
            filled.touch()
        yield f"http{':'}//127.0.0.1:{http}/sparql"
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def write_parts(store: Path, folder: Path) -> None:
    """The export of a store in files of about `PART_BYTES`: one large file is loaded by one thread, and in one piece."""
    with subprocess.Popen(
        ["split", "--line-bytes", str(PART_BYTES), "--additional-suffix", ".nq", "-", str(folder / "part-")], stdin=subprocess.PIPE
    ) as parts:
        assert parts.stdin is not None
        export(open_store(store), parts.stdin, "nq")
        parts.stdin.close()
    assert parts.returncode == 0, "the export could not be cut into parts"


def load(sql: int, folder: Path, loaders: int) -> None:
    """Loads the parts and removes them; raises AssertionError for a part that Virtuoso could not read."""
    run_sql(sql, f"ld_dir('{folder}', 'part-*.nq', 'urn:unused')")
    with ThreadPoolExecutor(loaders) as side_by_side:
        list(side_by_side.map(lambda _: run_sql(sql, "rdf_loader_run()"), range(loaders)))
    failed = run_sql(sql, "SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_state <> 2 OR ll_error IS NOT NULL").split()
    assert "0" in failed, f"Virtuoso did not load every part: {failed}"
    run_sql(sql, "checkpoint")
    for part in folder.glob("part-*.nq"):
        part.unlink()
