"""The media player in words."""

from collections.abc import Mapping
from typing import Any

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Playing

__all__ = ['media_done', 'now_playing']


def now_playing(listener: Listener, playing: Playing | None) -> str:
    """What plays now, as a clause; a sentence when the player does not answer."""
    if playing is None:
        return listener.wording('media.unknown')
    if playing.status == 'STOPPED':
        return listener.wording('media.nothing')
    is_chinese = listener.language == 'zh'
    title = (playing.title_zh if is_chinese else '') or playing.title
    if playing.station:
        return listener.wording('media.playing_station', station=title or playing.station)
    artist = (playing.artist_zh if is_chinese else '') or playing.artist
    if not title:
        return listener.wording('media.PLAY')
    if playing.status == 'PAUSED':
        return listener.wording('media.paused_title', title=title)
    key = 'media.playing_by' if artist else 'media.playing_title'
    return listener.wording(key, title=title, artist=artist)


def media_done(listener: Listener, arguments: Mapping[str, Any], playing: Playing | None) -> str:
    """What became of a command to the player that is done."""
    action = str(arguments.get('action', 'PLAY'))
    if action in ('PLAY', 'NEXT', 'PREVIOUS') and playing is not None and playing.status == 'PLAYING':
        return now_playing(listener, playing)
    mode = listener.wording.first((f'media.mode.{arguments.get("mode", "ON")}',))
    volume = arguments.get('volume', playing.volume if playing is not None else 0)
    return listener.wording.first((f'media.{action}', 'media.PLAY'), volume=f'{float(volume):.0f}', mode=mode)
