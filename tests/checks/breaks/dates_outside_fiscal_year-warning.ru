# focus: https://budget-kg.example/id/filing/0123456789abcdef-0
# message: 2022-01-01 to 2022-06-30, fiscal year 2021
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

DELETE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:startDate ?old } }
INSERT { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:startDate "2022-01-01"^^xsd:date } }
WHERE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:startDate ?old } };
DELETE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:endDate ?old } }
INSERT { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:endDate "2022-06-30"^^xsd:date } }
WHERE { GRAPH <graph/filing/0123456789abcdef-0> { <id/filing/0123456789abcdef-0> bkg:endDate ?old } }
