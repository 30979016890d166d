"""Networks of the graph: SPARQL to networkx, layouts, appearance and pages."""
