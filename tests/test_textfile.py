import pytest

from gradviz import FileError, textfile
from gradviz.textfile import read_text


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


def test_each_way_to_fail_has_its_sentence(tmp_path):
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "folder" in refused(tmp_path)
    (tmp_path / "empty.txt").touch()
    assert "empty" in refused(tmp_path / "empty.txt")
    (tmp_path / "latin.txt").write_bytes("abc grüß".encode("latin-1"))
    assert "not UTF-8 text (byte 7" in refused(tmp_path / "latin.txt")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\0\0")
    assert "binary data" in refused(tmp_path / "image.png")
    (tmp_path / "wide.txt").write_bytes("abc".encode("utf-16"))
    assert "UTF-16" in refused(tmp_path / "wide.txt")
    (tmp_path / "large.txt").write_text("x" * 11)
    with pytest.raises(FileError, match="is larger than"):
        textfile.read_text(tmp_path / "large.txt", largest=10)
    assert textfile.read_text(tmp_path / "large.txt", largest=11) == "x" * 11
