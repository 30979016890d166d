"""Zip archives, walked and read in place."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from kg.documents import Limits, read_bytes, read_data, read_document, walk
from kg.errors import UnreadableInput
from tests.documents.printing import archive, word

MAX = 10**6


def walked(path: Path, limits: Limits | None = None) -> tuple[list[str], list[str]]:
    """(names of the files, failures) of a path."""
    sources, failures = walk([path], limits=limits or Limits())
    return [source.name for source in sources], [str(failure) for failure in failures]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = archive({"深/丙.txt": "丙".encode()})
    (tmp_path / "包.zip").write_bytes(archive({"甲.txt": "甲".encode(), "夹/乙.docx": word(["乙"]), "内.zip": inner}))
    return tmp_path


def test_each_file_in_an_archive_is_a_source_of_its_own(folder: Path) -> None:
    assert walked(folder) == (["包.zip/内.zip/深/丙.txt", "包.zip/夹/乙.docx", "包.zip/甲.txt"], [])
    assert walked(folder / "包.zip")[0] == ["包.zip/内.zip/深/丙.txt", "包.zip/夹/乙.docx", "包.zip/甲.txt"]
    assert [read_document(source, max_bytes=MAX).text for source in walk([folder])[0]] == ["丙", "乙", "甲"]


def test_hidden_files_and_those_of_the_mac_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({".x.txt": b"1", "__MACOSX/._a.txt": b"2", "d/.git/c.txt": b"3", "e/": b"", "b.txt": b"4"}))
    assert walked(tmp_path) == (["a.zip/b.txt"], [])


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x.txt")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr(info, b"1")
    (tmp_path / "a.zip").write_bytes(stream.getvalue().replace(b"x.txt", "表.txt".encode("gbk")[:5].ljust(5, b"x")))
    name = "表.txt".encode("gbk")[:5].ljust(5, b"x").decode("gbk")
    assert walked(tmp_path)[0] == [f"a.zip/{name}"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "d/../../x.txt", "..\\..\\x.txt"])
def test_names_that_climb_are_failures(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(archive({name: b"1", "b.txt": b"2"}))
    names, failures = walked(tmp_path)
    assert names == ["a.zip/b.txt"]
    assert len(failures) == 1
    assert "climbs out of its folder" in failures[0]


@pytest.mark.parametrize("name", ["/etc/x.txt", "C:\\x\\x.txt", "./x.txt"])
def test_absolute_names_become_relative(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(archive({name: b"1"}))
    names, _ = walked(tmp_path)
    assert names[0].startswith("a.zip/")
    assert ":" not in names[0]
    assert read_bytes(walk([tmp_path])[0][0], max_bytes=MAX) == b"1"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(archive({"a.txt": bytes(2_000_000)}))
    names, failures = walked(tmp_path, Limits(max_unpacked_bytes=1_000_000))
    assert names == []
    assert failures == ["bomb.zip: holds 2,000,000 bytes when unpacked, more than the 1,000,000 allowed (KG_MAX_UNPACKED_BYTES)"]


def test_a_file_that_unpacks_to_more_than_a_file_may_hold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"a.txt": bytes(2_000_000)}))
    (source,) = walk([tmp_path])[0]
    with pytest.raises(UnreadableInput, match=r"a.zip/a.txt: holds 2,000,000 bytes when unpacked"):
        read_bytes(source, max_bytes=1_000_000)


def test_sizes_that_lie_do_no_harm(tmp_path: Path) -> None:
    data = archive({"a.txt": bytes(2_000_000)}).replace(struct.pack("<L", 2_000_000), struct.pack("<L", 10))
    (tmp_path / "a.zip").write_bytes(data)
    (source,) = walk([tmp_path], limits=Limits(max_unpacked_bytes=1_000_000))[0]
    with pytest.raises(UnreadableInput, match=r"a.zip/a.txt: "):
        read_bytes(source, max_bytes=1_000_000)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({f"{n}.txt": b"1" for n in range(6)}))
    assert walked(tmp_path, Limits(max_archive_files=5)) == ([], ["a.zip: holds 6 files, more than the 5 allowed (KG_MAX_ARCHIVE_FILES)"])


def test_archives_inside_each_other_end(tmp_path: Path) -> None:
    data = archive({"x.txt": b"1"})
    for n in range(6):
        data = archive({f"{n}.zip": data, f"{n}.txt": b"1"})
    (tmp_path / "a.zip").write_bytes(data)
    names, failures = walked(tmp_path)
    assert names == ["a.zip/5.txt", "a.zip/5.zip/4.txt", "a.zip/5.zip/4.zip/3.txt"]
    assert failures == ["a.zip/5.zip/4.zip/3.zip: archives stand inside each other more than 3 deep (KG_MAX_ARCHIVE_DEPTH)"]


def test_a_member_with_a_password_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = bytearray(archive({"secret.txt": b"1", "open.txt": b"2"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    names, failures = walked(tmp_path)
    assert names == ["a.zip/open.txt"]
    assert failures == ["a.zip/secret.txt: the file is protected by a password; save the archive without one"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("a.txt", "1")
        target.writestr("a.txt", "2")
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    assert walked(tmp_path) == (["a.zip/a.txt"], ["a.zip/a.txt: the archive holds two files of this name; the first is read"])
    assert read_bytes(walk([tmp_path])[0][0], max_bytes=MAX) == b"1"


def test_damaged_archives_are_failures(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"x.txt": b"1"})[:-10])
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    (tmp_path / "c.txt").write_bytes(b"1")
    names, failures = walked(tmp_path)
    assert names == ["c.txt"]
    assert [failure.split(":")[0] for failure in failures] == ["a.zip", "b.zip"]


def test_an_office_file_named_zip_is_read_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(word(["文"]))
    (source,) = walk([tmp_path])[0]
    document = read_document(source, max_bytes=MAX)
    assert (document.source, document.text, document.notes) == ("a.zip", "文", ("named .zip, but read as Word",))


def test_bytes_of_an_archive_alone_are_no_document() -> None:
    with pytest.raises(UnreadableInput, match="is an archive of files: give its path"):
        read_data(archive({"a.txt": b"1"}), source="a.zip")


def test_an_archive_that_changed_after_the_walk_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"a.txt": b"1"}))
    (source,) = walk([tmp_path])[0]
    (tmp_path / "a.zip").write_bytes(archive({"b.txt": b"1"}))
    with pytest.raises(UnreadableInput, match=r"a.zip/a.txt: the archive does not hold this file any more"):
        read_bytes(source, max_bytes=MAX)


def test_an_ofd_document_is_said_to_be_one() -> None:
    with pytest.raises(UnreadableInput, match="is an OFD document, which no reader knows; print it as PDF"):
        read_data(archive({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<x/>"}), source="a.ofd")
