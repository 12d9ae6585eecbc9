"""What the player does, as signals of the car."""

from ipa_agents.media.player import PlayerState
from ipa_agents.vehicle.signals import Value

__all__ = ['media_signals']

_MEDIA = 'Vehicle.Cabin.Infotainment.Media'


def media_signals(state: PlayerState) -> dict[str, Value]:
    """The VSS signals of `state`; titles in English, since VSS knows one text each."""
    track, station = state.track, state.station
    return {
        f'{_MEDIA}.Action': 'PLAY' if state.status == 'PLAYING' else 'STOP',
        f'{_MEDIA}.Volume': 0 if state.is_muted else round(state.volume),
        f'{_MEDIA}.Played.Source': 'FM' if station else 'DISK' if track else 'UNKNOWN',
        f'{_MEDIA}.Played.Track': track.title.en if track else station.name.en if station else '',
        f'{_MEDIA}.Played.Artist': track.artist.en if track else '',
        f'{_MEDIA}.Played.Album': track.album.en if track else '',
    }
