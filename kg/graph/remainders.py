"""What else a filing holds, as N-Quads: the figures and main projects of a statement, unmapped text, and contacts where they are asked for."""

from __future__ import annotations

from decimal import Decimal

from kg.filings import Filing
from kg.graph.lines import (
    BEGIN,
    END,
    FILING,
    LABEL,
    NAME,
    NUMBER,
    ORDER,
    OWN_NUMBER,
    RAW,
    ROLE,
    TEXT,
    THIS,
    YUAN,
    bounds_of,
    field_of,
    lines_of,
    node_of,
)
from kg.graph.nquads import a, integer, literal, subject, yuan
from kg.identifiers import CONTACT, FIGURE, MAIN_PROJECT, UNMAPPED
from kg.terms import BKG, PROV, SCHEMA

HAS_FIGURE, FIGURE_TYPES, COUNT = subject(BKG.figure), (a(BKG.Figure), a(PROV.Entity)), subject(BKG.count)

MAIN_PROJECT_NODE = node_of(MAIN_PROJECT)
HAS_MAIN_PROJECT = THIS + subject(BKG.mainProject) + MAIN_PROJECT_NODE + END
MAIN_PROJECT_HEAD = HAS_MAIN_PROJECT + lines_of(MAIN_PROJECT_NODE, a(BKG.MainProject), a(PROV.Entity), ORDER + OWN_NUMBER)
MAIN_PROJECT_PLACE = field_of(MAIN_PROJECT_NODE) + bounds_of(MAIN_PROJECT_NODE)

UNMAPPED_NODE = node_of(UNMAPPED)
HAS_UNMAPPED = THIS + subject(BKG.unmapped) + UNMAPPED_NODE + END
UNMAPPED_HEAD = HAS_UNMAPPED + lines_of(UNMAPPED_NODE, a(BKG.UnmappedText), a(PROV.Entity), ORDER + OWN_NUMBER)

CONTACT_NODE = node_of(CONTACT)
HAS_CONTACT = THIS + subject(BKG.contact) + CONTACT_NODE + END
CONTACT_HEAD = HAS_CONTACT + lines_of(CONTACT_NODE, a(BKG.Contact), a(SCHEMA.ContactPoint), ORDER + OWN_NUMBER)


def write_statement(filing: Filing) -> list[bytes]:
    """The lines of a narrative statement's figures, and of the projects that it names."""
    lines: list[bytes] = []
    for figure in filing.statement:
        node = FILING + f"{FIGURE}{figure.name}>".encode()
        if isinstance(figure.value, Decimal):
            value = YUAN + yuan(figure.value)
        elif isinstance(figure.value, int):
            value = COUNT + integer(figure.value)
        else:
            value = TEXT + literal(figure.value)
        lines += (
            THIS, HAS_FIGURE, node, END, lines_of(node, *FIGURE_TYPES, NAME + literal(figure.name), RAW + literal(figure.raw)),
            field_of(node) % (figure.field, figure.field), bounds_of(node) % (figure.begin, figure.end), lines_of(node, value),
        )  # fmt: skip
    for number, project in enumerate(filing.main_projects):
        place = MAIN_PROJECT_PLACE % (project.field, project.field, project.begin, project.end)
        whole = MAIN_PROJECT_HEAD + lines_of(MAIN_PROJECT_NODE, NAME + literal(project.name)) + place
        if project.yuan is not None:
            whole += lines_of(MAIN_PROJECT_NODE, YUAN + yuan(project.yuan))
        lines.append(whole.replace(NUMBER, b"%d" % number))
    return lines


def write_unmapped(filing: Filing) -> list[bytes]:
    """The lines of the text that no rule accounts for."""
    lines: list[bytes] = []
    for number, rest in enumerate(filing.unmapped):
        whole = UNMAPPED_HEAD + lines_of(UNMAPPED_NODE, TEXT + literal(rest.text), BEGIN + integer(rest.source))
        lines.append(whole.replace(NUMBER, b"%d" % number))
    return lines


def write_contacts(filing: Filing) -> list[bytes]:
    """The lines of the persons, telephones and addresses."""
    lines: list[bytes] = []
    for number, contact in enumerate(filing.contacts):
        told = (ROLE + literal(contact.role), LABEL + literal(contact.label), TEXT + literal(contact.text))
        lines.append((CONTACT_HEAD + lines_of(CONTACT_NODE, *told)).replace(NUMBER, b"%d" % number))
    return lines
