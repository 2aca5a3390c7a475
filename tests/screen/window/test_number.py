import pytest

from gradviz import FIELDS
from gradviz.screen.controls.number import read, written

T, RADIUS, SEED = FIELDS["steps"], FIELDS["spectral_radius"], FIELDS["seed"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("128", T, 128), (" 128 ", T, 128), ("100 000", T, 100_000), ("1e3", T, 1000), ("12.0", T, 12),
        ("0.9", RADIUS, 0.9), ("0,9", RADIUS, 0.9), (".5", RADIUS, 0.5), ("−1", RADIUS, -1),
        ("", RADIUS, None), ("as drawn", RADIUS, None), ("As Drawn", RADIUS, None),
        (str(2**63 - 1), SEED, 2**63 - 1),
        ("abc", T, "abc"), ("", T, ""), ("1.5", T, 1.5), ("1,2,3", RADIUS, "1,2,3"), ("0x10", T, "0x10"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_the_number_a_person_means(text, field, value):
    assert read(text, field) == value
    assert type(read(text, field)) is type(value)


@pytest.mark.parametrize("text", ["nan", "inf", "1e999"])
def test_what_is_no_finite_number_is_left_to_the_field_to_refuse(text):
    with pytest.raises(ValueError, match="finite"):
        RADIUS.check(read(text, RADIUS))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(None, 0, ""), (128, 0, "128"), (100_000, 0, "100 000"), (0.9, 2, "0.90"), (3.0, 2, "3.00"),
     (0.12345, 2, "0.12345"),
     (1e-7, 2, "1e-07"), (2**63 - 1, 0, str(2**63 - 1))],
)  # fmt: skip
def test_a_number_is_written_in_the_digits_it_needs(value, decimals, text):
    assert written(value, decimals) == text


@pytest.mark.parametrize("value", [0.1, 1 / 3, 123456.789, 1e-12, 2.0])
def test_what_is_written_is_read_back_to_the_same_number(value):
    assert read(written(value, 2), RADIUS) == value
