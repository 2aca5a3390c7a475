import pytest

from gradviz import FileError
from gradviz.screen.controls import textfile
from gradviz.screen.controls.textfile import described, read_text


def refused(path):
    with pytest.raises(FileError) as error:
        read_text(path)
    sentence = str(error.value)
    assert sentence.endswith(".")
    assert sentence.count("\n") == 0
    return sentence


def test_a_text_is_read_with_plain_line_ends_and_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffgrüß\r\ndich\rheute\n".encode())
    assert read_text(path) == "grüß\ndich\nheute\n"


def test_each_way_to_fail_has_its_sentence(tmp_path, monkeypatch):
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "folder" in refused(tmp_path)
    (tmp_path / "empty.txt").touch()
    assert "empty" in refused(tmp_path / "empty.txt")
    (tmp_path / "latin.txt").write_bytes("abc grüß".encode("latin-1"))
    assert "not UTF-8 (byte 7" in refused(tmp_path / "latin.txt")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\0\0")
    assert "not plain text" in refused(tmp_path / "image.png")
    (tmp_path / "wide.txt").write_bytes("abc".encode("utf-16"))
    assert "not plain text" in refused(tmp_path / "wide.txt")
    monkeypatch.setattr(textfile, "LARGEST", 10)
    (tmp_path / "large.txt").write_text("x" * 11)
    assert "at most" in refused(tmp_path / "large.txt")


def test_a_text_is_described_by_its_length_and_its_alphabet():
    assert described("hello") == "5 characters, 4 different"
    assert described("ab" * 6000) == "12 000 characters, 2 different"
    assert described("") == "no text yet"
