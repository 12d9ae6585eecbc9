from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.reached import reached
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

RING = [[31.2, 165.4], [31.3, 165.4], [31.2, 165.5]]


def told(stage: str = 'reach', **detail: Any) -> Stage:
    return Stage('t', 'assistant', stage, detail, 1.0, 0.0)


def test_an_area_is_read_as_its_rings() -> None:
    assert reached(told(minutes=5, rings=[RING, RING[:2]])) == (((31.2, 165.4), (31.3, 165.4), (31.2, 165.5)),)
    assert reached(told('search', rings=[RING])) is None
    assert reached(told()) == ()


def test_an_area_without_end_is_cut() -> None:
    rings = reached(told(rings=[[[1.0, 2.0]] * 9000] * 90))
    assert rings is not None
    assert len(rings) < 10
    assert len(rings[0]) <= 2000


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)
)


@given(JSON)
def test_any_detail_is_read(rings: Any) -> None:
    assert isinstance(reached(told(rings=rings)), tuple)


def test_either_places_or_an_area_are_shown() -> None:
    scene = Scene(Transcript(load_catalogue(), load_persona('juno')))
    place = {'name': 'Luna', 'latitude': 31.2, 'longitude': 165.4}
    assert 'places' in scene.hear([told('search', places=[place])], 1.0)
    changes = scene.hear([told(rings=[RING])], 2.0)
    assert {'places', 'reach'} <= changes.topics
    assert (scene.places, len(scene.reach)) == ((), 1)
    scene.hear([told('search', places=[place])], 3.0)
    assert (len(scene.places), scene.reach) == (1, ())
