from dataclasses import replace

import pytest

from ipa_agents.media.library import load_library
from ipa_agents.media.player import Player, PlayerState
from ipa_agents.media.sound import Cue, Silent, cue_of

LIBRARY = load_library()
TRACK = next(iter(LIBRARY.tracks.values()))
STATION = next(iter(LIBRARY.stations.values()))


def state(**changes: object) -> PlayerState:
    return replace(Player(LIBRARY).state, **{'status': 'PLAYING', 'position': 7.0, 'cue': 3, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ('changes', 'cue'),
    [
        ({'track': replace(TRACK, file='/a.mp3')}, Cue(3, '/a.mp3', 7.0)),
        ({'track': replace(TRACK, file='/a.mp3'), 'status': 'PAUSED'}, Cue(3, '/a.mp3', 7.0, True)),
        ({'track': replace(TRACK, file='/a.mp3'), 'status': 'STOPPED'}, None),
        ({'track': TRACK}, None),
        ({'station': replace(STATION, url='http://a/')}, Cue(3, 'http://a/', 0.0)),
        ({'station': replace(STATION, url='http://a/'), 'status': 'PAUSED'}, None),
        ({'station': STATION}, None),
        ({}, None),
    ],
)
def test_what_shall_be_heard(changes: dict[str, object], cue: Cue | None) -> None:
    assert cue_of(state(**changes)) == cue


def test_silence_says_why() -> None:
    sound = Silent('mpv is not installed', 'it should be')
    sound.play(Cue(1, '/a.mp3', 0.0))
    sound.set_level(50.0, 0.0)
    assert sound.step(0.0) is None
    assert (sound.is_on, sound.description, sound.fault) == (False, 'none (mpv is not installed)', 'it should be')
    sound.close()
