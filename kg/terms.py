"""The only home of vocabulary IRIs: plain strings, grouped by namespace; a misspelt name fails where it is written.

Our own terms (`BKG` and the code lists) are compared with `ontology/*.ttl` by a test, both ways. Minted instances live in
`kg/identifiers.py`. Importing this module costs nothing but strings.
"""

# ruff: noqa: N801, N815 - terms keep the spelling of their vocabularies, classes that of their prefixes

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

BKG_NS: Final = "https://w3id.org/budget-kg#"

#: Graphs of the vocabulary itself; the graphs of data are minted (`kg/identifiers.py`).
GRAPH_ONTOLOGY: Final = "https://w3id.org/budget-kg"
GRAPH_CODES: Final = "https://w3id.org/budget-kg/codes"
GRAPH_ALIGNMENTS: Final = "https://w3id.org/budget-kg/alignments"
GRAPH_SHAPES: Final = "https://w3id.org/budget-kg/shapes"


class Vocabulary(type):
    """A namespace whose terms are fixed when its class is written."""

    def __setattr__(cls, name: str, value: Any) -> None:
        raise AttributeError(f"{cls.__name__}.{name}: a vocabulary does not change while the program runs")


class BKG(metaclass=Vocabulary):
    """Our own classes and properties, the data set of amounts, and the schemes of the code lists (docs/model.md)."""

    # Classes of what a filing says
    Document: Final = BKG_NS + "Document"
    Filing: Final = BKG_NS + "Filing"
    Field: Final = BKG_NS + "Field"
    Amount: Final = BKG_NS + "Amount"
    Indicator: Final = BKG_NS + "Indicator"
    Target: Final = BKG_NS + "Target"
    IndicatorReport: Final = BKG_NS + "IndicatorReport"
    Citation: Final = BKG_NS + "Citation"
    Figure: Final = BKG_NS + "Figure"
    MainProject: Final = BKG_NS + "MainProject"
    Contact: Final = BKG_NS + "Contact"
    UnmappedText: Final = BKG_NS + "UnmappedText"
    # Classes of conclusions
    Department: Final = BKG_NS + "Department"
    Issuer: Final = BKG_NS + "Issuer"
    Project: Final = BKG_NS + "Project"
    ProjectYear: Final = BKG_NS + "ProjectYear"
    Instrument: Final = BKG_NS + "Instrument"
    Article: Final = BKG_NS + "Article"
    IndicatorConcept: Final = BKG_NS + "IndicatorConcept"
    # Classes of how it came about
    Finding: Final = BKG_NS + "Finding"
    Run: Final = BKG_NS + "Run"
    Software: Final = BKG_NS + "Software"

    # Properties of a filing
    index: Final = BKG_NS + "index"
    form: Final = BKG_NS + "form"
    fiscalYear: Final = BKG_NS + "fiscalYear"
    fiscalYearEnd: Final = BKG_NS + "fiscalYearEnd"
    departmentName: Final = BKG_NS + "departmentName"
    supervisorName: Final = BKG_NS + "supervisorName"
    projectName: Final = BKG_NS + "projectName"
    category: Final = BKG_NS + "category"
    nature: Final = BKG_NS + "nature"
    performanceType: Final = BKG_NS + "performanceType"
    startDate: Final = BKG_NS + "startDate"
    endDate: Final = BKG_NS + "endDate"
    governmentPurchase: Final = BKG_NS + "governmentPurchase"
    executionRate: Final = BKG_NS + "executionRate"
    pairedWith: Final = BKG_NS + "pairedWith"
    confidence: Final = BKG_NS + "confidence"
    field: Final = BKG_NS + "field"
    amount: Final = BKG_NS + "amount"
    indicator: Final = BKG_NS + "indicator"
    citation: Final = BKG_NS + "citation"
    figure: Final = BKG_NS + "figure"
    mainProject: Final = BKG_NS + "mainProject"
    contact: Final = BKG_NS + "contact"
    unmapped: Final = BKG_NS + "unmapped"
    # Properties of its parts
    order: Final = BKG_NS + "order"
    label: Final = BKG_NS + "label"
    role: Final = BKG_NS + "role"
    text: Final = BKG_NS + "text"
    begin: Final = BKG_NS + "begin"
    end: Final = BKG_NS + "end"
    inField: Final = BKG_NS + "inField"
    name: Final = BKG_NS + "name"
    rawText: Final = BKG_NS + "rawText"
    amountKind: Final = BKG_NS + "amountKind"
    span: Final = BKG_NS + "span"
    yuan: Final = BKG_NS + "yuan"
    unit: Final = BKG_NS + "unit"
    scale: Final = BKG_NS + "scale"
    count: Final = BKG_NS + "count"
    level1: Final = BKG_NS + "level1"
    level2: Final = BKG_NS + "level2"
    level1Concept: Final = BKG_NS + "level1Concept"
    level2Concept: Final = BKG_NS + "level2Concept"
    weight: Final = BKG_NS + "weight"
    target: Final = BKG_NS + "target"
    report: Final = BKG_NS + "report"
    concept: Final = BKG_NS + "concept"
    targetKind: Final = BKG_NS + "targetKind"
    comparator: Final = BKG_NS + "comparator"
    lowerBound: Final = BKG_NS + "lowerBound"
    upperBound: Final = BKG_NS + "upperBound"
    direction: Final = BKG_NS + "direction"
    actual: Final = BKG_NS + "actual"
    score: Final = BKG_NS + "score"
    reason: Final = BKG_NS + "reason"
    citationKind: Final = BKG_NS + "citationKind"
    citationRole: Final = BKG_NS + "citationRole"
    surface: Final = BKG_NS + "surface"
    citedTitle: Final = BKG_NS + "citedTitle"
    citedNumber: Final = BKG_NS + "citedNumber"
    citedArticle: Final = BKG_NS + "citedArticle"
    # Properties of conclusions
    denotes: Final = BKG_NS + "denotes"
    denotesArticle: Final = BKG_NS + "denotesArticle"
    resolutionStatus: Final = BKG_NS + "resolutionStatus"
    candidate: Final = BKG_NS + "candidate"
    citedBy: Final = BKG_NS + "citedBy"
    department: Final = BKG_NS + "department"
    statedIn: Final = BKG_NS + "statedIn"
    totalYuan: Final = BKG_NS + "totalYuan"
    currentYearYuan: Final = BKG_NS + "currentYearYuan"
    priorYearBudgetYuan: Final = BKG_NS + "priorYearBudgetYuan"
    priorYearExecutedYuan: Final = BKG_NS + "priorYearExecutedYuan"
    hasLegalBasis: Final = BKG_NS + "hasLegalBasis"
    cites: Final = BKG_NS + "cites"
    year: Final = BKG_NS + "year"
    status: Final = BKG_NS + "status"
    decision: Final = BKG_NS + "decision"
    statusAtFiling: Final = BKG_NS + "statusAtFiling"
    statusReason: Final = BKG_NS + "statusReason"
    # Properties of findings and runs
    code: Final = BKG_NS + "code"
    placeText: Final = BKG_NS + "placeText"
    fingerprint: Final = BKG_NS + "fingerprint"

    # The data cube of amounts
    amounts: Final = BKG_NS + "amounts"
    amounts_structure: Final = BKG_NS + "amounts-structure"

    # Schemes of the code lists
    forms: Final = BKG_NS + "forms"
    amount_kinds: Final = BKG_NS + "amount-kinds"
    spans: Final = BKG_NS + "spans"
    norm_levels: Final = BKG_NS + "norm-levels"
    jurisdictions: Final = BKG_NS + "jurisdictions"
    citation_kinds: Final = BKG_NS + "citation-kinds"
    citation_roles: Final = BKG_NS + "citation-roles"
    resolution_statuses: Final = BKG_NS + "resolution-statuses"
    target_kinds: Final = BKG_NS + "target-kinds"
    indicator_levels: Final = BKG_NS + "indicator-levels"
    instrument_statuses: Final = BKG_NS + "instrument-statuses"
    finding_codes: Final = BKG_NS + "finding-codes"
    field_roles: Final = BKG_NS + "field-roles"


def concepts(prefix: str, keys: str) -> Mapping[str, str]:
    """The concepts of a code list by key: the key is the concept's skos:notation, and what the JSON of `kg extract` says."""
    return MappingProxyType({key: f"{BKG_NS}{prefix}-{key}" for key in keys.split()})


#: Code lists: key → concept. An unknown key raises KeyError: look concepts up when a module is imported, not for each row.
FORMS: Final = concepts(
    "form",
    "shanghai-2020 shanghai-2024 beijing-2019-statement beijing-2019-department beijing-2019-project shanghai-narrative anhui-narrative"
    " mof-project self-evaluation approval boxed unknown",
)
AMOUNT_KINDS: Final = concepts(
    "amount",
    "total current_year prior_year_budget prior_year_executed fiscal_appropriation general_public_budget central_funds higher_level_funds"
    " own_funds carried_over other_funds adjusted_budget executed basic_expenditure project_expenditure",
)
SPANS: Final = concepts("span", "annual whole-life prior-year")
NORM_LEVELS: Final = concepts(
    "norm",
    "constitution law administrative_regulation local_regulation departmental_rule local_government_rule normative_document plan standard"
    " reply internal_rule",
)
#: The country, and the province-level divisions by their code of GB/T 2260.
JURISDICTIONS: Final = concepts(
    "jurisdiction",
    "CN 110000 120000 130000 140000 150000 210000 220000 230000 310000 320000 330000 340000 350000 360000 370000 410000 420000 430000"
    " 440000 450000 460000 500000 510000 520000 530000 540000 610000 620000 630000 640000 650000 710000 810000 820000",
)
CITATION_KINDS: Final = concepts("kind", "number title order standard bare_title alias back_reference")
CITATION_ROLES: Final = concepts("role", "basis mention")
RESOLUTION_STATUSES: Final = concepts("resolution", "resolved ambiguous stub")
TARGET_KINDS: Final = concepts("target", "quantity percentage date qualitative")
#: Level 1 first, then level 2, which has its level 1 as skos:broader.
INDICATOR_LEVELS: Final = concepts(
    "level",
    "decision input process output outcome influence cost satisfaction"
    " project_initiation goal_setting funding_decision input_management financial_management funds_management implementation_management"
    " organisation_management project_management business_management rules_management asset_management budget_management budget_execution"
    " quantity quality timeliness output_cost economic_cost social_cost ecological_cost economic_benefit social_benefit ecological_benefit"
    " sustained_effect target_group_satisfaction long_term_management human_resources cooperation facilities information_sharing"
    " institution_building goal_management budget_and_finance performance_management key_tasks duties_fulfilled benefit_of_duties other",
)
INSTRUMENT_STATUSES: Final = concepts("status", "in_force ended not_yet unknown")
FINDING_CODES: Final = concepts(
    "finding",
    "no_filing no_project no_department no_fiscal_year head_cut_off two_project_names contradictory_amounts amounts_do_not_add_up"
    " unreadable_amount undeclared_unit impossible_date dates_reversed target_lost unmapped_text duplicate_document folder_loop"
    " same_number_two_titles same_title_two_numbers malformed_number cites_ended_instrument sunset_question reader_note",
)
FIELD_ROLES: Final = concepts(
    "field",
    "project parent_project department supervisor category nature performance_type government_purchase start_date end_date period fiscal_year"
    " total current_year prior_year_budget prior_year_executed fiscal_appropriation general_public_budget central_funds higher_level_funds"
    " own_funds carried_over other_funds adjusted_budget executed basic_expenditure project_expenditure execution_rate"
    " whole_life_fiscal_appropriation whole_life_general_public_budget whole_life_central_funds whole_life_higher_level_funds"
    " whole_life_own_funds whole_life_carried_over whole_life_other_funds whole_life_local_funds whole_life_other_source"
    " legal_basis necessity feasibility overview measures plan goal"
    " functions estimate budget_use remark opinion filed_on seal person phone address postcode central_supervisor other_unit code subject fund_type"
    " local_funds other_source result conclusion reason score total_score weight heading indicator other unlabelled"
    " section_basic section_money section_goal section_indicators",
)

CODE_LISTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        BKG.forms: FORMS,
        BKG.amount_kinds: AMOUNT_KINDS,
        BKG.spans: SPANS,
        BKG.norm_levels: NORM_LEVELS,
        BKG.jurisdictions: JURISDICTIONS,
        BKG.citation_kinds: CITATION_KINDS,
        BKG.citation_roles: CITATION_ROLES,
        BKG.resolution_statuses: RESOLUTION_STATUSES,
        BKG.target_kinds: TARGET_KINDS,
        BKG.indicator_levels: INDICATOR_LEVELS,
        BKG.instrument_statuses: INSTRUMENT_STATUSES,
        BKG.finding_codes: FINDING_CODES,
        BKG.field_roles: FIELD_ROLES,
    }
)


class RDF(metaclass=Vocabulary):
    """RDF 1.1."""

    NS: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    type: Final = NS + "type"
    value: Final = NS + "value"
    langString: Final = NS + "langString"


class RDFS(metaclass=Vocabulary):
    """RDF Schema 1.1."""

    NS: Final = "http://www.w3.org/2000/01/rdf-schema#"
    label: Final = NS + "label"
    comment: Final = NS + "comment"
    seeAlso: Final = NS + "seeAlso"


class OWL(metaclass=Vocabulary):
    """OWL 2."""

    NS: Final = "http://www.w3.org/2002/07/owl#"


class XSD(metaclass=Vocabulary):
    """XML Schema datatypes."""

    NS: Final = "http://www.w3.org/2001/XMLSchema#"
    string: Final = NS + "string"
    integer: Final = NS + "integer"
    decimal: Final = NS + "decimal"
    boolean: Final = NS + "boolean"
    date: Final = NS + "date"


class SKOS(metaclass=Vocabulary):
    """SKOS."""

    NS: Final = "http://www.w3.org/2004/02/skos/core#"
    Concept: Final = NS + "Concept"
    ConceptScheme: Final = NS + "ConceptScheme"
    prefLabel: Final = NS + "prefLabel"
    altLabel: Final = NS + "altLabel"
    definition: Final = NS + "definition"
    notation: Final = NS + "notation"
    inScheme: Final = NS + "inScheme"
    broader: Final = NS + "broader"


class DCTERMS(metaclass=Vocabulary):
    """DCMI metadata terms."""

    NS: Final = "http://purl.org/dc/terms/"
    source: Final = NS + "source"
    format: Final = NS + "format"
    title: Final = NS + "title"
    isPartOf: Final = NS + "isPartOf"
    isVersionOf: Final = NS + "isVersionOf"
    isReplacedBy: Final = NS + "isReplacedBy"
    references: Final = NS + "references"


class FOAF(metaclass=Vocabulary):
    """FOAF."""

    NS: Final = "http://xmlns.com/foaf/0.1/"
    Document: Final = NS + "Document"
    Project: Final = NS + "Project"
    name: Final = NS + "name"


class PROV(metaclass=Vocabulary):
    """PROV-O."""

    NS: Final = "http://www.w3.org/ns/prov#"
    Entity: Final = NS + "Entity"
    Activity: Final = NS + "Activity"
    SoftwareAgent: Final = NS + "SoftwareAgent"
    wasGeneratedBy: Final = NS + "wasGeneratedBy"
    wasDerivedFrom: Final = NS + "wasDerivedFrom"
    wasAssociatedWith: Final = NS + "wasAssociatedWith"


class SCHEMA(metaclass=Vocabulary):
    """schema.org, in its https form."""

    NS: Final = "https://schema.org/"
    sha256: Final = NS + "sha256"
    softwareVersion: Final = NS + "softwareVersion"
    ContactPoint: Final = NS + "ContactPoint"


class ORG(metaclass=Vocabulary):
    """The Organization Ontology."""

    NS: Final = "http://www.w3.org/ns/org#"
    FormalOrganization: Final = NS + "FormalOrganization"
    subOrganizationOf: Final = NS + "subOrganizationOf"


class OA(metaclass=Vocabulary):
    """The Web Annotation Vocabulary."""

    NS: Final = "http://www.w3.org/ns/oa#"
    Annotation: Final = NS + "Annotation"
    SpecificResource: Final = NS + "SpecificResource"
    TextPositionSelector: Final = NS + "TextPositionSelector"
    TextQuoteSelector: Final = NS + "TextQuoteSelector"
    FragmentSelector: Final = NS + "FragmentSelector"
    hasTarget: Final = NS + "hasTarget"
    hasSource: Final = NS + "hasSource"
    hasSelector: Final = NS + "hasSelector"
    start: Final = NS + "start"
    end: Final = NS + "end"
    exact: Final = NS + "exact"


class QB(metaclass=Vocabulary):
    """The RDF Data Cube Vocabulary."""

    NS: Final = "http://purl.org/linked-data/cube#"
    Observation: Final = NS + "Observation"
    DataSet: Final = NS + "DataSet"
    dataSet: Final = NS + "dataSet"


class OBEU_MEASURE(metaclass=Vocabulary):
    """OpenBudgets.eu measures."""

    NS: Final = "http://data.openbudgets.eu/ontology/dsd/measure/"
    amount: Final = NS + "amount"


class OBEU_DIMENSION(metaclass=Vocabulary):
    """OpenBudgets.eu dimensions."""

    NS: Final = "http://data.openbudgets.eu/ontology/dsd/dimension/"
    currency: Final = NS + "currency"
    fiscalYear: Final = NS + "fiscalYear"
    budgetPhase: Final = NS + "budgetPhase"
    operationCharacter: Final = NS + "operationCharacter"
    organization: Final = NS + "organization"
    project: Final = NS + "project"


class OBEU_PHASE(metaclass=Vocabulary):
    """The budget phases of OpenBudgets.eu."""

    NS: Final = "http://data.openbudgets.eu/resource/codelist/budget-phase/"
    draft: Final = NS + "draft"
    approved: Final = NS + "approved"
    revised: Final = NS + "revised"
    executed: Final = NS + "executed"


class OBEU_OPERATION(metaclass=Vocabulary):
    """The operation characters of OpenBudgets.eu."""

    NS: Final = "http://data.openbudgets.eu/resource/codelist/operation-character/"
    expenditure: Final = NS + "expenditure"


class CURRENCY(metaclass=Vocabulary):
    """The currency table of the EU Publications Office, which OpenBudgets.eu prescribes."""

    NS: Final = "http://publications.europa.eu/resource/authority/currency/"
    CNY: Final = NS + "CNY"


class CITO(metaclass=Vocabulary):
    """The Citation Typing Ontology."""

    NS: Final = "http://purl.org/spar/cito/"
    Citation: Final = NS + "Citation"
    hasCitingEntity: Final = NS + "hasCitingEntity"
    hasCitedEntity: Final = NS + "hasCitedEntity"
    cites: Final = NS + "cites"
    citesAsAuthority: Final = NS + "citesAsAuthority"


class ELI(metaclass=Vocabulary):
    """The European Legislation Identifier ontology."""

    NS: Final = "http://data.europa.eu/eli/ontology#"
    Agent: Final = NS + "Agent"
    LegalResource: Final = NS + "LegalResource"
    LegalResourceSubdivision: Final = NS + "LegalResourceSubdivision"
    title: Final = NS + "title"
    title_alternative: Final = NS + "title_alternative"
    id_local: Final = NS + "id_local"
    number: Final = NS + "number"
    passed_by: Final = NS + "passed_by"
    type_document: Final = NS + "type_document"
    jurisdiction: Final = NS + "jurisdiction"
    date_document: Final = NS + "date_document"
    first_date_entry_in_force: Final = NS + "first_date_entry_in_force"
    date_no_longer_in_force: Final = NS + "date_no_longer_in_force"
    in_force: Final = NS + "in_force"
    repealed_by: Final = NS + "repealed_by"
    is_part_of: Final = NS + "is_part_of"
    InForce_inForce: Final = NS + "InForce-inForce"
    InForce_notInForce: Final = NS + "InForce-notInForce"


class CIDS(metaclass=Vocabulary):
    """The Common Impact Data Standard."""

    NS: Final = "https://ontology.commonapproach.org/cids#"
    Indicator: Final = NS + "Indicator"
    IndicatorReport: Final = NS + "IndicatorReport"
    Target: Final = NS + "Target"


class SH(metaclass=Vocabulary):
    """SHACL."""

    NS: Final = "http://www.w3.org/ns/shacl#"
    ValidationResult: Final = NS + "ValidationResult"
    Violation: Final = NS + "Violation"
    Warning: Final = NS + "Warning"
    Info: Final = NS + "Info"
    focusNode: Final = NS + "focusNode"
    resultMessage: Final = NS + "resultMessage"
    resultSeverity: Final = NS + "resultSeverity"
    resultPath: Final = NS + "resultPath"
    value: Final = NS + "value"
    sourceShape: Final = NS + "sourceShape"


class SD(metaclass=Vocabulary):
    """SPARQL 1.1 Service Description."""

    NS: Final = "http://www.w3.org/ns/sparql-service-description#"
    Service: Final = NS + "Service"
    Dataset: Final = NS + "Dataset"
    endpoint: Final = NS + "endpoint"
    supportedLanguage: Final = NS + "supportedLanguage"
    SPARQL11Query: Final = NS + "SPARQL11Query"
    feature: Final = NS + "feature"
    UnionDefaultGraph: Final = NS + "UnionDefaultGraph"
    resultFormat: Final = NS + "resultFormat"
    defaultDataset: Final = NS + "defaultDataset"


class FORMATS(metaclass=Vocabulary):
    """Unique names of file formats, as service descriptions give them."""

    NS: Final = "http://www.w3.org/ns/formats/"
    SPARQL_Results_JSON: Final = NS + "SPARQL_Results_JSON"
    SPARQL_Results_XML: Final = NS + "SPARQL_Results_XML"
    SPARQL_Results_CSV: Final = NS + "SPARQL_Results_CSV"
    SPARQL_Results_TSV: Final = NS + "SPARQL_Results_TSV"
    Turtle: Final = NS + "Turtle"
    N_Triples: Final = NS + "N-Triples"
    JSON_LD: Final = NS + "JSON-LD"
    RDF_XML: Final = NS + "RDF_XML"


class VOID(metaclass=Vocabulary):
    """The Vocabulary of Interlinked Datasets. Its term `class` is no name in Python: `VOID.NS + "class"`."""

    NS: Final = "http://rdfs.org/ns/void#"
    Dataset: Final = NS + "Dataset"
    triples: Final = NS + "triples"
    entities: Final = NS + "entities"
    uriSpace: Final = NS + "uriSpace"
    vocabulary: Final = NS + "vocabulary"
    sparqlEndpoint: Final = NS + "sparqlEndpoint"
    classPartition: Final = NS + "classPartition"


#: The calendar years that OpenBudgets.eu uses as fiscal years: append the four digits.
YEAR_NS: Final = "http://reference.data.gov.uk/id/year/"

#: prefix → namespace, in the order in which they are written.
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bkg": BKG_NS,
        "rdf": RDF.NS,
        "rdfs": RDFS.NS,
        "owl": OWL.NS,
        "xsd": XSD.NS,
        "skos": SKOS.NS,
        "dcterms": DCTERMS.NS,
        "foaf": FOAF.NS,
        "prov": PROV.NS,
        "schema": SCHEMA.NS,
        "org": ORG.NS,
        "oa": OA.NS,
        "qb": QB.NS,
        "obeu-measure": OBEU_MEASURE.NS,
        "obeu-dimension": OBEU_DIMENSION.NS,
        "obeu-phase": OBEU_PHASE.NS,
        "obeu-operation": OBEU_OPERATION.NS,
        "currency": CURRENCY.NS,
        "cito": CITO.NS,
        "eli": ELI.NS,
        "cids": CIDS.NS,
        "sh": SH.NS,
    }
)

#: The prologue of a SPARQL query that uses every prefix above.
SPARQL_PREFIXES: Final = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
