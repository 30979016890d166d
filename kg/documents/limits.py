"""What a reader may spend on one file: hostile and broken files end in a clear error, never in a full disk or a process that hangs."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg.errors import UnreadableInput
from kg.settings import PREFIX, Settings

DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of reading; the settings of the same names say what each means."""

    max_file_bytes: int = DEFAULTS.max_file_bytes
    max_unpacked_bytes: int = DEFAULTS.max_unpacked_bytes
    max_archive_files: int = DEFAULTS.max_archive_files
    max_archive_depth: int = DEFAULTS.max_archive_depth
    max_pages: int = DEFAULTS.max_pages
    max_cells: int = DEFAULTS.max_cells
    max_text_characters: int = DEFAULTS.max_text_characters
    reader_seconds: int = DEFAULTS.reader_seconds
    reader_memory_bytes: int = DEFAULTS.reader_memory_bytes

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings declare."""
        return cls(**{field.name: getattr(settings, field.name) for field in fields(cls)})

    def refuse(self, source: str, name: str, what: str, found: int, place: str = "") -> UnreadableInput:
        """The error for a file that holds more than a limit allows; `name` is the limit, `what` the plural noun it counts."""
        return UnreadableInput(source, f"holds {found:,} {what}, more than the {getattr(self, name):,} allowed ({PREFIX}{name.upper()})", place)


DEFAULT_LIMITS = Limits()
