"""The service stage: SPARQL, look-ups and linked data over HTTP (docs/service.md).

from kg.service import create_app
app = create_app("store", read_settings(os.environ))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.service.app import create_app as create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    # Loaded when it is used: the query processes are modules of this package too, and must start at once.
    if name != "create_app":
        raise AttributeError(f"module 'kg.service' has no attribute {name!r}")
    from kg.service.app import create_app

    return create_app
