"""The checks stage: the shapes and the rules of the house, run on a store (docs/checks.md).

for result in check_store(open_store("store"), workers=2):
    print(result.severity, result.source, result.index, result.place, result.messages["en"])
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from kg.checks.places import Places
from kg.checks.portions import cut_portions
from kg.checks.queries import ask_rule, load_rules
from kg.checks.shapes import validate
from kg.checks.values import SEVERITIES, Breach, CheckResult
from kg.processes import Workers
from kg.store import Store

__all__ = ["SEVERITIES", "Breach", "CheckResult", "check_store"]

#: Portions in the hands of each worker and in its queue: enough to keep it busy, few enough to keep memory flat.
AHEAD = 4


def check_store(store: Store, *, workers: int = 1) -> Iterator[CheckResult]:
    """What breaks a shape or a rule, with its place: shapes first, filing by filing, then the rules by name.

    The order does not depend on `workers` (processes that validate; 1 validates in this one).
    """
    places = Places(store)
    found = map(validate, cut_portions(store)) if workers <= 1 else validate_in_processes(cut_portions(store), workers)
    for breaches in found:
        yield from map(places.locate, breaches)
    for rule in load_rules():
        yield from map(places.locate, ask_rule(store, rule))


def validate_in_processes(data: Iterable[bytes], workers: int) -> Iterator[list[Breach]]:
    """Validates in other processes and answers in the order of the portions."""
    with Workers(workers) as pool:
        waiting: deque[Future[list[Breach]]] = deque()
        for portion in data:
            waiting.append(pool.submit(validate, portion))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
