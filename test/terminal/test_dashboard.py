"""What stands beside the conversation."""

import pytest

from ipa_agents.cabin.events import Report
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.language import LANGUAGES
from ipa_agents.persona.persona import load_persona
from ipa_agents.persona.wording import load_words
from ipa_agents.terminal.dashboard import summary
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal

GEAR = 'Vehicle.Powertrain.Transmission.SelectedGear'


@pytest.mark.parametrize(
    ('gear', 'letter'), [(126.0, 'P'), (127, 'D'), (0, 'N'), (-1, 'R'), (3.0, '3'), (True, ''), ('x', '')]
)
def test_the_gear_is_the_letter_on_the_lever(gear: object, letter: str) -> None:
    scene = Scene(Transcript(load_catalogue(), load_persona('juno')))
    scene.hear([Report('simulator', (Signal(GEAR, gear), Signal('Vehicle.Speed', -0.4)))], 0.0)
    shown = '  '.join(filter(None, (letter, '0 km/h')))
    assert summary(scene, load_words('terminal')['en']) == f'●  {shown}  – % · – km'


def test_all_words_stand_in_both_languages_with_the_same_slots() -> None:
    words = {language: load_words('terminal')[language].phrases for language in LANGUAGES}
    assert words['en'].keys() == words['zh'].keys()
    for key, text in words['en'].items():
        slots = dict.fromkeys(('n', 's', 'percent', 'km', 'min', 'at', 'inside', 'outside', 'title', 'artist'), '7')
        slots |= dict.fromkeys(('place', 'ms', 'stage', 'share', 'part', 'effect', 'named'), '7')
        assert ('7' in text.format(**slots)) == ('7' in words['zh'][key].format(**slots)), key
