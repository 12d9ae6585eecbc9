"""What is true of the whole demo town."""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from maps import planned_town as town
from maps import town as town_map

from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.town.pbf import write_pbf
from ipa_agents.travel.town.town import make_town


def places() -> list[Place]:
    store = town_map().places.store
    return [store.place(number) for number in range(len(store))]


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path: Path) -> None:
    files = [tmp_path / f'{name}.osm.pbf' for name in 'abc']
    for file, made in zip(files, (town(), make_town(1), make_town(2)), strict=True):
        write_pbf(made, file)
        assert len(made.ways) > 4000
        assert len(made.sites) > 4000
    first, same, other = (file.read_bytes() for file in files)
    assert first == same
    assert first != other


def test_it_is_of_real_size_and_character() -> None:
    roads = Counter(way.tags['highway'] for way in town().ways)
    assert roads.total() > 4000
    assert all(roads[kind] > 10 for kind in ('motorway', 'motorway_link', 'primary', 'secondary', 'living_street'))
    assert sum('bridge' in way.tags for way in town().ways) > 15
    assert sum(way.tags.get('toll') == 'yes' for way in town().ways) >= 2
    assert sum(way.tags.get('oneway') == 'yes' for way in town().ways) > 300
    assert sum('junction' in way.tags for way in town().ways) == 16
    assert len(town().signals) > 200
    assert len(town().restrictions) == 24
    assert len({way.name for way in town().ways}) > 600


def test_places_of_all_kinds_have_names_in_both_languages() -> None:
    kinds = Counter(place.kind for place in places())
    assert kinds.total() - kinds['street'] > 4000
    wanted = {kind.id for kind in load_kinds().kinds if kind.tags}
    assert wanted - set(kinds) == set()
    assert kinds['restaurant'] > 600
    assert min(kinds['parking'], kinds['charging_station'], kinds['cafe']) > 150
    for place in places():
        assert place.name.isascii() or place.name == 'Café'
        assert not place.name_zh.isascii()


def test_names_tell_places_apart() -> None:
    businesses = [place for place in places() if place.kind not in ('street', 'suburb')]
    for names in ([place.name for place in businesses], [place.name_zh for place in businesses]):
        twice = [name for name, count in Counter(names).items() if count > 1]
        assert len(twice) < 20, twice


def test_what_is_known_of_places_is_sparse() -> None:
    cafes = [place for place in places() if place.kind == 'cafe']
    known = Counter(place.attribute('internet_access') for place in cafes)
    assert all(known[value] > 5 for value in ('wlan', 'no', None))
    assert known[None] > len(cafes) / 3
    chargers = [place for place in places() if place.kind == 'charging_station']
    assert any(place.attribute('socket:gb_dc:output') == '120 kW' for place in chargers)
    assert all(place.attribute('operator') for place in chargers)


def test_every_street_can_be_driven_to_and_away_from() -> None:
    onward, back = defaultdict(set), defaultdict(set)
    for way in town().ways:
        for start, end in zip(way.nodes, way.nodes[1:], strict=False):
            pairs = [(start, end)]
            if way.tags.get('oneway') != 'yes' and way.tags.get('junction') != 'roundabout':
                pairs.append((end, start))
            for one, two in pairs:
                onward[one].add(two)
                back[two].add(one)
    for steps in (onward, back):
        waiting = [town().ways[0].nodes[0]]
        seen = set(waiting)
        while waiting:
            new = steps[waiting.pop()] - seen
            seen |= new
            waiting.extend(new)
        assert seen == {node for way in town().ways for node in way.nodes}


def test_roundabouts_go_counter_clockwise_since_traffic_keeps_right() -> None:
    for way in town().ways:
        if 'junction' in way.tags:
            east, north = town().points[list(way.nodes)].T
            area = np.sum(east[:-1] * north[1:] - east[1:] * north[:-1])
            assert way.nodes[0] == way.nodes[-1]
            assert area > 0


def test_no_street_runs_through_the_river_without_a_bridge() -> None:
    for way in town().ways:
        if 'bridge' not in way.tags:
            points = town().points[list(way.nodes)]
            east, north = ((points[:-1] + points[1:]) / 2).T
            river = 900 + 350 * np.sin(north / 1400)
            assert np.abs(east - river).min() > 45
