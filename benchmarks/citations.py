"""Citations: one anchored regular expression over the texts of a corpus's filings, our whole pipeline over the same texts, then resolution;
eyecite (with its Hyperscan tokenizer) over English text of as many characters; and how time grows on strings made to be slow."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path

import kg.samples
from benchmarks import corpus
from benchmarks.measures import Measured, race, table
from benchmarks.reading import CITATION
from kg.citations import cite, explain
from kg.citations.extraction import mentions_of
from kg.documents import read_data, walk
from kg.filings import Filing
from kg.forms import read_filings
from kg.registry import Mention, registry_mentions, resolve

SIZE = 5_000_000
MEGABYTES = (1, 2, 5, 10)
HEAD = ("contestant", "seconds", "M chars/s", "it / regex")
#: So often the samples are read in a row: once takes some milliseconds.
REPEATED = 20
HOSTILE = {
    "《": "《",
    "（〔[【《": "（〔[【《",
    "《关于《": "《关于《",
    "〔2015〕": "〔2015〕",
    "（沪府办〔2015〕87号）；": "（沪府办〔2015〕87号）；",
    "(1)、第": "(1)、第",
    "该办法, blank line": "该办法\n\n",
}


def filings_of(folder: Path) -> list[Filing]:
    """The filings of a corpus, read and laid out, without citations."""
    found: list[Filing] = []
    for source in walk([folder])[0]:
        found += read_filings(read_data(source.path.read_bytes(), source=source.name)).filings
    return found


def searched(filings: Sequence[Filing]) -> list[str]:
    """The texts in which citations are looked for: those of every field."""
    return [field.text for filing in filings for field in filing.fields]


def by_regex(texts: Sequence[str]) -> int:
    """What looks like a number or a title, by one pattern."""
    return sum(1 for text in texts for _ in CITATION.finditer(text))


def by_us(filings: Sequence[Filing]) -> list[Filing]:
    """Spans, binding, normalisation, roles; nothing is remembered from the run before."""
    mentions_of.cache_clear()
    return [cite(filing) for filing in filings]


def resolved(filings: Sequence[Filing]) -> int:
    """The same, and which instrument each mention denotes."""
    mentions: set[Mention] = set()
    for filing in by_us(filings):
        mentions.update(registry_mentions(filing))
    return len(resolve(mentions).instruments())


def run(work: Path, *, size: int = SIZE, rounds: int = 5) -> str:
    """The report of this benchmark."""
    folder = work / f"corpus-{size}"
    corpus.write(folder, size)
    filings = filings_of(folder)
    texts = searched(filings)
    characters = sum(map(len, texts))
    whole = race({"regex": lambda: by_regex(texts), "ours": lambda: by_us(filings), "resolved": lambda: resolved(filings)}, rounds=rounds)
    regex, ours = whole["regex"], whole["ours"]
    found = sum(len(filing.citations) for filing in by_us(filings))
    rows: list[tuple[str, ...]] = [
        _row("one regular expression over the texts", regex, regex, characters),
        _row("ours: spans, binding, normalisation, roles", ours, regex, characters),
        _row("ours, then resolution", whole["resolved"], regex, characters),
    ]
    english = eyecite(work, characters)
    if english is None:
        rows.append(("eyecite, Hyperscan, English text", "not run: could not be installed", "", ""))
    else:
        name = f"eyecite, Hyperscan, English text ({english / ours.seconds:.1f} × ours)"
        rows.append(_row(name, Measured("eyecite", english, 1, 0), regex, characters))
    amount = f"{len(texts):,} texts of {len(filings):,} filings, {characters:,} characters, {found:,} citations"
    title = f"Citations: {amount}; nothing remembered, one core"
    return "\n".join([table(title, rows, HEAD), varied(rounds), growth()])


def varied(rounds: int) -> str:
    """The same over the bundled samples, which cite in many more ways than the generated forms, so often that it can be measured."""
    folder = Path(kg.samples.__path__[0])
    filings = filings_of(folder)
    texts = searched(filings)
    characters = sum(map(len, texts)) * REPEATED
    contest = {"regex": lambda: [by_regex(texts) for _ in range(REPEATED)], "ours": lambda: [by_us(filings) for _ in range(REPEATED)]}
    measured = race(contest, rounds=rounds)
    regex, ours = measured["regex"], measured["ours"]
    rows = [
        _row("one regular expression over the texts", regex, regex, characters),
        _row("ours: spans, binding, normalisation, roles", ours, regex, characters),
    ]
    found = sum(len(filing.citations) for filing in by_us(filings))
    return table(f"Citations of the bundled samples: {len(filings)} filings, {found} citations, {REPEATED} times", rows, HEAD)


def _row(name: str, measured: Measured, regex: Measured, characters: int) -> tuple[str, ...]:
    return name, f"{measured.seconds:.3f}", f"{characters / 1e6 / measured.seconds:.2f}", f"{measured.against(regex):.1f}"


def growth() -> str:
    """CPU seconds on strings of nothing but openings, at growing sizes: linear where ten times the text takes about ten times as long."""
    rows: list[tuple[str, ...]] = []
    for name, unit in HOSTILE.items():
        seconds = []
        for megabytes in MEGABYTES:
            text = unit * (megabytes * 1_000_000 // len(unit.encode()))
            start = time.process_time()
            explain(text, role="" if "\n" in unit else "legal_basis")
            seconds.append(time.process_time() - start)
        rows.append((name, *(f"{one:.2f}" for one in seconds), f"{seconds[-1] / seconds[0]:.1f}"))
    head = ("repeated", *(f"{megabytes} MB, s" for megabytes in MEGABYTES), "10 MB / 1 MB")
    return table("Strings made to be slow", rows, head)


#: eyecite gets an environment of its own: it is no part of the project.
EYECITE = ("eyecite==2.7.8", "hyperscan==0.9.1")
COURTS = ("the district court", "the court of appeals", "the panel", "the agency", "the trial judge", "the parties")
CLAUSES = (
    "held that the notice was sufficient under the circumstances",
    "declined to reach the remaining question",
    "remanded for further findings of fact",
    "relied on the record as a whole",
    "considered whether the budget had been approved in time",
    "found no abuse of discretion",
)
CASES = ("Doe v. City of Springfield", "Smith v. Jones", "In re Harbor Authority", "Brown v. County Board", "State v. Miller")
REPORTERS = ("U.S.", "F.3d", "F. Supp. 2d", "S. Ct.", "N.E.2d", "P.2d")
SCRIPT = """
import sys, time
from pathlib import Path
from eyecite import get_citations
from eyecite.tokenizers import HyperscanTokenizer
tokenizer = HyperscanTokenizer(cache_dir=sys.argv[2])
paragraphs = Path(sys.argv[1]).read_text(encoding="utf-8").split("\\n\\n")
get_citations(paragraphs[0], tokenizer=tokenizer)
start = time.process_time()
found = sum(len(get_citations(paragraph, tokenizer=tokenizer)) for paragraph in paragraphs)
print(time.process_time() - start, found)
"""


def english_text(characters: int, *, seed: int = 7) -> str:
    """Made-up legal prose with a citation in about every second sentence, in paragraphs, of so many characters."""
    r = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < characters:
        sentence = f"{r.choice(COURTS).capitalize()} {r.choice(CLAUSES)}, and {r.choice(COURTS)} {r.choice(CLAUSES)}. "
        if r.random() < 0.5:
            cited = (
                f"{r.choice(CASES)}, {r.randint(1, 600)} {r.choice(REPORTERS)} {r.randint(1, 1400)}, {r.randint(1, 1500)} ({r.randint(1950, 2020)})"
            )
            sentence += f"See {cited}. "
        elif r.random() < 0.3:
            sentence += f"See {r.randint(1, 50)} U.S.C. § {r.randint(1, 9000)}. "
        if r.random() < 0.2:
            sentence += "\n\n"
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:characters]


def eyecite(work: Path, characters: int) -> float | None:
    """CPU seconds that eyecite takes for so many characters; None where it cannot be installed."""
    home = work / "eyecite"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    ready = subprocess.run([python, "-c", "import eyecite, hyperscan"], capture_output=True, check=False)
    if ready.returncode:
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet", *EYECITE], capture_output=True, check=False)
        if installed.returncode:
            return None
    source = work / "english.txt"
    source.write_text(english_text(characters), encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([python, "-c", SCRIPT, source, work / "hyperscan"], capture_output=True, text=True, check=False, env=clean)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        return None
    return float(done.stdout.split()[0])
