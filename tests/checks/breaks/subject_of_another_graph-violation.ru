# focus: https://budget-kg.example/id/department/水务局
# message: in https://budget-kg.example/graph/filing/
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

INSERT DATA { GRAPH <graph/filing/0123456789abcdef-0> { <id/department/水务局> skos:prefLabel "水务局" } }
