# focus: https://budget-kg.example/id/project/水务局/河道保洁/2021
# message: of 2022, fiscal year 2021
PREFIX bkg: <https://w3id.org/budget-kg#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://budget-kg.example/>

DELETE { GRAPH <graph/derived> { <eli/cn/沪府办/2015/87> bkg:year ?old } }
INSERT { GRAPH <graph/derived> { <eli/cn/沪府办/2015/87> bkg:year 2022 } }
WHERE { GRAPH <graph/derived> { <eli/cn/沪府办/2015/87> bkg:year ?old } }
