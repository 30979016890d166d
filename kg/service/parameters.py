"""Parameters of an address, read by their model.

FastAPI's own reading of a query model walks its fields in Python for every request, which takes longer than the look-up; pydantic's validator reads
all of them at once. The description for OpenAPI is made from the same model.
"""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from kg.service.problems import Problem

Model = TypeVar("Model", bound=BaseModel)
#: Parameters that one address may have.
MOST = 1000
#: Bytes shown of what cannot be read.
SHOWN = 40


def pairs(text: str) -> list[tuple[str, str]]:
    """Parameters in their order; raises the problem 400 for what is no UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeDecodeError as fault:
        raise Problem(400, "invalid-request", f"the parameters are no UTF-8: {quote(fault.object[:SHOWN])}") from fault
    except ValueError as fault:
        raise Problem(400, "invalid-request", f"the address has more than {MOST} parameters") from fault


def read_parameters(model: type[Model], request: Request) -> Model:
    """The parameters of a request; raises the problem 400, which tells each fault with its parameter."""
    values: dict[str, Any] = {}
    for key, value in pairs(request.scope["query_string"].decode("ascii", "replace")):
        field = model.model_fields.get(key)
        if field is not None and is_list(model, key):
            values.setdefault(key, []).append(value)
        elif key in values:
            raise Problem(400, "invalid-request", f"the parameter {key!r} is given twice")
        else:
            values[key] = value
    try:
        return model.model_validate(values)
    except ValidationError as fault:
        raise invalid(model, fault) from fault


async def read_body(model: type[Model], request: Request) -> Model:
    """The body of a request, which is JSON; raises the problems 415 and 400."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Problem(415, "unsupported-media-type", f"the body is {media or 'of no type'}; expected application/json")
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as fault:
        raise invalid(model, fault) from fault


def invalid(model: type[BaseModel], fault: ValidationError) -> Problem:
    """Each fault with the parameter, or the member of the body, where it is."""
    known = list(model.model_fields)
    errors = []
    for error in fault.errors(include_url=False, include_input=False):
        said = f"not known here; known: {', '.join(known)}" if error["type"] == "extra_forbidden" else error["msg"]
        errors.append({"where": ".".join(map(str, error["loc"])), "message": said})
    told = "; ".join(": ".join(filter(None, (error["where"], error["message"]))) for error in errors)
    return Problem(400, "invalid-request", told, errors=errors, known=known)


def is_list(model: type[BaseModel], key: str) -> bool:
    """Whether a parameter may be given several times."""
    return bool(getattr(model.model_fields[key].annotation, "__origin__", None) is list)


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads its parameters by a model."""
    schema = model.model_json_schema()
    needed = schema.get("required", [])
    parameters = []
    for name, written in schema["properties"].items():
        own = {key: value for key, value in written.items() if key not in ("description", "title", "examples")}
        examples = written.get("examples") or next((part["examples"] for part in written.get("anyOf", []) if "examples" in part), None)
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": name in needed, "schema": without_null(own)}
        if "description" in written:
            parameter["description"] = written["description"]
        if examples:
            parameter["example"] = examples[0]
        parameters.append(parameter)
    return {"parameters": parameters}


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without `null`: a parameter of an address is missing, never null."""
    kinds = [part for part in schema.get("anyOf", []) if part.get("type") != "null"]
    if len(kinds) == 1:
        schema = {key: value for key, value in schema.items() if key != "anyOf"} | {k: v for k, v in kinds[0].items() if k != "examples"}
    return {key: value for key, value in schema.items() if not (key == "default" and value is None)}
