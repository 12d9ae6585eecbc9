from flat_earth import START, FlatEarth, place

from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.driving import search_within

NEAR, FAR, ISLAND = place('near', 'cafe', 2000), place('far', 'cafe', 9000), place('island', 'cafe', 20_000)
QUERY = PlaceQuery(START.latitude, START.longitude, kind='cafe', radius=15_000, limit=2, relax=True)


class Store:
    """Finds always the same, and notes what was looked for."""

    def __init__(self, *places: object) -> None:
        self.results = Results(tuple(Found(place, 0.0, (Reason('distance', 1.0),)) for place in places))  # type: ignore[arg-type]
        self.asked: list[PlaceQuery] = []

    def __call__(self, query: PlaceQuery) -> Results:
        self.asked.append(query)
        return self.results


def test_only_what_is_reached_in_time_is_given_with_its_time() -> None:
    store = Store(FAR, NEAR)
    results = search_within(store, QUERY, START, FlatEarth(), 600)
    assert [item.place.name for item in results.found] == ['near']
    assert results.found[0].reasons[0].code == 'drive'
    assert round(results.found[0].reasons[0].number) == 200
    assert store.asked[0].radius == 15_000
    assert store.asked[0].limit > QUERY.limit


def test_nothing_is_looked_for_farther_than_any_car_gets() -> None:
    store = Store(NEAR)
    search_within(store, QUERY, START, FlatEarth(), 60)
    assert store.asked[0].radius < 3000


def test_where_none_is_near_enough_the_nearest_comes_and_it_is_said() -> None:
    results = search_within(Store(ISLAND, FAR), QUERY, START, FlatEarth(shore=15_000), 300)
    assert [item.place.name for item in results.found] == ['far']
    assert results.relaxed == (Reason('without_drive', 300),)


def test_where_none_is_near_enough_and_nothing_may_be_given_up_nothing_comes() -> None:
    strict = PlaceQuery(START.latitude, START.longitude, kind='cafe', relax=False)
    assert search_within(Store(FAR), strict, START, FlatEarth(), 300) == Results()
    assert search_within(Store(), QUERY, START, FlatEarth(), 300) == Results()


def test_what_no_road_leads_to_is_never_offered() -> None:
    assert search_within(Store(ISLAND), QUERY, START, FlatEarth(shore=15_000), 300) == Results()
