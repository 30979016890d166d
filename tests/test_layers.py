"""The architecture as a test: imports point one way, IRIs have one home, and the library neither prints nor reads a clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Values that every stage may import, then the stages from left to right: each may import what stands before it.
VALUES = ("errors", "version", "resources", "filings", "terms", "identifiers", "settings", "processes")
STAGES = (
    "documents", "forms", "citations", "registry", "extraction", "graph", "store", "catalogue", "checks", "builds", "service", "cli", "program",
)  # fmt: skip
#: The only modules of `kg` that may import `viz`.
DRAWERS = ("kg/cli/", "kg/service/app.py", "kg/builds/positions.py")
HOMES_OF_IRIS = ("kg/terms.py", "kg/identifiers.py")
MODULES = sorted(p for package in ("kg", "viz") for p in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def stage_of(path: Path) -> str:
    """`kg/forms/money.py` → forms; `kg/__init__.py` → kg."""
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    return "kg" if parts == ("__init__",) else parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names that a module imports when it is imported or run; what stands under TYPE_CHECKING counts too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import hides the direction"
            yield node.module or ""


@pytest.mark.parametrize("path", [p for p in MODULES if p.is_relative_to(ROOT / "kg")], ids=name_of)
def test_imports_point_to_the_left(path: Path) -> None:
    stage = stage_of(path)
    if stage == "kg":
        return
    assert stage in VALUES + STAGES, f"{name_of(path)}: a stage that the architecture does not know"
    known = VALUES + STAGES
    for imported in imports_of(path):
        parts = imported.split(".")
        if parts[0] == "viz":
            assert name_of(path).startswith(DRAWERS), f"{name_of(path)} imports {imported}"
        elif parts[0] == "kg" and len(parts) > 1 and parts[1] != stage:
            assert known.index(parts[1]) < known.index(stage), f"{name_of(path)} imports {imported}, which stands to its right"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_iris_have_one_home(path: Path) -> None:
    if name_of(path) in HOMES_OF_IRIS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and "://" in n.value]
    assert not found, f"{name_of(path)}: {found}; an IRI belongs into terms.py or identifiers.py"


#: Calls that read a clock. The service may: its logs and limits tell the time.
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("datetime", "utcnow")}


@pytest.mark.parametrize("path", [p for p in MODULES if "service" not in p.parts], ids=name_of)
def test_no_hidden_clocks(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            assert (name, node.func.attr) not in CLOCKS, f"{name_of(path)}, line {node.lineno}: a date is an argument"


def test_every_module_has_a_docstring() -> None:
    silent = [name_of(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []
