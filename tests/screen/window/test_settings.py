import json

import pytest

from gradviz.screen import settings as module
from gradviz.screen.settings import Settings, load, place, save


def test_what_is_kept_comes_back(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    kept = Settings("dark", 1.3, 4.0, "AdnQ", True, False, "/tmp", ("gradient", "why"), (), "AAAA", (), True, True)
    assert save(kept, path) == ""
    assert load(path) == (kept, "")


def test_the_first_start_has_nothing_to_say(tmp_path):
    assert load(tmp_path / "none.json") == (Settings(), "")


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"mode": "pink"}', '{"speed": 3}', '{"speed": "fast"}', '{"scale": 1e400}', '{"scale": 0}',
     '{"question_folded": 1}', '{"reduced_motion": 1}', '{"line_styles": "dash"}', '{"geometry": 5}',
     '{"pictures": [1]}', '{"pictures": 1}', '{"options": 1}', '{"desk": 1}', "[" * 50_000, "\udcff"],
)  # fmt: skip
def test_a_broken_file_is_left_aside_with_a_note(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    settings, note = load(path)
    assert settings == Settings()
    assert "settings" in note
    assert path.read_bytes() == content.encode("utf-8", "surrogateescape")


def test_a_folder_in_its_place_is_no_harm(tmp_path):
    assert "folder" in load(tmp_path)[1]
    assert "not kept" in save(Settings(), tmp_path)


def test_a_place_that_cannot_be_written_is_a_note(tmp_path):
    (tmp_path / "file").touch()
    assert "not kept" in save(Settings(), tmp_path / "file" / "settings.json")


def test_entries_of_a_newer_version_are_ignored(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"mode": "dark", "future": 1}))
    assert load(path) == (Settings(mode="dark"), "")


def test_the_place_is_the_user_s(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert place().name == "settings.json"
    assert module.LARGEST_FILE > 1000


def test_an_option_that_is_broken_is_no_reason_to_forget_the_rest(tmp_path) -> None:
    file = tmp_path / "settings.json"
    options = [["gradient", "relative", True], 7, None, ["gradient", "relative"], [1, 2, 3]]
    file.write_text(json.dumps({"mode": "dark", "options": options, "new": 1}))
    kept, note = load(file)
    assert (kept.mode, kept.options) == ("dark", (("gradient", "relative", True),))
    assert not note
