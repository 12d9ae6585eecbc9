import json

import pytest
from flat_earth import place

from ipa_agents.travel.trips.changes import added, moved, without
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.trip import Stop, Trip

A, B, C = (Stop(name, place(name, 'cafe', north), 600.0) for name, north in (('a', 0.0), ('b', 900.0), ('c', 5e3)))
TRIP = Trip((A, B, C))


def test_a_trip_is_driven_stop_by_stop() -> None:
    guide = TripGuide(TRIP)
    seen = []
    while guide.next_stop:
        guide = guide.setting_off()
        assert guide.stop
        seen.append((guide.stop.id, guide.phase))
        guide = guide.arrived(guide.stop.goal, 9.0)
        seen.append((guide.stop.id if guide.stop else '', guide.phase))
    assert seen == [
        ('a', 'driving'), ('a', 'staying'), ('b', 'driving'), ('b', 'staying'), ('c', 'driving'), ('c', 'done'),
    ]  # fmt: skip
    assert guide.setting_off().phase == 'done'


def test_an_arrival_elsewhere_is_none_of_the_trip() -> None:
    guide = TripGuide(TRIP).setting_off()
    assert guide.arrived(C.place, 9.0) == guide
    assert TripGuide(TRIP).arrived(A.place, 9.0) == TripGuide(TRIP)


def test_the_arrival_counts_where_the_car_is_parked() -> None:
    parked = Trip((Stop('a', A.place, 600.0, parks_at=B.place), C))
    guide = TripGuide(parked).setting_off()
    assert guide.arrived(A.place, 9.0).phase == 'driving'
    assert guide.arrived(B.place, 9.0).phase == 'staying'


def test_what_is_left_begins_after_the_stop_where_people_are() -> None:
    guide = TripGuide(TRIP).setting_off()
    assert guide.rest.stops == (A, B, C)
    assert guide.arrived(A.place, 9.0).rest.stops == (B, C)


@pytest.mark.parametrize(
    ('guide', 'trip', 'number', 'phase'),
    [
        (TripGuide(TRIP, 1, 'driving'), without(TRIP, A), 0, 'driving'),
        (TripGuide(TRIP, 1, 'driving'), without(TRIP, B), 1, 'driving'),
        (TripGuide(TRIP, 1, 'staying'), added(TRIP, A, 0), 1, 'staying'),
        (TripGuide(TRIP, 2, 'driving'), without(TRIP, C), 2, 'done'),
        (TripGuide(TRIP, 0, 'planned'), without(TRIP, A), 0, 'planned'),
        (TripGuide(TRIP, 1, 'driving'), moved(TRIP, C, B, is_after=False), 1, 'driving'),
        (TripGuide(TRIP, 1, 'staying'), without(TRIP, B), 1, 'planned'),
        (TripGuide(TRIP, 2, 'done'), added(TRIP, A), 3, 'planned'),
    ],
)
def test_a_change_keeps_the_place_in_the_trip(guide: TripGuide, trip: Trip, number: int, phase: str) -> None:
    changed = guide.changed(trip)
    assert (changed.number, changed.phase) == (number, phase)


def test_what_is_moved_before_the_next_stop_is_still_to_come() -> None:
    driving = TripGuide(TRIP, 1, 'driving')
    assert driving.changed(moved(TRIP, C, B, is_after=False)).next_stop == C
    assert driving.changed(moved(TRIP, C, A, is_after=False)).trip.stops == (A, C, B)


def test_the_state_survives_a_restart() -> None:
    guide = TripGuide(Trip((A, Stop('b', B.place, 60.0, 7.0, C.place, 30.0)), 5.0, 4), 1, 'driving', 7.5)
    kept = json.dumps(guide.plain())
    assert json.dumps(TripGuide.read(json.loads(kept)).plain()) == kept


@pytest.mark.parametrize('change', [{'number': 9}, {'phase': 'flying'}, {'since': 'noon'}, {'trip': {}}])
def test_what_is_no_state_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        TripGuide.read(TripGuide(TRIP).plain() | change)
