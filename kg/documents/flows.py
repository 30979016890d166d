"""Running content as word processors and web pages nest it: paragraphs, and tables whose cells hold paragraphs and tables again.

The block model has flat tables, so that a table inside a cell becomes a table of its own, below the row that holds it. A row of one cell
that holds a table is a frame, and its content stands in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.documents.building import CellText, DocumentBuilder


@dataclass(slots=True)
class FlowCell:
    """A cell at its column: its content in order."""

    column: int
    row_span: int = 1
    column_span: int = 1
    content: list[str | FlowTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs of the cell, divided by one line feed; those without text are left out."""
        parts = [part for part in self.content if isinstance(part, str)]
        if len(parts) == 1 and "\n" not in parts[0]:
            return parts[0].strip()
        return "\n".join(line.strip() for part in parts for line in part.split("\n") if line.strip())


@dataclass(slots=True)
class FlowTable:
    """A table: its cells row by row."""

    rows: list[list[FlowCell]] = field(default_factory=list)


def build_flow(builder: DocumentBuilder, content: Sequence[str | FlowTable]) -> None:
    """Paragraphs and tables into a document."""
    for part in content:
        if isinstance(part, str):
            builder.paragraph(part)
        else:
            build_table(builder, part)


def build_table(builder: DocumentBuilder, table: FlowTable) -> None:
    """A table into a document, cut where a cell holds a table. A table of one cell is a frame."""
    rows: list[list[CellText]] = []

    def flush() -> None:
        builder.table(rows)
        rows.clear()

    framed = len(table.rows) == 1 and len(table.rows[0]) == 1
    for row in table.rows:
        inner = [part for cell in row for part in cell.content if isinstance(part, FlowTable)]
        if framed or inner:
            filled = [cell for cell in row if cell.content]
            if len(filled) == 1:
                flush()
                build_flow(builder, filled[0].content)
                continue
        rows.append([CellText(cell.column, cell.text, cell.row_span, cell.column_span) for cell in row])
        if inner:
            flush()
            for nested in inner:
                build_table(builder, nested)
    flush()
