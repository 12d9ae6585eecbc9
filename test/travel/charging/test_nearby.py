from maps import SQUARE, find, town

from ipa_agents.travel.charging.nearby import chargers_near
from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position


def test_each_charger_comes_once_with_what_is_told_of_it() -> None:
    airport = find('Port Merrow Airport')
    points = [Position(*SQUARE), Position(*SQUARE), Position(airport.latitude, airport.longitude)]
    found = chargers_near(town().places, points)
    ids = [charger.place.place_id for charger in found]
    assert len(set(ids)) == len(ids) > 1
    told = chargers_near(town().places, points, {ids[0]: Occupancy(2)})
    assert {charger.place.place_id: charger.occupancy for charger in told} == {
        **dict.fromkeys(ids, UNKNOWN),
        ids[0]: Occupancy(2),
    }


class Counted:
    """The store of the town, with the points that were searched around."""

    def __init__(self) -> None:
        self.around: list[tuple[float, float]] = []

    def search(self, query: PlaceQuery) -> Results:
        self.around.append((query.latitude, query.longitude))
        return town().places.search(query)


def test_what_was_looked_at_around_one_place_is_not_searched_again_for_the_next() -> None:
    beside = SQUARE[0] + 0.001, SQUARE[1]
    airport = find('Port Merrow Airport')
    far = airport.latitude, airport.longitude
    store = Counted()
    found = chargers_near(store, [Position(*SQUARE), Position(*beside), Position(*far)])  # type: ignore[arg-type]
    assert store.around == [SQUARE, far]
    nearest = town().places.search(PlaceQuery(*beside, kind='charging_station', limit=20)).places
    assert {place.place_id for place in nearest} <= {charger.place.place_id for charger in found}
