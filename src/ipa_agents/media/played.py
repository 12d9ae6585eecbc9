"""What the player does, as signals of the car."""

import math

from ipa_agents.media.player import PlayerState
from ipa_agents.vehicle.signals import Value

__all__ = ['media_signals']

_MEDIA = 'Vehicle.Cabin.Infotainment.Media'


def media_signals(state: PlayerState) -> dict[str, Value]:
    """The VSS signals of `state`: titles in English, since VSS knows one text each, and the position in whole s."""
    return {
        f'{_MEDIA}.Action': 'PLAY' if state.status == 'PLAYING' else 'STOP',
        f'{_MEDIA}.Volume': round(state.volume),
        f'{_MEDIA}.IsMuted': state.is_muted,
        f'{_MEDIA}.Played.Position': float(math.floor(state.position)),
        **{f'{_MEDIA}.Played.{name}': value for name, value in _played(state).items()},
    }


def _played(state: PlayerState) -> dict[str, Value]:
    track, station = state.track, state.station
    if track:
        return {
            'Source': 'DISK',
            'Genre': track.genre,
            'Artist': track.artist.en,
            'Album': track.album.en,
            'Track': track.title.en,
            'URI': f'library:{track.id}',
            'Duration': state.duration,
        }
    nothing: dict[str, Value] = {'Genre': '', 'Artist': '', 'Album': '', 'Track': '', 'URI': '', 'Duration': 0.0}
    if station:
        uri = f'radio:{station.id}'
        return nothing | {'Source': 'FM', 'Genre': station.genre, 'Track': station.name.en, 'URI': uri}
    return nothing | {'Source': 'UNKNOWN'}
