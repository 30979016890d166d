"""The open cases of a store: what its registry could not decide, those with most money first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from kg.builds.knowledge import read_knowledge
from kg.builds.values import SPOOL
from kg.catalogue.names import lookup_text
from kg.graph.conclusions import resolve_all
from kg.graph.spools import Spool
from kg.identifiers import Identifiers
from kg.registry import Candidate, Decision, Mention
from kg.registry.review import OpenCase, open_cases
from kg.store import Store
from kg.store.generations import Lease


def review(store: Path, *, limit: int = 50) -> tuple[OpenCase, ...]:
    """The unresolved cases of the store in a folder, after the decisions that it holds. Raises StoreError where no store is."""
    with closing(Lease(store)) as lease:
        knowledge = read_knowledge(lease.folder)
        with closing(Spool(lease.folder / SPOOL, read_only=True)) as spool:
            registry, _ = resolve_all(spool, known=knowledge.known(), decisions=knowledge.verdicts())
            return open_cases(registry, cited(spool), limit=limit)


def idle_decisions(store: Path) -> tuple[Decision, ...]:
    """The verdicts that stand in the store of a folder and that no citation meets. Raises StoreError where no store is."""
    with closing(Lease(store)) as lease:
        knowledge = read_knowledge(lease.folder)
        with closing(Spool(lease.folder / SPOOL, read_only=True)) as spool:
            return resolve_all(spool, known=knowledge.known(), decisions=knowledge.verdicts())[0].idle_decisions()


def review_answers(store: Store, *, limit: int = 50) -> tuple[OpenCase, ...]:
    """The unresolved cases of a store that is only asked, an endpoint: what its graph says of them. Why each is open is not told there."""
    identifiers = Identifiers(store.base)

    def key_of(iri: str | None) -> str:
        minted = identifiers.parse(iri or "")
        return minted.parts["key"] if minted else iri or ""

    candidates: dict[str, list[str]] = defaultdict(list)
    for instrument, candidate in store.query(lookup_text("open_candidates")).values():
        candidates[instrument or ""].append(key_of(candidate))
    cases = []
    for instrument, title, stated, status, mentions, filings, yuan in store.query(lookup_text("open_cases")).values():
        key, others = key_of(instrument), candidates.get(instrument or "", [])
        number = "" if title else stated or key.removeprefix("number/")
        may_be = tuple(Candidate(other, round(1 / len(others), 4)) for other in sorted(others))
        counts = int(mentions or 0), int(filings or 0), Decimal(yuan or 0)
        cases.append(OpenCase(key, title or number, status or "", "", *counts, may_be, number))
    return tuple(sorted(cases, key=lambda case: (-case.yuan, -case.mentions, case.key))[:limit])


def cited(spool: Spool) -> Iterator[tuple[Mention, str, Decimal | None]]:
    """Each citation with its filing and the filing's yuan."""
    for summary in spool.summaries():
        for found in summary.mentions:
            if found.mention is not None:
                yield found.mention, f"{summary.sha16}-{summary.index}", summary.yuan
