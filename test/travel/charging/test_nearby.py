from maps import SQUARE, find, town

from ipa_agents.travel.charging.nearby import chargers_near
from ipa_agents.travel.occupancy.occupancy import UNKNOWN, Occupancy
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
