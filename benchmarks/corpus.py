"""A generated corpus shaped like the real forms: three families, instruments cited by Zipf's law, conversion damage included.

Deterministic: the same size and seed give the same bytes. All names and sentences are put together from word lists. Its shape was set
by counting, with `kg extract` and `kg build`, the 57 filings of the real files that the project began with, against 10 MB of this generator's:

    a filing on average                     real   generated
    bytes                                  4,039       3,760
    characters of running text               766         713
    fields beside the indicators            14.7        15.3
    indicators                              16.9        16.4
    citations                                3.7         4.0
    quads                                    671         656
    bytes of text for a quad                 6.0         5.7
    characters of a name, of a target   8.9, 10.1    8.9, 9.1
    share of texts met before, in 57 filings  0.45    0.49
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from benchmarks import corpus_words as words
from benchmarks.printers import Content, beijing_2019, shanghai_2020, shanghai_2024

Levels = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Family:
    """How filings of one family are filled in: the most rows of one level 2, the most sentences of a text, how often a row's name is one
    that everybody prints, and how often converters shift a row."""

    levels: Levels
    rows: int
    sentences: int
    common: float
    shifted: float = 0.0


OLD = Family(words.LEVELS_2020, rows=2, sentences=7, common=0.4)
NEW = Family(words.LEVELS_2024, rows=7, sentences=8, common=0.1, shifted=0.2)
BEIJING = Family(words.LEVELS_BEIJING, rows=1, sentences=5, common=0.0)
#: A file holds from the first to the second number of filings.
FILINGS_A_FILE = 5, 28
#: So often a text of a table stands in a tag, and the end of a table in a ruling.
TAGGED, RULED = 0.15, 0.3


class Generator:
    """Contents in an endless, repeatable stream."""

    def __init__(self, seed: int, instruments: int) -> None:
        self.random = random.Random(seed)
        self.departments = [f"{place}{duty}{kind}" for place in words.PLACES for duty in words.DUTIES for kind in words.KINDS]
        self.random.shuffle(self.departments)
        self.instruments = [self._instrument(number) for number in range(instruments)]
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(instruments)))

    def _instrument(self, number: int) -> tuple[str, str]:
        """(title, number with a slot for the bracket style)."""
        r = self.random
        form = r.choice(words.FORMS)
        title = f"{r.choice(words.PLACES)}{r.choice(words.DUTIES)}{r.choice(words.STRESSES)}{r.choice(words.MATTERS)}{form}"
        if form == "通知":
            title = f"关于进一步加强{r.choice(words.PLACES)}{r.choice(words.DUTIES)}{r.choice(words.MATTERS)}工作的通知"
        return title, f"{r.choice(words.CODES)}{{}}{number % 900 + 1}号"

    def citation(self) -> str:
        """One mention, as filings write it."""
        r = self.random
        title, number = r.choices(self.instruments, cum_weights=self.weights)[0]
        style = r.random()
        printed = number.format(r.choice(words.BRACKETS).format(2005 + hash_of(title) % 19))
        if style < 0.30:
            return f"《{title}》（{printed}）"
        if style < 0.78:
            return f"《{title}》"
        if style < 0.95:
            return f"{title}（{printed}）"
        return f"《{title}》{printed}" if style < 0.97 else printed

    def sentences(self, low: int, high: int) -> str:
        """Running text of some sentences."""
        r = self.random
        parts = []
        for number in range(r.randint(low, high)):
            clauses = "，".join(r.sample(words.CLAUSES, r.randint(2, 4)))
            parts.append(f"{number + 1}、{clauses}，共计{r.randint(2, 980)}项。" if r.random() < 0.5 else f"{clauses}。")
        return "".join(parts)

    def tagged(self, text: str) -> str:
        """A text as it stands in its cell: some in a tag, as two paragraphs."""
        if self.random.random() >= TAGGED:
            return text
        cut = text.find("。", len(text) // 2) + 1
        return f"<p>{text[:cut]}</p><p>{text[cut:]}</p>" if 0 < cut < len(text) else f"<p>{text}</p>"

    def indicators(self, family: Family) -> tuple[tuple[str, str, str, str], ...]:
        """Rows in the order of the levels."""
        counts = range(1, family.rows + 1)
        return tuple(
            (level1, level2, self.name(family), self.target(family))
            for level1, seconds in family.levels
            for level2 in seconds
            for _ in range(self.random.choice(counts))
        )

    def name(self, family: Family) -> str:
        """The name of an indicator."""
        r = self.random
        if r.random() < family.common:
            return r.choice(words.COMMON_NAMES)
        stress = r.choice(words.STRESSES) if r.random() < 0.4 else ""
        return f"{stress}{r.choice(words.OBJECTS)}{r.choice(words.ACTIONS)[:2]}{r.choice(words.NAMES)}"

    def target(self, family: Family) -> str:
        """A target as the family writes them."""
        r = self.random
        if family is BEIJING:
            return self.sentences(1, 2)
        if r.random() < 0.5:
            return r.choice(words.WORDS if family is OLD else words.WORDS + words.SHORT_AIMS)
        if family is OLD:
            return r.choice([f">={r.randint(80, 99)}%", "=100%", f"={r.randint(1, 400)}{r.choice(words.UNITS)}", f"≥{r.randint(80, 99)}%"])
        sign = r.choice(["≥", "=", ">", "<="])
        return f"{sign}{r.randint(80, 100)}.00(%)" if r.random() < 0.4 else f"{sign}{r.randint(1, 900)}.00({r.choice(words.UNITS)})"

    def content(self, family: Family) -> Content:
        """One filing's content."""
        r = self.random
        year = r.randint(2017, 2024)
        money = f"{r.randint(20, 9_000) * 1000:,}"
        longest = family.sentences
        texts = {"goal": self.sentences(1, longest)}
        if family is OLD:
            basis = "；".join(f"{n + 1}、{self.citation()}" for n in range(r.randint(1, 8)))
            texts = {
                "overview": self.sentences(1, longest),
                "legal_basis": f"根据{basis}。",
                "necessity": f"为落实{self.citation()}的要求，{self.sentences(1, longest)}",
                "measures": self.sentences(1, longest),
                "plan": self.sentences(1, longest),
                "goal": f"{texts['goal']}执行{self.citation()}。",
            }
        return Content(
            department=r.choice(self.departments[:600]),
            supervisor=r.choice(self.departments[600:640]),
            project=f"{r.choice(words.PLACES)}{r.choice(words.OBJECTS)}{r.choice(words.ACTIONS)}{r.choice(['', '项目', '经费', '（二期）'])}",
            year=year,
            texts={role: self.tagged(text) for role, text in texts.items()},
            amounts={"total": money, "current_year": money, "fiscal_appropriation": money, "carried_over": "0.00", "other_funds": "0.00"},
            indicators=self.indicators(family),
        )

    def damaged(self, printed: str, family: Family) -> str:
        """A printed form with the damage that converters do to its table: rows that lost a leading cell, a ruling at the end."""
        r = self.random
        if not family.shifted:
            return printed
        lines = printed.rstrip("\n").split("\n")
        first = next(at for at, line in enumerate(lines) if "一级指标" in line) + 1
        for at in range(first, len(lines)):
            if lines[at].startswith("\t") and r.random() < family.shifted:
                lines[at] = f"{lines[at][1:]}\t"
        if r.random() < RULED:
            lines.append("-------\t---------------\t-----------\t--------")
        return "\n".join(lines) + "\n\n"

    def file(self) -> str:
        """A file of filings of one family."""
        share = self.random.random()
        family, printer = (OLD, shanghai_2020) if share < 0.61 else (NEW, shanghai_2024) if share < 0.86 else (BEIJING, beijing_2019)
        return "".join(self.damaged(printer(self.content(family)), family) for _ in range(self.random.randint(*FILINGS_A_FILE)))


def hash_of(text: str) -> int:
    """A number that depends on the text alone, in every process."""
    return sum(ord(c) * (at + 1) for at, c in enumerate(text))


def files(size: int, *, seed: int = 7, instruments: int = 5_000) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of files until `size` bytes are made."""
    generator = Generator(seed, instruments)
    made = number = 0
    while made < size:
        data = generator.file().encode()
        yield f"{number // 100:03d}/{number:06d}.txt", data
        made += len(data)
        number += 1


#: Raised when the generator changes, so that a corpus of the one before is not taken for it.
EDITION = 2


def write(folder: Path, size: int, *, seed: int = 7) -> int:
    """Write a corpus below a folder that does not hold one of that size yet; returns its bytes."""
    mark = folder / f".made-{size}-{seed}-{EDITION}"
    if mark.exists():
        return int(mark.read_text())
    if folder.exists():
        shutil.rmtree(folder)
    total = 0
    for name, data in files(size, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        total += len(data)
    mark.write_text(str(total))
    return total
