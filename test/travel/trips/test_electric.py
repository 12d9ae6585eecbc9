import math
from collections.abc import Mapping

import pytest
from flat_earth import START, FlatEarth, place

from ipa_agents.travel.charging.charger import charger_of
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.trips.electric import Charged, charged
from ipa_agents.travel.trips.trip import Stop, Trip

CAPACITY = 2.592e8
FAST = ('socket:type2_combo=4', 'socket:type2_combo:output=150 kW', 'access=yes')
PILLAR = place('Pillar', 'charging_station', 110_000.0, *FAST)
DINNER = Stop('dinner', place('Wok', 'restaurant', 100_000.0), 5400.0)
FILM = Stop('film', place('Rex', 'cinema', 200_000.0), 7200.0)


def plan(
    share: float,
    *stops: Stop,
    temperature: float = 20.0,
    pillars: tuple = (PILLAR,),
    told: Mapping[str, Occupancy] | None = None,
) -> Charged:
    battery = Battery(share * CAPACITY, CAPACITY, temperature)
    traveller = Traveller(load_electric_car(), load_consumption(), battery, Conditions(20, 20), load_terms())
    chargers = [charger_of(pillar, told) for pillar in pillars]
    return charged(Trip(stops), traveller, START, lambda: chargers, FlatEarth(), told)


def ids(found: Charged) -> list[str]:
    return [stop.id for stop in found.trip.stops]


def test_a_battery_that_lasts_needs_no_stop() -> None:
    found = plan(0.8, DINNER, FILM)
    assert ids(found) == ['dinner', 'film']
    assert 0.8 > found.levels[0].arriving > found.levels[1].arriving > 0.15
    assert all(level.leaving == level.arriving for level in found.levels)


def test_a_stop_to_charge_is_put_in_where_it_would_not_last() -> None:
    found = plan(0.3, DINNER, FILM)
    assert ids(found) == ['dinner', 'charging', 'film']
    stop, level = found.trip.stops[1], found.levels[1]
    assert stop.is_added
    assert stop.place == PILLAR
    assert stop.stay > 240
    assert level.leaving > level.arriving >= 0.1
    assert found.levels[2].arriving >= 0.15


def test_what_was_put_in_before_is_weighed_anew() -> None:
    again = plan(0.8, *plan(0.3, DINNER, FILM).trip.stops)
    assert ids(again) == ['dinner', 'film']


def test_the_id_of_a_stop_that_people_wished_for_is_left_to_it() -> None:
    wished = Stop('charging', place('Slow', 'charging_station', 201_000.0, 'socket:type2=2', 'access=yes'), 600.0)
    found = plan(0.3, DINNER, wished)
    assert ids(found) == ['dinner', 'charging_2', 'charging']


def test_who_stands_at_a_charger_charges_as_long_as_they_stay() -> None:
    wished = Stop('charging', PILLAR, 1800.0)
    found = plan(0.6, DINNER, wished, FILM)
    assert ids(found) == ['dinner', 'charging', 'film']
    assert found.levels[1].leaving == pytest.approx(0.9)
    assert found.levels[2].arriving > found.levels[1].arriving
    parked = Stop('dinner', DINNER.place, 5400.0, parks_at=PILLAR)
    assert plan(0.3, parked, FILM).levels[0].leaving > 0.8


def test_who_must_wait_at_a_charger_charges_for_less_of_the_stay() -> None:
    wished = Stop('charging', PILLAR, 1800.0)
    free, full = (plan(0.6, DINNER, wished, told={'Pillar': told}) for told in (Occupancy(2), Occupancy(0, 1500.0)))
    assert free.levels[1].leaving > full.levels[1].leaving > full.levels[1].arriving


def test_a_cold_battery_is_to_be_warmed_before_a_fast_charger() -> None:
    warm, cold = plan(0.3, DINNER, FILM), plan(0.3, DINNER, FILM, temperature=-5.0)
    assert warm.levels[1].conditioning == 0.0
    assert cold.levels[1].conditioning > 60.0


def test_without_a_charger_the_reason_is_told_and_nothing_is_put_in() -> None:
    found = plan(0.12, DINNER, FILM, pillars=())
    assert ids(found) == ['dinner', 'film']
    assert found.why_not == 'no_charger'
    assert all(math.isnan(level.arriving) for level in found.levels)


def test_a_trip_without_stops_needs_nothing() -> None:
    assert plan(0.5) == Charged(Trip(()), ())
