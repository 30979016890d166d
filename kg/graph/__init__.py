"""The graph stage: filings to N-Quads, and the conclusions that follow from all of them (docs/model.md)."""

from __future__ import annotations

from kg.graph.facts import filing_quads

__all__ = ["filing_quads"]
