"""Tables that a person fills in (instruments, verdicts): CSV as spreadsheets write it, every fault told with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from kg.errors import InvalidData

#: Spreadsheets of some languages divide by ; or by tabs. The first line tells.
DIVIDERS = (",", ";", "\t")


def read_rows(
    text: str, *, columns: Sequence[str], needed: Sequence[str], source: str, passed_over: Sequence[str] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row as its place ("decisions.csv, line 4") and its values by column, without white space around them, "" for what is not filled in;
    rows without any value are left out, and the columns `passed_over` may stand there. Raises InvalidData with the line."""
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    divider = next((sign for sign in DIVIDERS if sign in head), ",")
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=divider, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        if not names:
            raise InvalidData(f"{source}: the file is empty; its first line names columns: {', '.join(columns)}")
        unknown = [name or "(no name)" for name in names if name not in (*columns, *passed_over)]
        missing = [name for name in needed if name not in names]
        if unknown or missing or len(set(names)) < len(names):
            faults = "".join(f"; {fault}: {', '.join(found)}" for fault, found in (("unknown", unknown), ("missing", missing)) if found)
            raise InvalidData(f"{source}, line 1: expected columns among {', '.join(columns)}, each once{faults}")
        for cells in reader:
            place = f"{source}, line {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                raise InvalidData(f"{place}: {len(cells)} cells under {len(names)} columns; a cell that holds a comma stands in quotation marks")
            row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
            yield place, {name: row.get(name, "") for name in columns}
    except csv.Error as fault:
        raise InvalidData(f"{source}, line {reader.line_num}: no CSV: {fault}") from fault
