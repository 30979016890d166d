"""Zip archives: which files they hold, and the bytes of one of them. Nothing is ever unpacked to disk, so that no name can climb out of a folder.

The sizes that an archive declares are checked before anything is unpacked, and again while unpacking, because hostile ones lie.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

from kg.documents.formats import in_package
from kg.documents.limits import Limits
from kg.documents.values import Document
from kg.errors import UnreadableInput

ARCHIVE_ENDINGS = (".zip",)
#: Bit of the general purpose flag (APPNOTE 4.4.4): the member is encrypted; its name is UTF-8.
ENCRYPTED, UTF8_NAME = 0x1, 0x800

FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, ValueError)

#: What systems and office programs leave beside files: never meant to be read (`~$` starts the lock file of an open document).
LEFT_BEHIND = re.compile(r"\.(?!\.$)|~\$|__MACOSX$|(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE)

Members = list[tuple[str, tuple[str, ...]]]


def members_of(path: Path, *, source: str, limits: Limits, failures: list[UnreadableInput]) -> Members | None:
    """(name for findings, chain of member names) of each file in an archive and the archives in it; None where the file is no archive but
    an office file so named. Raises UnreadableInput for the archive as a whole, and adds to `failures` what cannot be read in it."""
    with path.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return None
        if path.stat().st_size <= limits.max_file_bytes and in_package(path.read_bytes(), source) != "zip":
            return None
        return _list(stream, source, (), limits, failures)


def _list(stream: IO[bytes], source: str, chain: tuple[str, ...], limits: Limits, failures: list[UnreadableInput]) -> Members:
    found: Members = []
    seen: set[str] = set()
    with opened(stream, source) as archive:
        infos = archive.infolist()
        if len(infos) > limits.max_archive_files:
            raise limits.refuse(source, "max_archive_files", "files", len(infos))
        unpacked = sum(info.file_size for info in infos)
        if unpacked > limits.max_unpacked_bytes:
            raise limits.refuse(source, "max_unpacked_bytes", "bytes when unpacked", unpacked)
        for info in infos:
            parts = parts_of(info)
            if info.is_dir() or not parts or any(is_left_behind(part) for part in parts):
                continue
            name = "/".join([source, *parts])
            if name in seen:
                failures.append(UnreadableInput(name, "the archive holds two files of this name; the first is read"))
            elif ".." in parts:
                failures.append(UnreadableInput(name, "the name of this file in the archive climbs out of its folder"))
            elif info.flag_bits & ENCRYPTED:
                failures.append(UnreadableInput(name, "the file is protected by a password; save the archive without one"))
            elif name.lower().endswith(ARCHIVE_ENDINGS):
                found += _nested(archive, info, name, (*chain, info.filename), limits, failures)
            else:
                found.append((name, (*chain, info.filename)))
            seen.add(name)
    return found


def _nested(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, chain: tuple[str, ...], limits: Limits, failures: list[UnreadableInput]
) -> Members:
    try:
        if len(chain) >= limits.max_archive_depth:
            raise UnreadableInput(name, f"archives stand inside each other more than {limits.max_archive_depth} deep (KG_MAX_ARCHIVE_DEPTH)")
        data = unpack(archive, info, name, limits.max_unpacked_bytes)
        if in_package(data, name) != "zip":
            return [(name, chain)]
        return _list(io.BytesIO(data), name, chain, limits, failures)
    except UnreadableInput as fault:
        failures.append(fault)
        return []


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or was left behind by a program."""
    return LEFT_BEHIND.match(name) is not None


def parts_of(info: zipfile.ZipInfo) -> list[str]:
    """The parts of a member's name. Names that are not marked as UTF-8 are, in Chinese archives, GBK (zipfile took them for cp437)."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", "."}]
    return parts[1:] if parts and parts[0].endswith(":") else parts


def read_member(path: Path, chain: tuple[str, ...], *, source: str, max_bytes: int, limits: Limits) -> bytes:
    """The bytes of a file in an archive, or in an archive in it; raises UnreadableInput."""
    stream: IO[bytes] = path.open("rb")
    try:
        for depth, member in enumerate(chain):
            last = depth == len(chain) - 1
            with opened(stream, source) as archive:
                info = next((info for info in archive.infolist() if info.filename == member), None)
                if info is None:
                    raise UnreadableInput(source, "the archive does not hold this file any more")
                data = unpack(archive, info, source, max_bytes if last else limits.max_unpacked_bytes)
            stream.close()
            stream = io.BytesIO(data)
        return data
    finally:
        stream.close()


@contextmanager
def opened(stream: IO[bytes], source: str) -> Iterator[zipfile.ZipFile]:
    """An archive; what zipfile finds wrong with it is an UnreadableInput."""
    try:
        archive = zipfile.ZipFile(stream)
    except FAULTS as fault:
        damaged(source, fault)
    with archive:
        yield archive


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, max_bytes: int) -> bytes:
    """The bytes of a member, at most so many; raises UnreadableInput."""
    if info.flag_bits & ENCRYPTED:
        raise UnreadableInput(source, "the file is protected by a password")
    data = b""
    if info.file_size <= max_bytes:
        try:
            with archive.open(info) as member:
                data = member.read(max_bytes + 1)
        except FAULTS as fault:
            damaged(source, fault)
    if max(len(data), info.file_size) > max_bytes:
        count = max(len(data), info.file_size)
        raise UnreadableInput(source, f"holds {count:,} bytes when unpacked ({info.filename}), more than the {max_bytes:,} allowed")
    return data


def damaged(source: str, fault: BaseException) -> NoReturn:
    """Says that an archive is damaged."""
    raise UnreadableInput(source, f"the package is damaged: {str(fault).lower()}") from fault


class Package:
    """An office file's package: its parts, unpacked when asked for, all of them together at most so many bytes."""

    def __init__(self, data: bytes, source: str, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.left = limits.max_unpacked_bytes
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except FAULTS as fault:
            damaged(source, fault)
        self.infos = {info.filename: info for info in self.archive.infolist()}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where the package has none of that name. Raises UnreadableInput."""
        info = self.infos.get(name.lstrip("/"))
        if info is None:
            return None
        if info.file_size > self.left:
            unpacked = self.limits.max_unpacked_bytes - self.left + info.file_size
            raise self.limits.refuse(self.source, "max_unpacked_bytes", "bytes when unpacked", unpacked, name)
        data = unpack(self.archive, info, self.source, self.left)
        self.left -= len(data)
        return data


def read_archive(data: bytes, *, source: str, limits: Limits) -> Document:
    """Bytes that are an archive are no one document: raises UnreadableInput that says how to read them. An OFD document (GB/T 33190-2016) is
    an archive too."""
    del limits
    if b"OFD.xml" in data:
        raise UnreadableInput(source, "is an OFD document, which no reader knows; print it as PDF")
    raise UnreadableInput(source, "is an archive of files: give its path, so that each file in it is read as a document of its own")
