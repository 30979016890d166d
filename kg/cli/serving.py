"""`kg serve`."""

from __future__ import annotations

import os

import click

from kg.cli.options import quiet_option, store_option
from kg.settings import read_settings

#: Seconds that requests under way have when the service is told to stop.
GRACE = 10


@click.command("serve")
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="address to listen on")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="port to listen on; 0: any that is free")
@quiet_option
def serve_command(store: str, host: str, port: int, quiet: bool) -> None:
    """Serve a store: SPARQL at /sparql, look-ups below /api, linked data below /id and /eli, a reference at /docs."""
    import uvicorn

    from kg.service import create_app
    from kg.service.logs import log_to_standard_error

    settings = read_settings(os.environ)
    app = create_app(store, settings)
    log_to_standard_error(quiet=quiet)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=2 * settings.max_url_bytes + 65536,
    )
