import math

import pytest
from flat_earth import place

from ipa_agents.errors import TripError
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.trips.changes import (
    MOST_STOPS,
    added,
    meant,
    moved,
    postponed,
    replaced,
    staying,
    without,
)
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.trip import Stop, Trip

DINNER = Stop('dinner', place('Golden Wok', 'restaurant', 1.0, name_zh='金锅川菜馆'), 5400.0)
FILM = Stop('film', place('Rex', 'cinema', 2.0, name_zh='王者影城'), 7200.0)
DRINKS = Stop('drinks', place('Owl', 'bar', 3.0), 3600.0)
TRIP = Trip((DINNER, FILM, DRINKS))


def ids(trip: Trip) -> list[str]:
    return [stop.id for stop in trip.stops]


@pytest.mark.parametrize(
    ('text', 'stop'),
    [
        ('dinner', DINNER),
        ('晚饭', DINNER),
        ('restaurant', DINNER),
        ('饭店', DINNER),
        ('supper', DINNER),
        ('the movies', FILM),
        ('电影院', FILM),
        ('cinema', FILM),
        ('看电影', FILM),
        ('rex', FILM),
        ('影城', FILM),
        ('golden', DINNER),
        ('3', DRINKS),
        ('bar', DRINKS),
    ],
)
def test_a_stop_is_known_by_what_it_is_for_its_kind_its_name_or_its_number(text: str, stop: Stop) -> None:
    assert meant(TRIP, text, load_habits(), load_kinds()) == stop


@pytest.mark.parametrize('text', ['', 'museum', '4', '0', 'e'])
def test_what_is_no_stop_or_may_be_several_is_asked_back(text: str) -> None:
    with pytest.raises(TripError, match='which stop'):
        meant(TRIP, text, load_habits(), load_kinds())


def test_a_stop_is_left_out_but_not_the_only_one() -> None:
    assert ids(without(TRIP, FILM)) == ['dinner', 'drinks']
    with pytest.raises(TripError, match='Nothing would be left'):
        without(Trip((FILM,)), FILM)


def test_a_stop_is_put_in_where_it_is_wanted_under_a_name_of_its_own() -> None:
    assert ids(added(TRIP, Stop('coffee', DRINKS.place, 60.0), 1)) == ['dinner', 'coffee', 'film', 'drinks']
    assert ids(added(added(TRIP, DRINKS), DRINKS)) == ['dinner', 'film', 'drinks', 'drinks_2', 'drinks_3']
    full = Trip(tuple(Stop(str(number), FILM.place, 60.0) for number in range(MOST_STOPS)))
    with pytest.raises(TripError, match='at most'):
        added(full, DRINKS)


def test_the_order_is_changed() -> None:
    assert ids(moved(TRIP, DINNER, FILM, is_after=True)) == ['film', 'dinner', 'drinks']
    assert ids(moved(TRIP, DRINKS, DINNER, is_after=False)) == ['drinks', 'dinner', 'film']
    with pytest.raises(TripError, match='same stop'):
        moved(TRIP, DINNER, DINNER, is_after=True)


def test_times_and_places_change_and_nothing_else_does() -> None:
    assert postponed(TRIP, FILM, 5000.0).stops == (DINNER, Stop('film', FILM.place, 7200.0, 5000.0), DRINKS)
    assert staying(TRIP, DINNER, 600.0).stops[0].stay == 600.0
    parked = Trip((Stop('film', FILM.place, 60.0, 9.0, DRINKS.place, 30.0),))
    assert replaced(parked, parked.stops[0], DINNER).stops == (Stop('film', DINNER.place, 60.0, 9.0),)
    for never in (math.nan, math.inf, -5.0):
        with pytest.raises(TripError, match='no time'):
            postponed(TRIP, FILM, never)
    with pytest.raises(TripError, match='a minute to a day'):
        staying(TRIP, DINNER, 0.0)
