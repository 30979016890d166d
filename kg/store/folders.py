"""The embedded store: a folder of generations, read through pyoxigraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Variable
from pyoxigraph import Store as Graph

from kg.errors import QueryError, StoreError
from kg.store.answers import Answer, Term
from kg.store.generations import GRAPH, Lease, current
from kg.store.queries import check_query, query_error


class FolderStore:
    """A published generation, read only. `refresh()` moves to a newer one, `move_to()` to one that another reader holds."""

    def __init__(self, root: Path, version: str | None = None) -> None:
        self.root = root
        self._lease, self._graph = _open(root, version)
        #: The generation before the last move: answers that are still being read come from it.
        self._before: tuple[Lease, Graph] | None = None

    @property
    def base(self) -> str:
        """The base of the minted IRIs of this store."""
        return self._lease.about.base

    @property
    def version(self) -> str:
        """A text that changes with every build: the generation's number and the fingerprint of its run."""
        return self._lease.version

    @property
    def folder(self) -> Path:
        """The folder of the generation being read, where the steps of a build left their files."""
        return self._lease.folder

    def refresh(self) -> bool:
        """Moves to the current generation; says whether there was a newer one. Answers from the old one may be read on until the next."""
        if current(self.root) == self._lease.number:
            return False
        self._take(_open(self.root))
        return True

    def move_to(self, version: str) -> None:
        """Moves to the generation of a version, whatever the pointer says; another reader must hold it. Raises StoreError where it is not there."""
        if version != self.version:
            self._take(_open(self.root, version))

    def _take(self, opened: tuple[Lease, Graph]) -> None:
        if self._before is not None:
            self._before[0].close()
        self._before = (self._lease, self._graph)
        self._lease, self._graph = opened

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Answers a SPARQL 1.1 query over the union of all graphs, or over the data set that the query names itself. Graphs given here take
        the place of both (SPARQL 1.1 Protocol, 2.1.4).

        `substitutions` binds variables (named without the question mark) to terms: never build a query from strings. Raises QueryError for
        a query that does not parse, for an update, for SERVICE, and for a variable that cannot be bound.
        """
        names_data_set = check_query(sparql)
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        given: dict[str, Any] = {"use_default_graph_as_union": not names_data_set}
        if default_graphs or named_graphs:
            given = {"default_graph": [node(name) for name in default_graphs], "named_graphs": [node(name) for name in named_graphs]}
        try:
            return Answer(self._graph.query(sparql, substitutions=bound, **given))
        except SyntaxError as fault:
            raise query_error(fault) from fault
        except (ValueError, RuntimeError) as fault:
            raise QueryError(str(fault)) from fault
        except OSError as fault:
            raise StoreError(f"{self.root}: {fault}") from fault

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all."""
        return iter(self._graph.quads_for_pattern(None, None, None, None if graph is None else NamedNode(graph)))

    def graphs(self) -> Iterator[str]:
        """The names of the graphs, sorted."""
        return iter(sorted(graph.value for graph in self._graph.named_graphs()))

    def write_triples(self, stream: IO[bytes], graph: str) -> None:
        """Writes one graph as N-Triples, in the order of the store."""
        self._graph.dump(stream, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))

    def close(self) -> None:
        """Gives the generation up."""
        self._lease.close()
        if self._before is not None:
            self._before[0].close()


def node(name: str) -> NamedNode:
    """The name of a graph as a term; raises QueryError for what is no absolute IRI."""
    try:
        return NamedNode(name)
    except ValueError as fault:
        raise QueryError(f"the graph {name!r} is no absolute IRI: {fault}") from fault


def _open(root: Path, version: str | None = None) -> tuple[Lease, Graph]:
    lease = Lease(root, version)
    try:
        return lease, Graph.read_only(str(lease.folder / GRAPH))
    except (OSError, RuntimeError) as fault:  # a file that is not there, or is not what it was
        lease.close()
        raise StoreError(f"{root}: the graph of generation {lease.number} cannot be opened: {fault}") from fault
