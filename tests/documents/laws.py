"""What holds for every document, whatever its format."""

from __future__ import annotations

from kg.documents import Document, Paragraph


def check(document: Document) -> None:
    """Blocks stand in order and apart, cells inside their table, all text that is no white space inside a block, places inside the text."""
    text = document.text
    covered = bytearray(len(text))
    last = 0
    for block in document.blocks:
        assert last <= block.begin <= block.end <= len(text)
        last = block.end
        if isinstance(block, Paragraph):
            assert text[block.begin : block.end].strip()
            covered[block.begin : block.end] = b"\1" * (block.end - block.begin)
            continue
        at = block.begin
        for number, row in enumerate(block.rows):
            column = -1
            for cell in row:
                assert cell.row == number
                assert cell.column > column
                column = cell.column + cell.column_span - 1
                assert at <= cell.begin <= cell.end <= block.end
                at = cell.end
                covered[cell.begin : cell.end] = b"\1" * (cell.end - cell.begin)
    left = [sign for sign, inside in zip(text, covered, strict=True) if not inside and not sign.isspace()]
    assert left == []
    for place in document.places:
        assert 0 <= place.begin < place.end <= len(text)
    assert list(document.places) == sorted(document.places, key=lambda place: place.begin)


def rows_of(document: Document) -> list[list[str]]:
    """The texts of all cells, row by row; a paragraph is a row of its own."""
    rows: list[list[str]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            rows.append([document.text[block.begin : block.end]])
        else:
            rows += [[document.text[cell.begin : cell.end] for cell in row] for row in block.rows]
    return rows


def spans_of(document: Document) -> dict[str, tuple[int, int, int, int]]:
    """Text of a cell → (row, column, row span, column span)."""
    return {
        document.text[cell.begin : cell.end]: (cell.row, cell.column, cell.row_span, cell.column_span)
        for block in document.blocks
        if not isinstance(block, Paragraph)
        for row in block.rows
        for cell in row
        if cell.begin < cell.end
    }
