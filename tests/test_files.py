"""A file is written whole or not at all, and every refusal is one sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gradviz import FileError
from gradviz.files import reading, written_whole


def test_the_file_appears_only_when_the_block_ends_well(tmp_path: Path) -> None:
    place = tmp_path / "out.txt"
    with written_whole(place) as temporary:
        temporary.write_text("whole")
        assert not place.exists()
        assert temporary.suffix == ".txt"
    assert place.read_text() == "whole"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    place = tmp_path / "out.txt"
    place.write_text("old")
    with pytest.raises(RuntimeError, match="half way"):
        _write_half(place)
    assert place.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "out.txt"
    with pytest.raises(FileError, match=r"out\.txt cannot be written: the disk is full\."), written_whole(place):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert os.listdir(tmp_path) == []


def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="it is a folder"), written_whole(tmp_path):
        pass
    with pytest.raises(FileError, match="no such file or folder"), written_whole(tmp_path / "no" / "out.txt"):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="not a folder"), written_whole(tmp_path / "file" / "out.txt"):
        pass


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with written_whole(tmp_path / "out.txt"):
            pass
    finally:
        os.umask(old)
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o640


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such file"), reading(tmp_path / "gone") as place:
        place.read_bytes()
    with pytest.raises(FileError, match="it is a folder"), reading(tmp_path):
        pass


def _write_half(place: Path) -> None:
    with written_whole(place) as temporary:
        temporary.write_text("half")
        raise RuntimeError("half way")
