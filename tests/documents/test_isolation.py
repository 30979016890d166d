"""The process in which risky readers run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

from kg.documents import Document, Format, Limits
from kg.documents.isolation import read_isolated, stop_readers
from kg.errors import UnreadableInput


@pytest.fixture(autouse=True, scope="module")
def ended() -> Iterator[None]:
    yield
    stop_readers()


def read(function: str, data: bytes = b"x", limits: Limits | None = None) -> Document:
    return read_isolated(Format("odd", (), "tests.documents.misbehaving", function), data, source="a.odd", limits=limits or Limits())


def test_a_reader_that_hangs_is_stopped_and_the_next_file_read() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableInput, match=r"a.odd: the odd reader was stopped after 1 seconds \(KG_READER_SECONDS\)"):
        read("hang", limits=Limits(reader_seconds=1))
    assert time.monotonic() - started < 30
    assert read("shout", "好".encode()).text == "好"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(UnreadableInput, match=r"needs more than 104,857,600 bytes of memory \(KG_READER_MEMORY_BYTES\)"):
        read("devour", limits=Limits(reader_memory_bytes=100 * 1024 * 1024))
    assert read("shout").text == "x"


def test_a_reader_that_dies_or_stumbles_is_an_error_of_its_file() -> None:
    with pytest.raises(UnreadableInput, match=r"a.odd: the odd reader cannot read the file: it ended with code 139"):
        read("die")
    with pytest.raises(UnreadableInput, match="ZeroDivisionError: no reader expects this"):
        read("stumble")
    assert read("shout").text == "x"


def test_a_refusal_keeps_its_place() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read("refuse")
    assert (caught.value.source, caught.value.place, caught.value.reason) == ("a.odd", "page 7", "is no good")


def test_one_process_serves_many_files_of_any_size() -> None:
    texts = ["甲", "乙" * 500_000, "", "丙"]
    assert [read("shout", text.encode()).text for text in texts] == texts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_forks_gets_a_reader_of_its_own() -> None:
    assert read("shout").text == "x"
    child = os.fork()
    if child == 0:
        ok = read("shout", b"child").text == "child"
        stop_readers()
        os._exit(0 if ok else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read("shout", b"parent").text == "parent"
