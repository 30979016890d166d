"""`kg serve`."""

from __future__ import annotations

import errno
import os
import socket
from urllib.parse import urlunsplit

import click

from kg.cli.options import quiet_option, store_option
from kg.settings import read_settings

#: Seconds that requests under way have when the service is told to stop.
GRACE = 10


host_option = click.option("--host", default="127.0.0.1", show_default=True, help="address to listen on")
port_option = click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="port to listen on; 0: any that is free")


@click.command("serve", short_help="serve pages, SPARQL and look-ups")
@store_option
@host_option
@port_option
@quiet_option
def serve_command(store: str, host: str, port: int, quiet: bool) -> None:
    """Serve a store: pages at /, SPARQL at /sparql, look-ups below /api, linked data below /id and /eli, a reference at /docs."""
    serve(store, host=host, port=port, quiet=quiet)


def serve(store: str, *, host: str, port: int, quiet: bool, or_any: bool = False) -> None:
    """Serve a store until the process is told to stop; the address is printed once it is bound. `or_any`: where the port is taken, at another."""
    import uvicorn

    from kg.service import create_app
    from kg.service.connections import limited_protocol
    from kg.service.logs import log_to_standard_error

    settings = read_settings(os.environ)
    app = create_app(store, settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=GRACE,
        ws="none",
        http=limited_protocol(settings.max_url_bytes),
        h11_max_incomplete_event_size=2 * settings.max_url_bytes + 65536,
    )
    listening = listen(host, port, or_any=or_any)
    click.echo(f"serving at {urlunsplit(('http', address_of(listening), '/', '', ''))} (Ctrl-C ends it)")
    log_to_standard_error(quiet=quiet)
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int, *, or_any: bool = False) -> socket.socket:
    """A socket that is bound; a port that is taken is said before anything starts, or, with `or_any`, gives way to one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as fault:
        bound.close()
        if or_any and fault.errno == errno.EADDRINUSE:
            click.echo(f"kg: port {port} is taken, another is used", err=True)
            return listen(host, 0)
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {(fault.strerror or str(fault)).lower()}; choose another with --port"
        ) from fault
    return bound


def address_of(bound: socket.socket) -> str:
    """host:port, the host of IPv6 in brackets."""
    host, port = bound.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
