"""Names of public bodies in front of a title or an order: where they begin."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.citations.words import alternation, words

#: One-sign words occur inside names (经济和信息化局, 大数据局, 对外办), so they introduce a name only where nothing stands before them, or right
#: behind an instrument's noun.
LONG = [word for word in (*words("lead_ins"), *words("issuing_verbs")) if len(word) > 1]
LEAD = re.compile(
    f".*(?:{alternation(LONG)}|(?:的|了|是|由|等|号|(?:办法|条例|通知|意见|规定|方案|规划|计划|法)(?:和|及|与|或|、)))(?=.)|(?:和|及|与|或|按|据|见|自|经|为|在|以|对|由|从)(?=.)",
    re.DOTALL,
)
ENDS = re.compile(f"(?:{alternation(words('body_ends'))})\\Z")


@lru_cache(maxsize=65536)
def body_start(run: str) -> int:
    """Where the name begins in a run of Chinese signs that ends with a body's name: after the last word that introduces it."""
    found = LEAD.match(run)
    return found.end() if found else 0


def ends_with_body(run: str) -> bool:
    """Whether a run ends with the name of a public body."""
    return bool(ENDS.search(run))
