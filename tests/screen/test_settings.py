"""The settings of another version, or of a hand."""

import json

from gradviz.screen.settings import Settings, load


def test_an_unknown_picture_or_option_is_no_reason_to_forget_the_rest(tmp_path) -> None:
    file = tmp_path / "settings.json"
    options = [["gone", "x", 1], ["gradient", "scale", "cubic"], ["gradient", "relative", True], 7, None]
    file.write_text(json.dumps({"mode": "dark", "pictures": ["gone", "why"], "options": options, "new": 1}))
    kept, note = load(file)
    assert (kept.mode, kept.pictures, kept.options) == ("dark", ("why",), (("gradient", "relative", True),))
    assert not note


def test_where_no_picture_is_known_it_is_the_lecture(tmp_path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"pictures": ["gone"], "scale": 1.5}))
    kept, _ = load(file)
    assert (kept.pictures, kept.scale) == (Settings().pictures, 1.5)
