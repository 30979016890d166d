"""Short names in the fields of a filing: “管护办法” where another field gives it (以下简称“管护办法”), 87号文 where one number has that serial."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.citations.codes import is_known
from kg.citations.pinpoints import short_name
from kg.citations.words import alternation
from kg.filings import Citation, Field

#: A document by its serial alone.
BY_SERIAL = re.compile("(?<![0-9０-９〕\\])）】﹞第])(?P<serial>[1-9][0-9]{0,3})号文件?(?![化字明具体物])")
#: An order whose issuer is not said (3号令), or by its kind alone (部令第11号).
NOBODYS = re.compile("(?:部|委|局|总局|署|厅)?令第(?P<serial>[0-9]+)号")
SERIAL_OF = re.compile("(?:〕|(?P<order>.令).{0,5}第)0*(?P<serial>[0-9]+)号\\Z")


def given_names(fields: Sequence[Field], citations: Sequence[Citation]) -> dict[str, Citation]:
    """The short names that a filing gives, and what each is given to first: they hold in all its fields."""
    cited = {citation.field_index for citation in citations}
    naming = {index for index in cited if "简称" in fields[index].text or "下称" in fields[index].text}
    given: dict[str, Citation] = {}
    for citation in citations:
        if citation.field_index in naming and (name := short_name(fields[citation.field_index].text, citation.begin, citation.end)):
            given.setdefault(name, citation)
    return given


def by_serial(citations: Iterable[Citation], *, orders: bool = False) -> dict[str, Citation]:
    """The serials of a filing's document numbers (or orders), each with its first citation; those that two numbers share are left out."""
    found: dict[str, dict[str, Citation]] = defaultdict(dict)
    for citation in citations:
        serial = SERIAL_OF.search(citation.number) if citation.number else None
        if serial and bool(serial["order"]) is orders:
            found[serial["serial"]].setdefault(citation.number or "", citation)
    return {serial: next(iter(numbers.values())) for serial, numbers in found.items() if len(numbers) == 1}


def short_uses(fields: Sequence[Field], citations: Sequence[Citation]) -> Iterator[tuple[int, int, int]]:
    """Uses of short names that the reading of a field by itself does not show: the field's place, begin and end."""
    given = given_names(fields, citations)
    quoted = re.compile(f'(?<=[“"「])(?:{alternation(given)})(?=[”"」])') if given else None
    serials: dict[str, Citation] | None = None
    for index, (_, _, text, _) in enumerate(fields):
        if quoted is None and "号文" not in text:
            continue
        found = [(use.start(), use.end()) for use in quoted.finditer(text) if given[use.group()].field_index != index] if quoted else []
        if "号文" in text:
            serials = by_serial(citations) if serials is None else serials
            for use in BY_SERIAL.finditer(text):
                meant = serials.get(use["serial"])
                if meant and (meant.field_index != index or meant.end <= use.start()):
                    begin = _code_begin(text, use.start(), meant.number or "")
                    found += [(begin, use.end())] if begin is not None else []
        here = [(c.begin, c.end) for c in citations if c.field_index == index] if found else []
        for begin, end in found:
            if not any(begin < other_end and other_begin < end for other_begin, other_end in here):
                yield index, begin, end


def _code_begin(text: str, at: int, number: str) -> int | None:
    """Where a short name by serial begins: at the code of its number where that stands before it (国发52号文); None behind another code."""
    code = number.partition("〔")[0]
    if code and text.endswith(code, 0, at):
        return at - len(code)
    return None if any(is_known(text[max(0, at - length) : at]) for length in range(2, 7)) else at
