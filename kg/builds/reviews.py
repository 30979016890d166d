"""The open cases of a store: what its registry could not decide, those with most money first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from kg.builds.knowledge import read_knowledge
from kg.builds.values import SPOOL
from kg.graph.conclusions import resolve_all
from kg.graph.spools import Spool
from kg.registry import Mention
from kg.registry.review import OpenCase, open_cases
from kg.store.generations import Lease


def review(store: Path, *, limit: int = 50) -> tuple[OpenCase, ...]:
    """The unresolved cases of the store in a folder, after the decisions that it holds. Raises StoreError where no store is."""
    with closing(Lease(store)) as lease:
        knowledge = read_knowledge(lease.folder)
        with closing(Spool(lease.folder / SPOOL, read_only=True)) as spool:
            registry, _ = resolve_all(spool, known=knowledge.known(), decisions=knowledge.verdicts())
            return open_cases(registry, cited(spool), limit=limit)


def cited(spool: Spool) -> Iterator[tuple[Mention, str, Decimal | None]]:
    """Each citation with its filing and the filing's yuan."""
    for summary in spool.summaries():
        for found in summary.mentions:
            if found.mention is not None:
                yield found.mention, f"{summary.sha16}-{summary.index}", summary.yuan
