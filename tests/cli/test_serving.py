"""The address that `kg serve` and `kg demo` listen on."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import click
import pytest

from kg.cli.serving import address_of, listen


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def test_a_port_that_is_taken_is_said(taken: int) -> None:
    with pytest.raises(click.ClickException, match=f"cannot listen on 127.0.0.1 port {taken}: address already in use; choose another with --port"):
        listen("127.0.0.1", taken)


def test_where_any_port_will_do_another_is_used_and_said(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", taken, or_any=True) as bound:
        assert bound.getsockname()[1] not in (0, taken)
    assert capsys.readouterr().err == f"kg: port {taken} is taken, another is used\n"


def test_a_host_that_is_none_is_said_even_where_any_port_will_do() -> None:
    with pytest.raises(click.ClickException, match=r"cannot listen on 192\.0\.2\.1 port 0"):
        listen("192.0.2.1", 0, or_any=True)


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    with socket.socket(socket.AF_INET6) as bound:
        try:
            bound.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here")
        assert address_of(bound) == f"[::1]:{bound.getsockname()[1]}"
