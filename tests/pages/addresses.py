"""Addresses of pages over the samples, one of each kind."""

from __future__ import annotations

from urllib.parse import quote

INSTRUMENT = "/eli/cn/" + quote("沪府办/2015/87") + ".html"
DEPARTMENT = "/id/department/" + quote("上海市废弃物管理处") + ".html"
PROJECT = "/id/project/" + quote("上海市防汛信息中心/防汛信息系统运行维护") + ".html"
INDICATOR = "/id/indicator/" + quote("平台可用率") + ".html"
NUMBER = quote("沪府办【2015】87号")
PAGES = [
    "/",
    "/search",
    "/search?q=" + quote("绿化"),
    "/search?kind=project&year=2020",
    "/search?kind=instrument&level=standard",
    "/search?kind=department",
    "/search?kind=indicator&q=" + quote("满意度"),
    "/queries",
    "/queries/regulations_by_use?ask=1",
    "/queries/projects_citing_regulation?regulation=" + NUMBER,
    "/schema",
    "/sparql",
    "/graph",
    "/graph?focus=" + NUMBER + "&depth=2",
    INSTRUMENT,
    DEPARTMENT,
    PROJECT,
    INDICATOR,
]
