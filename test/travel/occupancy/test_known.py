"""What operators told, while it is of now."""

import math
from collections.abc import Collection

import pytest

from ipa_agents.errors import PlaceNotFound, ReportError, StoreUnreachable
from ipa_agents.travel.occupancy.known import KnownOccupancy
from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.occupancy.report import MOST_PLACES, Count, OccupancyReport
from ipa_agents.travel.places.place import Place

NOW = 1_000_000.0


class Store:
    """Knows chargers by their ids, and one cafe."""

    def __init__(self, chargers: Collection[str]) -> None:
        self.chargers = chargers
        self.is_away = False

    def place(self, place_id: str) -> Place:
        if self.is_away:
            raise StoreUnreachable('away')
        if place_id not in {*self.chargers, 'cafe'}:
            raise PlaceNotFound(place_id)
        return Place(place_id, '', '', 'cafe' if place_id == 'cafe' else 'charging_station', 0.0, 0.0)


def tell(known: KnownOccupancy, told: dict[str, Occupancy], at: float = NOW, now: float | None = None) -> None:
    report = OccupancyReport(at, tuple(Count(key, occupancy, at) for key, occupancy in told.items()))
    known.take(report, at if now is None else now)


def step(known: KnownOccupancy, now: float = NOW, *places: str) -> None:
    known.step(now, Store(places))  # type: ignore[arg-type]


def test_each_operator_tells_of_its_own_places_and_the_newest_counts() -> None:
    known = KnownOccupancy()
    tell(known, {'a': Occupancy(3), 'b': Occupancy(0, 600)})
    tell(known, {'b': Occupancy(1), 'c': Occupancy(7)}, NOW + 60)
    tell(known, {'a': Occupancy(2), 'b': Occupancy(0)}, NOW + 30, now=NOW + 60)
    assert known == {'a': Occupancy(2), 'b': Occupancy(1), 'c': Occupancy(7)}


def test_what_was_said_is_taken_back_and_an_older_report_does_not_bring_it_again() -> None:
    known = KnownOccupancy()
    tell(known, {'a': Occupancy(3)})
    tell(known, {'a': UNKNOWN}, NOW + 60)
    assert not known['a'].is_known
    with pytest.raises(ReportError, match='newer'):
        tell(known, {'a': Occupancy(3)}, NOW, now=NOW + 60)
    assert not known['a'].is_known


def test_it_is_forgotten_when_it_is_too_old() -> None:
    known = KnownOccupancy(900.0)
    tell(known, {'a': Occupancy(3)})
    step(known, NOW + 900, 'a')
    assert known == {'a': Occupancy(3)}
    step(known, NOW + 901, 'a')
    assert known == {}


def test_a_clock_that_is_set_back_makes_room_for_what_is_told_then() -> None:
    known = KnownOccupancy()
    tell(known, {'a': Occupancy(3)})
    step(known, NOW - 3600, 'a')
    tell(known, {'a': Occupancy(0)}, NOW - 3600)
    assert known == {'a': Occupancy(0)}


@pytest.mark.parametrize(
    ('told', 'at', 'reason'),
    [
        ({'a': Occupancy(-2)}, NOW, '-2 free'),
        ({'a': Occupancy(2, -1.0)}, NOW, 'wait of -1'),
        ({'a': Occupancy(2, math.nan)}, NOW, 'wait of nan'),
        ({'a': Occupancy(2, math.inf)}, NOW, 'wait of inf'),
        ({'a': Occupancy(200_000)}, NOW, '200000 free'),
        ({'': Occupancy(2)}, NOW, 'id'),
        ({'x' * 300: Occupancy(2)}, NOW, 'id'),
        ({'a': Occupancy(2)}, NOW - 901, '901 s ago'),
        ({'a': Occupancy(2)}, NOW + 301, '301 s from now'),
        ({'a': Occupancy(2)}, math.nan, 'when'),
        ({str(number): Occupancy(1) for number in range(MOST_PLACES + 1)}, NOW, '10000 are the most'),
    ],
)
def test_a_report_that_is_no_good_is_refused_whole_and_what_was_known_holds(
    told: dict[str, Occupancy], at: float, reason: str
) -> None:
    known = KnownOccupancy()
    tell(known, {'a': Occupancy(5)}, NOW - 10)
    with pytest.raises(ReportError, match=reason):
        tell(known, {'b': Occupancy(1), **told}, at, now=NOW)
    assert known == {'a': Occupancy(5)}


def test_of_one_place_that_was_counted_too_long_ago_nothing_is_believed() -> None:
    known = KnownOccupancy()
    counts = Count('a', Occupancy(1), NOW - 1000), Count('b', Occupancy(2), NOW)
    known.take(OccupancyReport(NOW, counts), NOW)
    assert known == {'b': Occupancy(2)}


def test_what_is_no_charger_and_no_car_park_is_told_and_not_kept() -> None:
    known = KnownOccupancy()
    tell(known, {'nowhere': Occupancy(1), 'a': Occupancy(2), 'cafe': Occupancy(3)})
    step(known, NOW, 'a')
    assert known == {'a': Occupancy(2)}
    assert known.unknown == ('nowhere', 'cafe')
    tell(known, {'nowhere': Occupancy(1), 'a': Occupancy(1)}, NOW + 60)
    assert known == {'a': Occupancy(1)}
    step(known, NOW + 1000, 'a')
    assert known.unknown == ()


def test_a_store_that_is_away_is_asked_again() -> None:
    known, store = KnownOccupancy(), Store({'a'})
    tell(known, {'a': Occupancy(2), 'b': Occupancy(2)})
    store.is_away = True
    with pytest.raises(StoreUnreachable):
        known.step(NOW, store)  # type: ignore[arg-type]
    store.is_away = False
    known.step(NOW, store)  # type: ignore[arg-type]
    assert known == {'a': Occupancy(2)}
    assert known.unknown == ('b',)


def test_a_flood_of_places_fills_no_memory() -> None:
    known = KnownOccupancy()
    for name in 'ab':
        tell(known, {f'{name}{place}': Occupancy(1) for place in range(MOST_PLACES)})
    with pytest.raises(ReportError, match='20001 places are too many'):
        tell(known, {'c': Occupancy(1)})
    assert len(known) == 20_000
    for _ in range(150):
        step(known)
    assert len(known.unknown) == 1000
