"""The pages: server-rendered, useful without scripts, in Chinese and English. `add_pages` joins them to the application."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from kg.service.pages import graphs, routes
from kg.service.pages.site import Site

__all__ = ["Site", "add_pages"]


def add_pages(app: FastAPI, site: Site, assets: Path) -> None:
    """Joins the pages to the application: their routes, their files, and the pages of entities, of /sparql and of errors."""
    app.state.site = site
    app.state.entity_page = routes.entity_page
    app.state.sparql_page = routes.sparql_page
    app.state.problem_page = routes.problem_page
    app.include_router(routes.router)
    app.include_router(graphs.router)
    app.mount("/assets", StaticFiles(directory=assets), name="assets")
