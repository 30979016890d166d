"""From the paths that a user gives to the files that are read, in an order that does not depend on the file system."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.documents.archives import ARCHIVE_ENDINGS, is_left_behind, members_of, read_member
from kg.documents.limits import DEFAULT_LIMITS, Limits
from kg.errors import UnreadableInput

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: `name` is what findings and the graph call it, the path relative to the folder given (its file name if a file was).

    A file inside an archive has the archive's `path`, and `members`: its name in the archive, behind the names of the archives in between.
    """

    name: str
    path: Path
    members: tuple[str, ...] = ()


def walk(
    paths: Iterable[Path], *, limits: Limits = DEFAULT_LIMITS, on_loop: Callable[[str], None] = lambda name: None
) -> tuple[tuple[SourceFile, ...], tuple[UnreadableInput, ...]]:
    """The files below the paths, sorted by name, and what could not be entered.

    Hidden files and folders, and what programs leave behind, are left out. A folder is entered once and a file taken once, however many links
    lead to it; `on_loop` is told the name of a link by which a folder contains itself. Where files of two folders share a name, each gets the
    name of its folder in front. An archive stands for the files in it, named `archive.zip/folder/file.docx`; one that breaks a limit is a
    failure.
    """
    found: dict[Path, tuple[Path, SourceFile]] = {}
    failures: list[UnreadableInput] = []
    for path in paths:
        for root, source in _below(path, failures, on_loop):
            found.setdefault(source.path.resolve(), (root, source))
    by_name: dict[str, list[tuple[Path, SourceFile]]] = {}
    for root, source in found.values():
        by_name.setdefault(source.name, []).append((root, source))
    sources = [inner for same in by_name.values() for source in _told_apart(same) for inner in _opened(source, failures, limits)]
    return tuple(sorted(sources, key=lambda s: s.name)), tuple(failures)


def _opened(source: SourceFile, failures: list[UnreadableInput], limits: Limits) -> Iterable[SourceFile]:
    """The files in an archive; any other file as it is."""
    if not source.name.lower().endswith(ARCHIVE_ENDINGS):
        return (source,)
    try:
        members = members_of(source.path, source=source.name, limits=limits, failures=failures)
    except OSError as fault:
        failures.append(UnreadableInput(source.name, reason_of(fault)))
        return ()
    except UnreadableInput as fault:
        failures.append(fault)
        return ()
    if members is None:
        return (source,)
    return [SourceFile(name, source.path, chain) for name, chain in members]


def _told_apart(same: list[tuple[Path, SourceFile]]) -> list[SourceFile]:
    """Files that share a name, renamed with as many of their own folders in front as it takes."""
    if len(same) == 1:
        return [same[0][1]]
    depth = 1
    while True:
        parts = [source.path.resolve().parts for _, source in same]
        names = ["/".join(p[-(len(s.name.split("/")) + depth) :]).lstrip("/") for p, (_, s) in zip(parts, same, strict=True)]
        if len(set(names)) == len(names):
            return [replace(source, name=name) for name, (_, source) in zip(names, same, strict=True)]
        depth += 1


def _below(path: Path, failures: list[UnreadableInput], on_loop: Callable[[str], None]) -> Iterable[tuple[Path, SourceFile]]:
    try:
        status = path.stat()
    except OSError as fault:
        failures.append(UnreadableInput(printable(str(path)), reason_of(fault)))
        return
    if stat.S_ISREG(status.st_mode):
        yield path.parent, SourceFile(printable(path.name), path)
    elif stat.S_ISDIR(status.st_mode):
        yield from _in_folder(path, path, {(status.st_dev, status.st_ino)}, failures, on_loop)
    else:
        failures.append(UnreadableInput(printable(str(path)), "is neither a file nor a folder"))


def _in_folder(
    root: Path, folder: Path, entered: set[tuple[int, int]], failures: list[UnreadableInput], on_loop: Callable[[str], None]
) -> Iterable[tuple[Path, SourceFile]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as fault:
        failures.append(UnreadableInput(name_below(root, folder), reason_of(fault)))
        return
    for entry in entries:
        if is_left_behind(entry.name):
            continue
        path = folder / entry.name
        try:
            status = entry.stat()
        except OSError as fault:
            failures.append(UnreadableInput(name_below(root, path), reason_of(fault)))
            continue
        if stat.S_ISDIR(status.st_mode):
            key = (status.st_dev, status.st_ino)
            if key not in entered:
                entered.add(key)
                yield from _in_folder(root, path, entered, failures, on_loop)
            elif folder.resolve().is_relative_to(path.resolve()):
                on_loop(name_below(root, path))
        elif stat.S_ISREG(status.st_mode):
            yield root, SourceFile(name_below(root, path), path)
        else:
            failures.append(UnreadableInput(name_below(root, path), "is neither a file nor a folder"))


def name_below(root: Path, path: Path) -> str:
    """The path relative to the root, with / on every platform."""
    return printable(path.relative_to(root).as_posix())


def printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8, which some archives leave behind, are shown as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def reason_of(fault: OSError) -> str:
    """What the operating system says, without numbers and paths."""
    return (fault.strerror or str(fault)).lower()


def read_bytes(source: SourceFile, *, max_bytes: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file; raises UnreadableInput where it cannot be opened or is larger than allowed (known before it is read)."""
    try:
        if source.members:
            return read_member(source.path, source.members, source=source.name, max_bytes=max_bytes, limits=limits)
        with source.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > max_bytes:
                raise UnreadableInput(source.name, f"holds {size:,} bytes, more than the {max_bytes:,} allowed (KG_MAX_FILE_BYTES)")
            data = stream.read(max_bytes + 1)
    except OSError as fault:
        raise UnreadableInput(source.name, reason_of(fault)) from fault
    if len(data) > max_bytes:
        raise UnreadableInput(source.name, f"holds more than the {max_bytes:,} bytes allowed (KG_MAX_FILE_BYTES)")
    return data
