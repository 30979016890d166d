"""Small stores made without a build."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Graph

from kg.store.generations import GRAPH, About, publish, write_about, writing

BASE = "http" + "://example.org/"


def publish_graph(root: Path, nquads: str) -> int:
    """Publishes a generation that holds these lines and nothing else."""
    with writing(root) as staging:
        graph = Graph(str(staging / GRAPH))
        graph.bulk_load(nquads.encode(), RdfFormat.N_QUADS)
        graph.flush()
        del graph
        write_about(staging, About(BASE, "f" * 64))
        return publish(root, staging)


def line(subject: str, value: str, graph: str = "g") -> str:
    return f"<{BASE}{subject}> <{BASE}p> {value} <{BASE}{graph}> .\n"
