"""The parameters of the look-ups. An unknown parameter is an error: a misspelt filter must not look like none."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kg.registry.values import LEVELS

Year = Annotated[int, Field(ge=1900, le=2999, examples=[2020])]
Words = Annotated[str, Field(min_length=1, max_length=200, examples=["照明"])]
WORDS = "words, all of which must occur in "
Name = Annotated[str, Field(min_length=1, max_length=1000)]
#: The levels of the code list, and `unknown` for instruments that have none.
Level = Literal[*LEVELS, "unknown"]  # type: ignore[valid-type]


class Parameters(BaseModel):
    """What all have in common: nothing unknown is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Parameters):
    """A part of a list."""

    limit: Annotated[int, Field(ge=1, le=200, description="items on a page")] = 50
    cursor: Annotated[str | None, Field(max_length=40, description="`next` of the page before")] = None


class ProjectQuery(Paged):
    """`/api/projects`."""

    cites: Annotated[
        Name | None, Field(description="an instrument: number in any bracket style, title or a part of it, IRI", examples=["沪府办【2015】87号"])
    ] = None
    role: Annotated[Literal["basis", "mention"] | None, Field(description="what the instrument is in the project year")] = None
    status: Annotated[Literal["resolved", "ambiguous", "stub"] | None, Field(description="how its citation was resolved")] = None
    department: Annotated[Name | None, Field(description="name or IRI of a department")] = None
    year: Annotated[Year | None, Field(description="fiscal year")] = None
    indicator: Annotated[Name | None, Field(description="name of an indicator, or a part of one")] = None
    minimum: Annotated[Decimal | None, Field(description="yuan of the year, at least", allow_inf_nan=False, examples=[1000000])] = None
    maximum: Annotated[Decimal | None, Field(description="yuan of the year, at most", allow_inf_nan=False)] = None
    q: Annotated[
        Words | None,
        Field(description=WORDS + "the name of the project or department; `cites` and `indicator` search the rest"),
    ] = None
    sort: Annotated[
        Literal["amount", "-amount", "year", "-year", "name", "-name", "relevance"] | None,
        Field(description="largest first, newest first, by name; with - turned round; relevance (with q) is the default where q is given"),
    ] = None


class RegulationQuery(Paged):
    """`/api/regulations`."""

    q: Annotated[Words | None, Field(description=WORDS + "the number or the titles")] = None
    issuer: Annotated[Name | None, Field(description="name or IRI of an issuer", examples=["国务院"])] = None
    level: Annotated[Level | None, Field(description="norm level, or unknown")] = None
    year: Annotated[Year | None, Field(description="year of the document number")] = None
    sort: Literal["use", "-use", "year", "-year", "name", "-name", "relevance"] | None = None


class RegulationProjectsQuery(Paged):
    """`/api/regulations/{id}/projects`."""

    role: Literal["basis", "mention"] | None = None
    status: Literal["resolved", "ambiguous", "stub"] | None = None
    sort: Literal["amount", "-amount", "year", "-year", "name", "-name"] | None = None


class DepartmentQuery(Paged):
    """`/api/departments`."""

    q: Annotated[Words | None, Field(description=WORDS + "its names")] = None
    sort: Literal["amount", "-amount", "name", "-name", "relevance"] | None = None


class IndicatorQuery(Paged):
    """`/api/indicators`."""

    q: Annotated[Words | None, Field(description=WORDS + "the indicator's name", examples=["满意度"])] = None
    name: Annotated[Name | None, Field(description="the whole name of an indicator")] = None
    kind: Literal["quantity", "percentage", "date", "qualitative"] | None = None
    comparator: Annotated[Literal["=", "<", "<=", ">", ">=", "~"] | None, Field(examples=[">="])] = None
    unit: Annotated[str | None, Field(max_length=40, examples=["%"])] = None
    minimum: Annotated[float | None, Field(description="the target's figure is at least this", allow_inf_nan=False, examples=[90])] = None
    maximum: Annotated[float | None, Field(description="the target's figure is at most this", allow_inf_nan=False)] = None
    department: Name | None = None
    year: Year | None = None


class ResolveQuery(Parameters):
    """`/api/regulations/resolve`."""

    text: Annotated[Name, Field(description="any way of writing a number or a title, or an IRI", examples=["沪府办【2015】87号"])]


class NetworkQuery(Parameters):
    """`/api/network`."""

    focus: Annotated[list[Name], Field(min_length=1, max_length=10, description="entities: ids, IRIs, names of departments, numbers or titles")]
    depth: Annotated[int, Field(ge=1, le=4, description="steps from the focus")] = 1
    limit: Annotated[int, Field(ge=1, le=2000, description="nodes shown at most")] = 200
    types: Annotated[str | None, Field(max_length=100, description="kinds of nodes, divided by commas", examples=["department,project"])] = None
    relations: Annotated[str | None, Field(max_length=100, description="relations, divided by commas", examples=["basis,mention"])] = None


class PairQuery(Parameters):
    """`/api/network/common` and `/api/network/path`."""

    a: Annotated[Name, Field(description="an entity", examples=["上海市建设工程安全质量监督总站"])]
    b: Annotated[Name, Field(description="another entity", examples=["上海市交通委员会"])]


class CitationsText(BaseModel):
    """The body of `/api/citations`."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(max_length=300_000, examples=["根据《城市照明管理规定》和沪府办〔2015〕87号文"])]
