"""What the player does, as a message."""

from rclpy.clock import Clock

import ipa_agents.msg as msg
from ipa_agents.media.player import PlayerState
from ipa_agents.nodes.messages import header

__all__ = ['media_state_message']


def media_state_message(clock: Clock, state: PlayerState, done: str) -> msg.MediaState:
    """`state` on media/state; `done` is the last command that was carried out."""
    message = msg.MediaState(
        header=header(clock),
        command_id=done,
        status=state.status,
        source='RADIO' if state.station else 'LIBRARY',
        position=state.position,
        volume=state.volume,
        is_muted=state.is_muted,
        is_shuffled=state.is_shuffled,
        repeat=state.repeat,
        queue=state.queue,
    )
    if state.track:
        track = state.track
        message.track_id, message.genre, message.duration = track.id, track.genre, state.duration
        message.title, message.title_zh = track.title.en, track.title.zh
        message.artist, message.artist_zh = track.artist.en, track.artist.zh
        message.album, message.album_zh = track.album.en, track.album.zh
    if state.station:
        message.station, message.genre = state.station.name.en, state.station.genre
        message.title, message.title_zh = state.station.name.en, state.station.name.zh
    return message
