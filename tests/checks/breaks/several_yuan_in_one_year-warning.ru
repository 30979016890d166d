# focus: https://budget-kg.example/id/project/水务局/河道保洁/2021
# message: 2 sums from 7 to 1000000
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

INSERT DATA { GRAPH <graph/filing/ffffffffffffffff-0> { <id/filing/ffffffffffffffff-0> bkg:amount <id/filing/ffffffffffffffff-0/amount/current_year> . <id/filing/ffffffffffffffff-0/amount/current_year> bkg:amountKind bkg:amount-current_year ; bkg:yuan 7.00 } };
INSERT DATA { GRAPH <graph/derived> { <id/project/水务局/河道保洁/2021> bkg:statedIn <id/filing/ffffffffffffffff-0> } }
