"""The text of a cell as a reader sees it, and the pieces of the document that it is made of.

Taken away: `<p>` and its kin (a paragraph becomes a line feed), rulings, bookmarks of a word processor. Formula residue
(`$\\geq 90\\%$`) becomes the signs that it stood for. Everything else stays letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from kg.filings import Piece

#: Anything that makes a cell more than a plain run of text.
MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|u|font)\b[^<>]*>|\[bookmark:[^\]\n]*\]|\$[^$\n]{1,80}\$|\n\s*\n|&(?:nbsp|lt|gt|amp|quot);", re.IGNORECASE
)
#: Tags that stand inside a line; all others end a paragraph.
INLINE = re.compile(r"</?(?:span|strong|b|u|font)\b|\[bookmark", re.IGNORECASE)
SIGNS = {
    r"\geq": "≥", r"\ge": "≥", r"\leq": "≤", r"\le": "≤", r"\times": "×", r"\pm": "±", r"\sim": "~", r"\%": "%", r"\approx": "≈", r"\cdot": "·",
    r"\gt": ">", r"\lt": "<", r"\neq": "≠", r"\circ": "°", r"\sqrt": "√", r"\&": "&", r"\#": "#", r"\_": "_",
}  # fmt: skip
COMMAND = re.compile(r"\\(?:[a-zA-Z]+|[%&#_])|[{}^]")
ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}


#: A piece from its three parts: half of what calling the class costs, for nearly every cell has one.
make_piece: Callable[[tuple[int, int, int]], Piece] = partial(tuple.__new__, Piece)


def clean(raw: str, source: int) -> tuple[str, tuple[Piece, ...]]:
    """(text, pieces) of a raw run that begins at `source` in the document's text. Outer white space is dropped."""
    text = raw.strip()
    if not text:
        return "", ()
    if len(text) < len(raw):
        source += raw.index(text[0])
    if text.isalnum() or MARKUP.search(text) is None:  # most names and words hold no sign at all
        return text, (make_piece((0, source, len(text))),)
    return assemble(_runs(text, source))


def _runs(text: str, source: int) -> Iterable[tuple[str, int | None]]:
    """Runs of text with their offset (None: not copied); "\\n" with None stands for the end of a paragraph."""
    at = 0
    for match in MARKUP.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], source + at
        found = match.group()
        if found.startswith("$"):
            yield from _formula(found, source + match.start())
        elif found.startswith("&"):
            yield ENTITIES[found.lower()], None
        elif not INLINE.match(found):
            yield "\n", None
        at = match.end()
    if at < len(text):
        yield text[at:], source + at


def _formula(found: str, source: int) -> Iterable[tuple[str, int | None]]:
    """The signs of a formula; a pair of $ around something that is no formula is money or text, and stays."""
    if "\\" not in found:
        yield found, source
        return
    at = 1
    for match in COMMAND.finditer(found, 1, len(found) - 1):
        # TeX sets its own spaces: those in the residue mean nothing.
        yield from _unspaced(found, at, match.start(), source)
        yield SIGNS.get(match.group(), ""), None
        at = match.end()
    yield from _unspaced(found, at, len(found) - 1, source)


def _unspaced(found: str, begin: int, end: int, source: int) -> Iterable[tuple[str, int | None]]:
    for match in re.finditer(r"\S+", found[begin:end]):
        yield match.group(), source + begin + match.start()


def assemble(runs: Iterable[tuple[str, int | None]]) -> tuple[str, tuple[Piece, ...]]:
    """Join runs to a text without white space at its ends or around paragraph ends, with its pieces."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    pending = False
    paragraph = 0  # how many parts stand up to the start of the paragraph
    for run, source in runs:
        if source is None and run == "\n":
            pending = length > 0
            continue
        if pending or not length:
            stripped = run.lstrip()
            if source is not None:
                source += len(run) - len(stripped)
            run = stripped
            if not run:
                continue
        if pending:
            length = _trim(parts, pieces, length, paragraph) + 1
            parts.append("\n")
            paragraph = len(parts)
            pending = False
        if source is not None:
            pieces.append(Piece(length, source, len(run)))
        parts.append(run)
        length += len(run)
    length = _trim(parts, pieces, length, paragraph)
    return "".join(parts), tuple(pieces)


def _trim(parts: list[str], pieces: list[Piece], length: int, paragraph: int) -> int:
    """Drop white space at the end of the paragraph joined so far, and the parts of pieces that covered it."""
    while len(parts) > paragraph:
        kept = parts[-1].rstrip()
        length -= len(parts[-1]) - len(kept)
        if kept:
            parts[-1] = kept
            break
        parts.pop()
    while pieces and pieces[-1].begin >= length:
        pieces.pop()
    if pieces and pieces[-1].begin + pieces[-1].length > length:
        last = pieces[-1]
        pieces[-1] = last._replace(length=length - last.begin)
    return length


def join(first: tuple[str, tuple[Piece, ...]], second: tuple[str, tuple[Piece, ...]], between: str) -> tuple[str, tuple[Piece, ...]]:
    """Two cleaned texts as one, `between` (nothing or a line feed) in the middle."""
    if not first[0] or not second[0]:
        return first if first[0] else second
    shift = len(first[0]) + len(between)
    moved = tuple(p._replace(begin=p.begin + shift) for p in second[1])
    return first[0] + between + second[0], first[1] + moved


SENTENCE_END = frozenset("。！？；.!?;：:”’」』）)》")
ITEM_START = re.compile(r"\s*(?:[（(]?(?:[1１]|一)[)）、.．]|[①⑴❶])")
#: The number of an item, whichever; 5.3 is a figure.
ITEM_NUMBER = re.compile(r"\d{1,2}\s*(?:[、)）]|[.．](?!\d))")

#: The year of a standard, cut by a line's end: GB/T 30428.2-20 over 13）.
YEAR_BEGUN = re.compile(r"[A-Z]{2}.{0,24}[-—–－](1|2|19|20|19\d|20\d)\Z")
YEAR_ENDED = re.compile(r"\d{1,3}(?!\d|[、.．]\s*[《\u4e00-\u9fff])")
YEAR = 4
#: The code of a standard with its serial is no longer.
LONGEST_CODE = 40

#: What begins no paragraph behind the end of a title or of quoted words: a mark that closes or divides, 的, the bracket with a document's number.
NEVER_FIRST = re.compile(r"[、，,；;。）)》〉”」』]|的(?!确)|[（(][^（）()\s]{0,24}(?:[〔\[［【﹝]\s*(?:19|20)\d\d|令第?\s*\d)")
CLOSED = frozenset("》〉”」』）)")


def runs_on(before: str, after: str) -> bool:
    """Whether a text that was cut goes on in the next: the first has no sentence end, and the second does not start a list anew."""
    before, after = before.rstrip(), after.lstrip()
    if before[-1:].isdigit():
        cut, rest = YEAR_BEGUN.search(before[-LONGEST_CODE:]), YEAR_ENDED.match(after)
        if cut is not None and rest is not None and len(cut[1] + rest[0]) == YEAR:
            return True
        if ITEM_NUMBER.match(after):  # …GB/T 28181-2016 over 5、《…》: figures of two items never join
            return False
    if before[-1:] in CLOSED and NEVER_FIRST.match(after):
        return True
    return bool(before) and bool(after) and before[-1] not in SENTENCE_END and not ITEM_START.match(after)
