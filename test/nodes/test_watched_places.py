import pytest

from ipa_agents.errors import InvalidQuery, MapMissing, RejectedCommand, StoreUnreachable
from ipa_agents.nodes.watched_places import WatchedPlaces
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.interface import PlacesInfo
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery


class Store:
    """A store that fails as it is told."""

    fault: Exception | None = None

    @property
    def info(self) -> PlacesInfo:
        return PlacesInfo('a test', '', 0)

    def search(self, query: PlaceQuery) -> Results:
        if self.fault is not None:
            raise self.fault
        return Results()

    def place(self, place_id: str) -> Place:
        raise AssertionError


class Told:
    """What a task of /diagnostics is told."""

    def __init__(self) -> None:
        self.lasts: dict[str, str] = {}

    def lasting(self, what: str, reason: str) -> None:
        self.lasts[what] = reason


@pytest.mark.parametrize('fault', [StoreUnreachable('the server is away'), MapMissing('no places on this server')])
def test_what_a_store_cannot_answer_is_said_to_people_and_on_diagnostics_until_it_answers(fault: Exception) -> None:
    store, told = Store(), Told()
    clock = [100.0]
    places = WatchedPlaces(store, told, lambda: clock[0])  # type: ignore[arg-type]
    store.fault = fault
    with pytest.raises(RejectedCommand, match='looked up') as rejected:
        places.search(PlaceQuery(31.2, 165.4))
    assert rejected.value.reason_zh
    assert told.lasts == {'unreachable': str(fault)}
    store.fault = None
    clock[0] += 2.9  # not asked again at once, so that a plan of many searches does not wait for each
    with pytest.raises(RejectedCommand, match='looked up'):
        places.search(PlaceQuery(31.2, 165.4))
    clock[0] += 0.2
    assert places.search(PlaceQuery(31.2, 165.4)) == Results()
    assert told.lasts == {'unreachable': ''}


def test_a_search_that_cannot_be_is_no_fault_of_the_store() -> None:
    store, told = Store(), Told()
    store.fault = InvalidQuery('no such kind')
    with pytest.raises(InvalidQuery):
        WatchedPlaces(store, told).search(PlaceQuery(31.2, 165.4))  # type: ignore[arg-type]
    assert told.lasts == {}
