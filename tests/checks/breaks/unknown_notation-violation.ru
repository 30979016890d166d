# focus: https://budget-kg.example/id/filing/0123456789abcdef-0/field/1
# message: totals is not in bkg:field-roles
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

DELETE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0/field/1> bkg:role ?old } }
INSERT { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0/field/1> bkg:role "totals" } }
WHERE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0/field/1> bkg:role ?old } }
