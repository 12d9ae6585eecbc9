import pytest

from ipa_agents.brains.reflex.zones import named_seats, seats_for
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import Seat


@pytest.mark.parametrize(
    ('zones', 'speaker', 'seats'),
    [
        (['here'], 'row2_driver', ('row2_driver',)),
        (['left'], 'row1_passenger', ('row1_driver',)),
        (['right'], 'row2_driver', ('row2_passenger',)),
        (['rear', 'left'], 'row1_driver', ('row2_driver',)),
        (['rear'], 'row1_driver', ('row2_driver', 'row2_passenger')),
        (['others'], 'row1_driver', ('row1_passenger',)),
        (['row1_driver', 'row2_passenger'], 'row1_driver', ('row1_driver', 'row2_passenger')),
    ],
)
def test_zone_words_from_the_speakers_seat(zones: list[str], speaker: Seat, seats: tuple[Seat, ...]) -> None:
    assert named_seats(zones, speaker) == seats


def test_plural_sides_are_in_both_rows() -> None:
    assert named_seats(['left'], 'row1_driver', plural=True) == ('row1_driver', 'row2_driver')


def test_the_default_is_that_of_the_function(catalogue: Catalogue) -> None:
    assert seats_for(catalogue.functions['climate.temperature'], (), 'row2_driver') == ('row2_driver',)
    fan = catalogue.functions['climate.fan']
    assert seats_for(fan, (), 'row1_driver') == fan.zones


def test_a_function_without_zones_has_one_place(catalogue: Catalogue) -> None:
    assert seats_for(catalogue.functions['trunk.open'], ('rear',), 'row1_driver') == (None,)


def test_a_zone_where_the_function_is_not(catalogue: Catalogue) -> None:
    assert seats_for(catalogue.functions['door.child_lock'], ('row1_driver',), 'row1_driver') == ()
