"""`kg annotations`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from kg.cli.options import input_path
from kg.settings import read_settings


@click.command("annotations", short_help="print citations as Web Annotations")
@click.argument("file", type=input_path)
def annotations_command(file: Path) -> int:
    """Print the citations of a document as Web Annotations (JSON-LD), which point into the document's own text and, where number or title tell
    it, at the instrument by its IRI.
    """
    from kg.citations import find_citations
    from kg.citations.annotations import annotation_page
    from kg.documents import Limits, SourceFile, read_document
    from kg.identifiers import Identifiers
    from kg.registry.mentions import denoted

    settings = read_settings(os.environ)
    limits = Limits.of(settings)
    document = read_document(SourceFile(file.name, file), max_bytes=limits.max_file_bytes, limits=limits)
    mentions = find_citations(document.text)
    minted = Identifiers(settings.base_iri)
    identifiers = {index: minted.instrument(key) for index, key in enumerate(denoted(mentions)) if key}
    page = annotation_page(document.text, mentions, source=file.name, identifiers=identifiers, places=document.fragments)
    click.echo(json.dumps(page, ensure_ascii=False, indent=2))
    return 0
