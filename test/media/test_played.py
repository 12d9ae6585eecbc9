import pytest

from ipa_agents.media.library import load_library
from ipa_agents.media.played import media_signals
from ipa_agents.media.player import Player
from ipa_agents.vehicle.catalogue import load_catalogue

MEDIA = 'Vehicle.Cabin.Infotainment.Media'
LIBRARY = load_library()


@pytest.mark.parametrize('query', ['', 'Tramline Nine', 'FM 101.7'])
def test_the_signals_are_those_that_the_catalogue_gives_to_media(query: str) -> None:
    catalogue = load_catalogue()
    player = Player(LIBRARY)
    if query:
        player.play(query)
    signals = media_signals(player.state)
    assert set(signals) == {spec.path for spec in catalogue.signals.values() if spec.owner == 'media'}
    assert all(catalogue.check(path, value) == value for path, value in signals.items())


def test_what_is_played() -> None:
    player = Player(LIBRARY)
    player.play('九号电车')
    player.step(2.5)
    player.mute()
    signals = media_signals(player.state)
    assert signals[f'{MEDIA}.Action'] == 'PLAY'
    assert signals[f'{MEDIA}.IsMuted'] is True
    assert signals[f'{MEDIA}.Played.Track'] == 'Tramline Nine'
    assert signals[f'{MEDIA}.Played.Position'] == 2.0
    player.play('FM 101.7')
    player.pause()
    signals = media_signals(player.state)
    assert (signals[f'{MEDIA}.Action'], signals[f'{MEDIA}.Played.Source']) == ('STOP', 'FM')
    assert signals[f'{MEDIA}.Played.Artist'] == ''
