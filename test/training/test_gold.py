"""What a model could not, or must not, be taught to call."""

import pytest

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.training.gold import Gold
from ipa_agents.vehicle.catalogue import Catalogue

_TOOLS = ('set_signals', 'read_signals', 'control_media', 'navigate')
_ROOF = 'Vehicle.Cabin.Sunroof.Position'


@pytest.fixture(scope='module')
def gold(catalogue: Catalogue) -> Gold:
    return Gold(catalogue)


@pytest.fixture(scope='module')
def found(catalogue: Catalogue) -> Slice:
    return Slicer(catalogue).find('open the sunroof', 'en')


def _fault(gold: Gold, found: Slice, tool: str, **arguments: object) -> str:
    return gold.fault([Call(tool, arguments)], found, _TOOLS)


def test_what_is_right_has_no_fault(gold: Gold, found: Slice) -> None:
    assert _fault(gold, found, 'set_signals', signals={_ROOF: 100}) == ''
    assert _fault(gold, found, 'read_signals', paths=[_ROOF], tell=True) == ''
    assert _fault(gold, found, 'control_media', action='PLAY', query='jazz', kind='genre') == ''


@pytest.mark.parametrize(
    ('tool', 'arguments', 'fault'),
    [
        ('set_signals', {'signals': {_ROOF: 101}}, 'the guard refuses'),
        ('set_signals', {'signals': {_ROOF: 'open'}}, 'the guard refuses'),
        ('set_signals', {'signals': {'Vehicle.Body.Trunk.Rear.IsOpen': True}}, 'not in the slice'),
        ('read_signals', {'paths': ['Vehicle.Speed'], 'tell': True}, 'not in the slice'),
        ('control_media', {'action': 'SET_VOLUME'}, 'the guard refuses'),
        ('control_media', {'action': 'DANCE'}, 'no arguments'),
        ('navigate', {'action': 'START', 'place': {'latitude': 1.0}}, 'no arguments'),
        ('search_places', {'text': 'museum', 'tell': True}, 'not offered'),
    ],
)
def test_what_is_wrong_is_said(gold: Gold, found: Slice, tool: str, arguments: dict[str, object], fault: str) -> None:
    assert fault in _fault(gold, found, tool, **arguments)


def test_signals_stand_in_the_order_of_the_grammar(gold: Gold, catalogue: Catalogue) -> None:
    found = Slicer(catalogue).find('close the windows', 'en')
    paths = list(found.paths())
    written = gold.in_order(Call('set_signals', {'signals': dict.fromkeys(reversed(paths[:4]), 0)}), found)
    assert list(written.arguments['signals']) == paths[:4]
