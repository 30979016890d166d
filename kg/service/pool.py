"""Query processes: asked by turns, watched, killed when they pass a limit or when nobody waits for them any more, and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from http import HTTPStatus
from signal import SIGABRT, SIGKILL, SIGSEGV
from typing import Any

from kg.errors import QueryError
from kg.service.frames import CHUNK_BYTES, DATA, END, PREFIX, WHOLE, read_whole
from kg.service.metrics import Metrics
from kg.service.problems import Problem
from kg.settings import Settings

LOG = logging.getLogger("kg.service")
#: code of an error that a query process tells → status.
STATUS = {
    "invalid-query": 400,
    "invalid-request": 400,
    "not-acceptable": 406,
    "unknown-name": 404,
    "result-too-large": 413,
    "query-failed": 400,
    "store-unavailable": 503,
}


@dataclass(slots=True)
class Worker:
    """One process and its pipes."""

    process: asyncio.subprocess.Process

    async def send(self, job: dict[str, Any]) -> None:
        """Writes a job to the process; raises ConnectionError where it has ended."""
        assert self.process.stdin is not None, "the pipe was asked for"
        self.process.stdin.write(json.dumps(job, ensure_ascii=False).encode() + b"\n")
        await self.process.stdin.drain()

    async def receive(self) -> tuple[bytes, bytes]:
        """One frame; raises asyncio.IncompleteReadError where the process has ended."""
        assert self.process.stdout is not None, "the pipe was asked for"
        kind, length = PREFIX.unpack(await self.process.stdout.readexactly(PREFIX.size))
        return kind, await self.process.stdout.readexactly(length) if length else b""

    def kill(self) -> None:
        """Ends the process, if it has not ended."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


@dataclass(slots=True)
class Reply:
    """An answer: `header` says its format, `chunks` are its bytes; `body` holds them all where they are few. The chunks of a long answer are under
    way, and must be read to their end, or closed."""

    header: dict[str, Any]
    chunks: AsyncGenerator[bytes]
    body: bytes | None = None


class Pool:
    """Answers queries side by side, as many as there are processes; the others wait."""

    def __init__(self, place: str, *, settings: Settings, metrics: Metrics) -> None:
        self.place, self.settings, self.metrics = place, settings, metrics
        self.idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()  # the one that answered last has what it read at hand
        self.waiting = 0
        self.processes: dict[int, Worker] = {}
        self.starting: set[asyncio.Task[None]] = set()
        self.closed = False

    async def start(self) -> None:
        """Starts the processes."""
        await asyncio.gather(*(self._add() for _ in range(self.settings.sparql_workers)))

    async def _add(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.service.workers", self.place, str(self.settings.sparql_memory_bytes),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=4 * CHUNK_BYTES, start_new_session=True,
        )  # fmt: skip
        worker = Worker(process)
        if self.closed:
            worker.kill()
            return
        self.processes[process.pid] = worker
        self.idle.put_nowait(worker)

    def _replace(self, worker: Worker) -> None:
        """Another process in the place of one that is killed, or has ended."""
        worker.kill()
        self.processes.pop(worker.process.pid, None)
        if not self.closed:
            for coroutine in (self._add(), self._bury(worker)):
                task = asyncio.ensure_future(coroutine)
                self.starting.add(task)
                task.add_done_callback(self.starting.discard)

    @staticmethod
    async def _bury(worker: Worker) -> None:
        await worker.process.wait()

    async def ask(self, job: dict[str, Any]) -> Reply:
        """Begins to answer a job. Raises Problem (or QueryError) where there is an error before the first byte.

        Cancelling it, or closing the chunks, kills the process: what it computes can be stopped in no other way.
        """
        if self.waiting >= self.settings.sparql_queue:
            self.metrics.event("queue_full")
            raise Problem(503, "busy", f"{self.waiting} queries wait already; try again later", headers={"Retry-After": "2"})
        seconds = self.settings.sparql_seconds
        worker = await self._idle(seconds)
        deadline = asyncio.get_running_loop().time() + seconds
        done = False
        try:
            kind, payload = await self._exchange(worker, deadline, job | {"result_bytes": self.settings.sparql_result_bytes})
            done = True
        finally:
            if not done:
                self._replace(worker)
        if kind != WHOLE:
            chunks = self._chunks(worker, deadline)
            await anext(chunks)
            return Reply(json.loads(payload), chunks)
        self.idle.put_nowait(worker)
        header, body = read_whole(payload)
        if "error" in header:
            raise error_of(header["error"])
        return Reply(header, once(body), body)

    async def _idle(self, seconds: float) -> Worker:
        """A process that waits for a job, within so many seconds; one that died meanwhile is replaced."""
        while not self.idle.empty():
            worker = self.idle.get_nowait()
            if worker.process.returncode is None:
                return worker
            self._replace(worker)
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while True:
                    worker = await self.idle.get()
                    if worker.process.returncode is None:
                        return worker
                    self._replace(worker)
        except TimeoutError:
            self.metrics.event("queue_timeout")
            raise Problem(503, "busy", f"no query process was free within {seconds} seconds", headers={"Retry-After": "2"}) from None
        finally:
            self.waiting -= 1

    async def _chunks(self, worker: Worker, deadline: float) -> AsyncGenerator[bytes]:
        done = False
        try:
            yield b""  # begun by `ask`: what has not begun does not end when it is dropped
            while True:
                kind, payload = await self._exchange(worker, deadline)
                if kind == END:
                    done = True
                    self.idle.put_nowait(worker)
                    error = json.loads(payload)
                    if error:
                        raise error_of(error)
                    return
                assert kind == DATA, "data until the end"
                yield payload
        finally:
            if not done:
                self._replace(worker)

    async def _exchange(self, worker: Worker, deadline: float, job: dict[str, Any] | None = None) -> tuple[bytes, bytes]:
        """Sends a job, if there is one, and gives the next frame. Raises the problem of a query that takes too long, or ends its process."""
        try:
            async with asyncio.timeout_at(deadline):
                if job is not None:
                    await worker.send(job)
                return await worker.receive()
        except TimeoutError:
            self.metrics.event("query_timeout")
            seconds = self.settings.sparql_seconds
            told = f"the query took longer than {seconds} seconds and was ended"
            raise Problem(503, "query-too-slow", told, limit_seconds=seconds) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise await self._died(worker) from None

    async def _died(self, worker: Worker) -> Problem:
        """Why a process ended within a query: the allocator aborts where the memory limit is passed."""
        code = await worker.process.wait()
        self.metrics.event("query_died")
        LOG.warning("worker ended", extra={"code": code})
        if code == -SIGSEGV:  # the evaluation goes down into a query as deep as it is written
            return Problem(400, "query-too-deep", "the query nests too deeply, or joins too many patterns, and was ended")
        if code == -SIGKILL:
            return Problem(503, "query-killed", "the process of the query was killed from outside: the machine lacks memory, or somebody ended it")
        if code in (-SIGABRT, 1):
            limit = self.settings.sparql_memory_bytes
            return Problem(503, "query-too-large", f"the query needed more than {limit} bytes of memory and was ended", limit_bytes=limit)
        return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "query-failed", "the query could not be evaluated: its process ended")

    async def close(self) -> None:
        """Ends every process."""
        self.closed = True
        for task in list(self.starting):
            task.cancel()
        for worker in list(self.processes.values()):  # others take theirs out when they see it end
            worker.kill()
            await worker.process.wait()


async def once(body: bytes) -> AsyncGenerator[bytes]:
    """The chunks of an answer that is here already."""
    yield body


def error_of(error: dict[str, Any]) -> Exception:
    """The exception for an error that a query process told."""
    if error["code"] == "invalid-query":
        fault = QueryError(error["reason"], None, None)
        fault.line, fault.column = error.get("line"), error.get("column")
        return fault
    return Problem(STATUS[error["code"]], error["code"], error["reason"])
