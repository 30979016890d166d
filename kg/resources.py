"""Where the data that travels with the packages lies: in a checkout beside `kg/`, in an installed wheel below `kg/_data/`."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import InvalidData


def data_folder(name: str) -> Traversable:
    """The folder `ontology` or `queries`."""
    checkout = Path(__file__).resolve().parent.parent / name
    packaged = files("kg") / "_data" / name
    for folder in (packaged, checkout):
        if folder.is_dir():
            return folder
    raise InvalidData(f"the data folder {name!r} is neither at {packaged} nor at {checkout}; is the installation whole?")


def package_data(package: str, name: str) -> str:
    """The text of a data file that lies in a package (`package_data("kg.forms", "labels.yaml")`)."""
    return (files(package) / name).read_text(encoding="utf-8")
