"""A list as a file: JSON as the service writes it, and tables for spreadsheets with one joined row an item."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

#: kind → columns of its table: keys of the items.
COLUMNS = {
    "instrument": (
        "number",
        "title",
        "level",
        "issuer",
        "year",
        "departments",
        "projects",
        "project_years",
        "basis_project_years",
        "without_amount",
        "yuan",
        "iri",
    ),
    "project": ("name", "department", "fiscal_year", "fiscal_year_end", "yuan", "role", "basis_numbers", "basis_titles", "source", "iri"),
    "department": ("name", "supervisor", "projects", "project_years", "regulations", "without_amount", "yuan", "iri"),
    "indicator": (
        "name",
        "level1",
        "level2",
        "target",
        "comparator",
        "lower",
        "upper",
        "unit",
        "actual",
        "weight",
        "score",
        "reason",
        "project",
        "department",
        "fiscal_year",
        "source",
        "iri",
    ),
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: A cell that begins like this is taken for a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BETWEEN = "；"


def write_list(kind: str, items: Iterable[Mapping[str, Any]], format_: str, *, total: int) -> bytes:
    """The items of a kind as csv (UTF-8 with a byte order mark, so that Excel reads Chinese), xlsx or json; `total` counts all that there are."""
    if format_ == "json":
        rows = list(items)
        return json.dumps({"items": rows, "total": total, "truncated": len(rows) < total}, ensure_ascii=False, indent=1).encode()
    columns = COLUMNS[kind]
    table = ([cell(item, column) for column in columns] for item in items)
    if format_ == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([guarded(value) for value in row] for row in table)
        return text.getvalue().encode("utf-8-sig")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind)
    sheet.append(columns)
    for row in table:
        sheet.append([guarded(value) if isinstance(value, str) else value for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell(item: Mapping[str, Any], column: str) -> str | int | None:
    """A value of the table; what an item has several of is joined."""
    if column.startswith("basis_") and column != "basis_project_years":
        key = {"basis_numbers": "number", "basis_titles": "title"}[column]
        return BETWEEN.join(str(basis[key] or "") for basis in item["legal_basis"])
    value = item.get(column)
    return value if value is None or isinstance(value, int) else str(value)


def guarded(value: str | int | None) -> str | int | None:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
