from ipa_agents.travel.map.features import ISLAND, SEA, load_features


def test_the_first_kind_that_has_a_tag_is_the_kind() -> None:
    features = load_features()
    assert features.kind('lines', {'highway': 'motorway_link', 'name': 'A1'}) == 'motorway'
    assert features.kind('areas', {'building': 'yes', 'amenity': 'parking'}) == 'building'
    assert features.kind('areas', {'building': 'no', 'amenity': 'parking'}) == 'parking_area'
    assert features.kind('points', {'amenity': 'parking'}) == 'parking'
    assert features.kind('lines', {'highway': 'proposed'}) is None


def test_no_object_is_sea_or_island() -> None:
    features = load_features()
    assert features.kinds[:2] == (SEA, ISLAND)
    assert not {SEA, ISLAND} & {kind for shape in features.tags.values() for kind in shape.values()}


def test_a_kind_has_one_shape() -> None:
    shapes = [set(kinds.values()) for kinds in load_features().tags.values()]
    assert sum(map(len, shapes)) == len(set().union(*shapes))
