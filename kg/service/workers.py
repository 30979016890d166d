"""A process that answers queries, one at a time, and may be killed at any moment: `python -m kg.service.workers PLACE MEMORY_BYTES`.

It opens the store itself, read only, at the generation that the job names: the graph is then of the same build as the index that the service reads.
Jobs come by standard input, and a thread waits for nothing but its end, so that the end of the service ends the process even within a query. The
memory limit is the operating system's: an allocation beyond it ends the process, which the service takes for its answer.
"""

from __future__ import annotations

import json
import os
import resource
import select
import sys
import threading
from contextlib import suppress
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError, QueryError, StoreError
from kg.service.frames import CHUNK_BYTES, DATA, END, HEADER, frame, whole
from kg.service.rows import plain_value
from kg.store import Answer, FolderStore, Store, Term, is_endpoint, open_store


class TooLarge(KgError):
    """An answer that passes the limit of its job."""


class Framed(RawIOBase):
    """A stream that sends what is written to it as frames; more than `limit` bytes raise TooLarge. `finish` sends what is left: the whole answer,
    where it is short."""

    def __init__(self, out: IO[bytes], header: dict[str, Any], limit: int) -> None:
        self.out, self.header, self.limit = out, header, limit
        self.size = 0
        self.begun = False
        self.waiting = bytearray()

    def writable(self) -> bool:
        """Asked by those who write to a stream."""
        return True

    def write(self, data: Any, /) -> int:
        """Keeps the bytes, and sends them when they are enough for a frame."""
        self.size += len(data)
        if self.size > self.limit:
            raise TooLarge(f"the answer is longer than {self.limit} bytes")
        self.waiting += data
        if len(self.waiting) >= CHUNK_BYTES:
            header = b"" if self.begun else frame(HEADER, json.dumps(self.header).encode())
            self.begun = True
            self.out.write(header + frame(DATA, bytes(self.waiting)))
            self.out.flush()
            self.waiting.clear()
        return len(data)

    def finish(self, error: dict[str, Any] | None = None) -> None:
        """Sends the end of an answer, and the error that broke it off."""
        if not self.begun:
            self.out.write(whole({"error": error}) if error else whole(self.header, bytes(self.waiting)))
        else:
            rest = b"" if error else frame(DATA, bytes(self.waiting))
            self.out.write(rest + frame(END, json.dumps(error or {}).encode()))
        self.out.flush()


def main(place: str, memory_bytes: int) -> None:
    """Answers jobs until standard input ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints may stand between the frames
    threading.Thread(target=end_with_the_service, args=(sys.stdin.fileno(),), daemon=True).start()
    store: Store | None = None
    with suppress(StoreError):  # told to who asks
        store = open_store(place)
    limit_memory(memory_bytes)
    for line in sys.stdin.buffer:
        try:
            job = json.loads(line)
            try:
                store = opened_at(store, place, job["version"])
            except StoreError as fault:
                Framed(out, {}, 0).finish({"code": "store-unavailable", "reason": str(fault)})
                continue
            answer_job(store, job, out)
        except BrokenPipeError:
            os._exit(0)


def opened_at(store: Store | None, place: str, version: str) -> Store:
    """The store at the generation that the service reads, even where the pointer names another: what it names may lack its index. An endpoint has
    one content, and asking what it is takes longer than most queries. Raises StoreError."""
    if is_endpoint(place):
        return store or open_store(place)
    if not isinstance(store, FolderStore):
        return FolderStore(Path(place), version)
    store.move_to(version)
    return store


def end_with_the_service(jobs: int) -> None:
    """Ends the process when the other end of the pipe of jobs is closed."""
    watch = select.poll()
    watch.register(jobs, getattr(select, "POLLRDHUP", 0))  # jobs themselves do not wake it
    watch.poll()
    os._exit(0)


def limit_memory(memory_bytes: int) -> None:
    """Bounds what the process may allocate beyond what it holds now. Elsewhere than on Linux the wall-clock limit alone protects."""
    held = 0
    try:
        with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123 - no file of the file system
            held = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), 0)
    except OSError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (held + memory_bytes, held + memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_job(store: Store, job: dict[str, Any], out: IO[bytes]) -> None:
    """Answers one job, or tells its error, as frames."""
    stream = Framed(out, {}, job["result_bytes"])
    error: dict[str, Any] | None = None
    try:
        answer = ask(store, job)
        format_ = job["graph_format"] if answer.kind == "construct" else job["table_format"]
        if format_ is None:
            reason = f"none of the accepted media types can hold a {answer.kind.upper()} answer"
            error = {"code": "not-acceptable", "reason": reason, "kind": answer.kind}
        else:
            stream.header |= {"format": format_, "kind": answer.kind, "version": store.version}
            write_answer(answer, format_, stream)
    except TooLarge as fault:
        error = {"code": "result-too-large", "reason": str(fault)}
    except QueryError as fault:
        error = {"code": "invalid-query", "reason": str(fault), "line": fault.line, "column": fault.column}
    except StoreError as fault:
        error = {"code": "store-unavailable", "reason": str(fault)}
    except (OSError, RuntimeError, ValueError, MemoryError) as fault:
        if isinstance(fault, BrokenPipeError):
            raise
        error = {"code": "query-failed", "reason": f"the query could not be evaluated: {fault}"}
    stream.finish(error)


def ask(store: Store, job: dict[str, Any]) -> Answer:
    """The answer to a job; raises QueryError and StoreError."""
    bound = {name: term_from(written) for name, written in job.get("bound", {}).items()}
    return store.query(job["query"], substitutions=bound, default_graphs=job.get("default_graphs", ()), named_graphs=job.get("named_graphs", ()))


def term_from(written: dict[str, str]) -> Term:
    """A term as a job writes it: `{"iri": …}` or `{"value": …, "datatype": …}`."""
    return NamedNode(written["iri"]) if "iri" in written else Literal(written["value"], datatype=NamedNode(written["datatype"]))


def write_answer(answer: Answer, format_: str, stream: Framed) -> None:
    """Writes an answer in a format of the store, or as `rows`; raises TooLarge."""
    if format_ == "rows":
        write_rows(answer, stream)
    else:
        answer.write(cast("IO[bytes]", stream), format_)


def write_rows(answer: Answer, stream: Framed) -> None:
    """`{"columns": […], "rows": […]}`: each row an object; whole numbers as numbers, money as text, so that nothing is rounded."""
    stream.write(f'{{"columns":{json.dumps(answer.columns, separators=(",", ":"))},"rows":['.encode())
    for number, row in enumerate(answer.rows()):
        values = {name: plain_value(term) for name, term in zip(answer.columns, row, strict=True)}
        stream.write((("," if number else "") + json.dumps(values, ensure_ascii=False, separators=(",", ":"))).encode())
    stream.write(b"]}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
