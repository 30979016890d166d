# focus: https://budget-kg.example/id/project/水务局/河道保洁/2021
# message: has ended
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

DELETE { GRAPH <graph/derived> { <id/filing/0123456789abcdef-0/citation/0> bkg:statusAtFiling ?old } }
INSERT { GRAPH <graph/derived> { <id/filing/0123456789abcdef-0/citation/0> bkg:statusAtFiling bkg:status-ended } }
WHERE { GRAPH <graph/derived> { <id/filing/0123456789abcdef-0/citation/0> bkg:statusAtFiling ?old } }
