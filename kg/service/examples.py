"""The answers of the look-ups as OpenAPI tells them: schemas with one example each."""

from __future__ import annotations

from typing import Any

from kg.service.problems import RESPONSES

LINK = {"Link": {"description": 'the next page (RFC 8288, rel="next")', "schema": {"type": "string"}}}
TAG = {"ETag": {"description": "changes with the build", "schema": {"type": "string"}}}

#: name of an answer → an item as it is shown; lists hold several.
ITEMS: dict[str, dict[str, Any]] = {
    "project": {
        "id": "48c27487fd4cc358",
        "iri": "…/id/project/上海市住房和城乡建设管理委员会/道路照明设施维护监管/2020",
        "name": "道路照明设施维护监管",
        "department": "上海市住房和城乡建设管理委员会",
        "fiscal_year": 2020,
        "yuan": "3720000.00",
        "amounts": {"total": "3720000.00", "current_year": "3720000.00"},
        "legal_basis": [{"id": "fabda24cd42bef58", "number": "沪府办〔2015〕87号", "title": "…", "iri": "…/eli/cn/沪府办/2015/87"}],
        "citations": [{"surface": "沪府办〔2015〕87号", "field": "立项依据", "begin": 2, "end": 14, "role": "basis", "status": "resolved"}],
        "source": "shanghai-construction-2020.txt",
    },
    "regulation": {
        "id": "fabda24cd42bef58",
        "iri": "…/eli/cn/沪府办/2015/87",
        "number": "沪府办〔2015〕87号",
        "title": "…",
        "issuer": "上海市人民政府办公厅",
        "level": "normative_document",
        "year": 2015,
        "projects": 2,
        "departments": 2,
        "project_years": 3,
        "basis_project_years": 2,
        "without_amount": 0,
        "yuan": "4600000.00",
    },
    "department": {
        "id": "6046d992dae6ac14",
        "iri": "…",
        "name": "上海市建设工程安全质量监督总站",
        "projects": 2,
        "project_years": 4,
        "without_amount": 0,
        "yuan": "31536000.00",
    },
    "indicator": {
        "id": "fc815833a5bfb999",
        "name": "学校满意度",
        "target": "≥90%",
        "comparator": ">=",
        "lower": "90",
        "upper": None,
        "unit": "%",
        "actual": "93%",
        "weight": "10",
        "score": "10",
        "reason": None,
    },
    "node": {"id": "fabda24cd42bef58", "iri": "…", "type": "instrument", "label": "…", "number": "沪府办〔2015〕87号", "degree": 3},
    "edge": {"source": "48c27487fd4cc358", "target": "fabda24cd42bef58", "relation": "basis", "weight": 1},
    "citation": {"surface": "沪府办〔2015〕87号", "begin": 2, "end": 14, "kind": "number", "number": "沪府办〔2015〕87号", "status": "resolved"},
}
PLURALS = {"projects": "project", "regulations": "regulation", "departments": "department", "indicators": "indicator", "citations": "citation"}


def shape(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON schema of an answer, and an example of it."""
    item = {"type": "object", "required": ["id", "iri"]} if name in ITEMS else {"type": "object"}
    if name in PLURALS:
        properties = {"items": {"type": "array", "items": item}, "total": {"type": "integer", "minimum": 0}, "next": {"type": ["string", "null"]}}
        schema = {"type": "object", "required": list(properties), "properties": properties}
        return schema, {"items": [ITEMS[PLURALS[name]]], "total": 1, "next": None}
    match name:
        case "resolve":
            status = {"type": "string", "enum": ["resolved", "ambiguous", "unknown"]}
            properties = {"status": status, "items": {"type": "array", "items": item}, "total": {"type": "integer"}}
            return {"type": "object", "required": ["status", "items"], "properties": properties}, {
                "status": "resolved",
                "match": "name",
                "items": [ITEMS["regulation"]],
                "total": 1,
            }
        case "network":
            properties = {
                "nodes": {"type": "array", "items": item},
                "edges": {"type": "array", "items": item},
                "shown": {"type": "integer", "description": "nodes in this answer"},
                "total": {"type": "integer", "description": "nodes there are"},
                "truncated": {"type": "boolean"},
            }
            example_ = {"nodes": [ITEMS["node"]], "edges": [ITEMS["edge"]], "shown": 1, "total": 4, "truncated": True}
            return {"type": "object", "required": list(properties), "properties": properties}, example_
        case "rows":
            properties = {"columns": {"type": "array", "items": {"type": "string"}}, "rows": {"type": "array", "items": {"type": "object"}}}
            return {"type": "object", "required": list(properties), "properties": properties}, {"columns": ["name"], "rows": [{"name": "…"}]}
        case _:
            return item, ITEMS.get(name, {})


def example(name: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with `name`."""
    schema, shown = shape(name)
    headers = TAG | LINK if name in PLURALS else TAG
    answer: dict[str, Any] = {"description": "the answer", "headers": headers, "content": {"application/json": {"schema": schema, "example": shown}}}
    return RESPONSES | {200: answer, 304: {"description": "unchanged since the ETag given"}}
