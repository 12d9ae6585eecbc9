import math
from typing import Any

import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.control import ACTIONS, control
from ipa_agents.media.library import load_library
from ipa_agents.media.player import Player

LIBRARY = load_library()


@pytest.fixture
def player() -> Player:
    player = Player(LIBRARY)
    player.play('Boots On', kind='album')
    return player


@pytest.mark.parametrize(
    ('action', 'arguments', 'field', 'value'),
    [
        ('PAUSE', {}, 'status', 'PAUSED'),
        ('STOP', {}, 'status', 'STOPPED'),
        ('RESUME', {}, 'status', 'PLAYING'),
        ('SEEK', {'position': 30.0}, 'position', 30.0),
        ('SET_VOLUME', {'volume': 55.0}, 'volume', 55.0),
        ('MUTE', {}, 'is_muted', True),
        ('UNMUTE', {}, 'is_muted', False),
        ('SET_SHUFFLE', {'mode': 'ON'}, 'is_shuffled', True),
        ('SET_REPEAT', {'mode': 'ALL'}, 'repeat', 'ALL'),
        ('NEXT', {}, 'track', LIBRARY.tracks['boots_on-2']),
        ('PREVIOUS', {}, 'track', LIBRARY.tracks['boots_on-1']),
        ('PLAY', {'query': 'Moss Clock', 'kind': 'track'}, 'track', LIBRARY.tracks['weather_for_sleeping-5']),
    ],
)
def test_each_action(player: Player, action: str, arguments: dict[str, Any], field: str, value: object) -> None:
    control(player, action, arguments)
    assert getattr(player.state, field) == value


def test_every_action_of_the_message_is_known() -> None:
    assert set(ACTIONS) == {
        *('PLAY', 'PAUSE', 'RESUME', 'STOP', 'NEXT', 'PREVIOUS', 'SEEK'),
        *('SET_VOLUME', 'MUTE', 'UNMUTE', 'SET_SHUFFLE', 'SET_REPEAT'),
    }


@pytest.mark.parametrize(
    ('action', 'arguments'),
    [
        ('EXPLODE', {}),
        ('', {}),
        ('x' * 100_000, {}),
        ('PLAY', {'kind': 'podcast'}),
        ('SET_SHUFFLE', {'mode': 'ONE'}),
        ('SET_REPEAT', {'mode': ''}),
        ('SET_VOLUME', {}),
        ('SEEK', {'position': math.nan}),
    ],
)
def test_bad_input_is_rejected_shortly_and_changes_nothing(
    player: Player, action: str, arguments: dict[str, Any]
) -> None:
    before = player.state
    with pytest.raises(RejectedCommand) as caught:
        control(player, action, arguments)
    assert len(caught.value.reason) < 120
    assert player.state == before
