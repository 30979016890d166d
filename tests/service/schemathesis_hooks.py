"""What schemathesis must be told: how the text of a query is sent (SCHEMATHESIS_HOOKS names this module)."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/sparql-query")
def query_text(context: Any, value: Any) -> bytes:
    """A query is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
