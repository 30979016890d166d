"""A Virtuoso of Debian's package `virtuoso-opensource-7`, started for a test and filled from an export."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.store import export, open_store
from tests.service.servers import free_port

SERVER, CLIENT = "virtuoso-t", "isql-vt"
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
def virtuoso(store: Path, folder: Path, *, buffers: int = 20_000) -> Iterator[str]:
    """The address of an endpoint that holds what a store holds. `buffers` are pages of 8 kB."""
    with (folder / "data.nq").open("wb") as stream:
        export(open_store(store), stream, "nq")
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
        run_sql(sql, f"ld_dir('{folder}', 'data.nq', 'urn:unused')")
        run_sql(sql, "rdf_loader_run()")
        run_sql(sql, "checkpoint")
        yield f"http{':'}//127.0.0.1:{http}/sparql"
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
