"""Log lines as JSON on standard error, one object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

#: The attributes that every record has: the others were given with it.
STANDARD = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime", "color_message", "taskName"}


class JsonLines(logging.Formatter):
    """time, level, logger, event, and what was given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of a record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_standard_error(*, quiet: bool = False) -> None:
    """Sends the service's lines and uvicorn's to standard error; `quiet` keeps warnings and errors only."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    for name in ("kg", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [stream] if name != "uvicorn.error" else []
        logger.propagate = name == "uvicorn.error"
        logger.setLevel(logging.WARNING if quiet else logging.INFO)
