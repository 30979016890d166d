"""The registry: which instrument each mention denotes, and which department each name (docs/citations.md)."""

from __future__ import annotations

from kg.registry.decisions import Decision
from kg.registry.departments import Department, Departments, resolve_departments
from kg.registry.jurisdictions import context_of
from kg.registry.known import known_with
from kg.registry.mentions import registry_mentions, with_regulations
from kg.registry.registries import Registry, regulation_name
from kg.registry.resolution import resolve
from kg.registry.values import LEVELS, Candidate, Contradiction, Instrument, Mention, Resolution

__all__ = [
    "LEVELS",
    "Candidate",
    "Contradiction",
    "Decision",
    "Department",
    "Departments",
    "Instrument",
    "Mention",
    "Registry",
    "Resolution",
    "context_of",
    "known_with",
    "registry_mentions",
    "regulation_name",
    "resolve",
    "resolve_departments",
    "with_regulations",
]
