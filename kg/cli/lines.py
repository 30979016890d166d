"""Lines of results for reading."""

from __future__ import annotations

#: Parts of a list that a line tells, and by what they are divided.
LISTED = 10
SEPARATORS = ("; ", ", ", "；", "、")


def shortened(text: str, lang: str = "en") -> str:
    """A text for one line: of a list of more than a dozen parts the first ten, and how many more there are. JSON and the graph have them all."""
    for separator in SEPARATORS:
        parts = text.split(separator)
        if len(parts) > LISTED + 2:
            told = f"……另有 {len(parts) - LISTED:,} 项" if lang == "zh" else f"and {len(parts) - LISTED:,} more"
            return separator.join([*parts[:LISTED], told])
    return text
