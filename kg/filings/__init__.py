"""The values that travel between the stages, a filing and its parts, and their JSON."""

from __future__ import annotations

from kg.filings.rows import money, to_json
from kg.filings.values import (
    AMOUNT_KINDS,
    SCALES,
    Amount,
    Amounts,
    Citation,
    Contact,
    Field,
    Figure,
    Figures,
    Filing,
    Finding,
    Indicator,
    MainProject,
    Piece,
    Target,
    Unmapped,
)

__all__ = [
    "AMOUNT_KINDS",
    "SCALES",
    "Amount",
    "Amounts",
    "Citation",
    "Contact",
    "Field",
    "Figure",
    "Figures",
    "Filing",
    "Finding",
    "Indicator",
    "MainProject",
    "Piece",
    "Target",
    "Unmapped",
    "money",
    "to_json",
]
