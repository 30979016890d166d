"""A text laid out anew, so that what its lines cut is whole again, and the way back from its places to those of the file.

The readers of forms take a cell for one run of the document's text. Where a cell is printed on several lines beside other cells it is not: the
text is copied in another order, read, and every place of the filings is led back to where the letters stand in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.documents import Document, text_blocks
from kg.filings import Contact, Field, Filing, Finding, Piece, Unmapped


@dataclass(frozen=True, slots=True)
class View:
    """`document` has the text as laid out; `begins` and `sources` say, run by run, where in `original` its letters stand (None: put in)."""

    document: Document
    original: Document
    begins: tuple[int, ...]
    sources: tuple[int | None, ...]

    def runs(self, begin: int, end: int) -> Iterable[Piece]:
        """The runs of the file that the text from `begin` to `end` was copied from; `begin` of a piece counts from there."""
        at = max(bisect_right(self.begins, begin) - 1, 0)
        while at < len(self.begins) and self.begins[at] < end:
            first, source = self.begins[at], self.sources[at]
            last = self.begins[at + 1] if at + 1 < len(self.begins) else len(self.document.text)
            if source is not None and (low := max(first, begin)) < (high := min(last, end)):
                yield Piece(low - begin, source + low - first, high - low)
            at += 1

    def source_of(self, offset: int) -> int:
        """Where the letter at an offset stands in the file; of one that was put in, the next that was not."""
        return next((piece.source for piece in self.runs(offset, len(self.document.text))), len(self.original.text))

    def pieces(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Pieces of the file for pieces of the text as laid out."""
        return tuple(run._replace(begin=p.begin + run.begin) for p in pieces for run in self.runs(p.source, p.source + p.length))

    def unmapped(self, left: Iterable[Unmapped]) -> tuple[Unmapped, ...]:
        """Text that no rule accounts for, run by run."""
        return tuple(
            Unmapped(text, run.source)
            for u in left
            for run in self.runs(u.source, u.source + len(u.text))
            if (text := self.original.text[run.source : run.source + run.length].strip())
        )

    def restored(self, filing: Filing) -> Filing:
        """The filing with its places in the file."""
        return replace(
            filing,
            begin=self.source_of(filing.begin),
            end=self.source_of(filing.end - 1) + 1,
            fields=tuple(Field(f.label, f.role, f.text, self.pieces(f.pieces)) for f in filing.fields),
            contacts=tuple(Contact(c.role, c.label, c.text, self.pieces(c.pieces)) for c in filing.contacts),
            unmapped=self.unmapped(filing.unmapped),
            findings=tuple(self._finding(finding) for finding in filing.findings),
        )

    def _finding(self, finding: Finding) -> Finding:
        if finding.source is None:
            return finding
        source = self.source_of(finding.source)
        return replace(finding, source=source, place=self.original.place_of(source))


class ViewMaker:
    """Collects the runs of a view in their order."""

    def __init__(self, document: Document) -> None:
        self.original = document
        self.parts: list[str] = []
        self.begins: list[int] = []
        self.sources: list[int | None] = []
        self.length = 0

    def copy(self, begin: int, end: int) -> None:
        """The letters of the file from `begin` to `end`."""
        self._put(self.original.text[begin:end], begin)

    def put(self, text: str) -> None:
        """Letters that the file does not hold: what divides cells, and words that a line's end divided."""
        self._put(text, None)

    def _put(self, text: str, source: int | None) -> None:
        if text:
            self.parts.append(text)
            self.begins.append(self.length)
            self.sources.append(source)
            self.length += len(text)

    def view(self) -> View:
        """The view."""
        text = "".join(self.parts)
        document = replace(self.original, text=text, blocks=text_blocks(text), places=())
        return View(document, self.original, tuple(self.begins), tuple(self.sources))
