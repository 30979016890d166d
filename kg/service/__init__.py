"""The service stage: SPARQL, look-ups and linked data over HTTP (docs/service.md).

from kg.service import create_app
app = create_app("store", read_settings(os.environ))
"""

from __future__ import annotations

from kg.service.app import create_app

__all__ = ["create_app"]
