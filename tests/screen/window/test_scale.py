import pytest

from gradviz import FIELDS
from gradviz.screen.controls.scale import Scale

DRAGGED = [field for field in FIELDS.values() if field.drag]


@pytest.mark.parametrize("field", DRAGGED, ids=lambda field: field.name)
def test_every_position_is_a_value_the_field_takes_and_comes_back(field):
    scale = Scale(field)
    for position in range(len(scale.values)):
        value = scale.value(position)
        assert field.check(value) == value
        assert scale.position(value) == position


@pytest.mark.parametrize("field", DRAGGED, ids=lambda field: field.name)
def test_a_slider_reaches_both_ends_of_its_range_and_stays_there_beyond(field):
    scale = Scale(field)
    assert (scale.values[0], scale.values[-1]) == field.drag
    assert scale.position(-1e9) == 0
    assert scale.position(1e9) == len(scale.values) - 1


def test_a_value_between_two_stands_at_the_nearer_one():
    scale = Scale(FIELDS["steps"])
    assert [scale.value(scale.position(value)) for value in (130, 135, 137, 143)] == [128, 128, 144, 144]


def test_steps_meet_every_power_of_two_and_page_keys_double():
    scale = Scale(FIELDS["steps"])
    for power in range(13):
        assert scale.value(scale.position(2**power)) == 2**power
    assert scale.value(scale.beside(128, scale.coarse)) == 256
    assert scale.value(scale.beside(128, -scale.coarse)) == 64


def test_from_a_typed_value_between_two_an_arrow_goes_to_the_next_one():
    scale = Scale(FIELDS["steps"])
    assert scale.value(scale.beside(130, 1)) == 144
    assert scale.value(scale.beside(130, -1)) == 128
    assert scale.value(scale.beside(100_000, -1)) == 4096
    assert scale.value(scale.beside(100_000, 1)) == 4096


def test_the_spectral_radius_moves_by_hundredths_and_snaps_lightly_to_one():
    scale = Scale(FIELDS["spectral_radius"])
    assert scale.value(scale.position(0.9) + 1) == 0.91
    one = scale.position(1.0)
    assert scale.snapped(one + 2, 2) == one
    assert scale.snapped(one + 3, 2) == one + 3


def test_a_field_without_a_drag_range_has_no_scale():
    with pytest.raises(ValueError, match="seed"):
        Scale(FIELDS["seed"])
