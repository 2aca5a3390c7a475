from gradviz.screen.controls.words import described


def test_a_text_is_described_by_its_length_and_its_alphabet():
    assert described("hello") == "5 characters, 4 different"
    assert described("ab" * 6000) == "12 000 characters, 2 different"
    assert described("") == "no text yet"
