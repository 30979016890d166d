"""XML parts of office files to trees, without what makes XML dangerous: no entities, no network, no document types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.documents.archives import Package
from kg.errors import UnreadableInput

#: libxml2's own bounds stay on (256 levels, 10 MB a text), because `huge_tree` is off.
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
#: A file that ends too early or holds a stray character is read as far as it goes.
LENIENT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
)
#: A well-formed part as large as this fails for want of memory only.
MEMORY_FAULT = 8 * 1024 * 1024
DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")


def parse_part(data: bytes, *, source: str, part: str) -> etree._Element:
    """The root of an XML part; raises UnreadableInput. Office files hold no document type (ECMA-376 part 2, 8.1.4): one that does is an attack."""
    refuse_entities(data, source=source, part=part)
    try:
        return etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as fault:
        # What libxml2 says when it gets no more memory depends on where that happens.
        if "emory" in (fault.msg or "") or (fault.msg == "unknown error" and len(data) > MEMORY_FAULT):
            raise MemoryError from fault
        raise UnreadableInput(source, f"the part is no well-formed XML: {fault.msg}", part) from fault


def refuse_entities(data: bytes, *, source: str, part: str) -> None:
    """Raises UnreadableInput where XML declares a document type or entities."""
    if DOCTYPE.search(data[:4096]) or b"<!ENTITY" in data:
        raise UnreadableInput(source, "the XML declares a document type or entities, which office files never do", part)


def related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, last word of the type, name of the part) of the parts that a part points to, in the order of the file."""
    folder, _, name = part.rpartition("/")
    data = package.part(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if data is None:
        return
    for relation in parse_part(data, source=package.source, part=f"{part or 'package'} (relations)"):
        if relation.get("TargetMode") == "External":
            continue
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}" if folder else target
        yield str(relation.get("Id")), str(relation.get("Type", "")).rpartition("/")[2], resolved(path)


def resolved(path: str) -> str:
    """A part's name without . and .. steps."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace: the strict and the transitional form of office files differ in namespaces only."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
