"""One cue in a running mpv: where it is, and how it ends."""

from ipa_agents.media.mpv_link import Link, Message
from ipa_agents.media.sound import Cue, End, Heard

__all__ = ['MpvCue']

_STALLED_AFTER = 15.0


class MpvCue:
    """Plays `cue` from its position on; what mpv says goes to `take`."""

    def __init__(self, link: Link, cue: Cue, now: float) -> None:
        self._link = link
        self._cue = cue
        self._position = cue.position
        self._moved = self._now = now
        self._asked: dict[int, str] = {}
        self._entries: set[int] = set()
        self._duration = 0.0
        self._end: End = ''
        self._is_heard = False
        link.send(now, 'set_property', 'pause', cue.is_paused)
        link.send(now, 'set_property', 'start', f'{cue.position:.3f}' if cue.position else 'none')
        self._loading = link.send(now, 'loadfile', cue.source)

    def can_become(self, cue: Cue) -> bool:
        """Whether `cue` is another place in what plays."""
        return self._is_heard and not self._end and cue.source == self._cue.source

    def become(self, cue: Cue, now: float) -> None:
        """Go to another place, or pause, or go on."""
        if cue.number != self._cue.number:
            self._link.send(now, 'seek', cue.position, 'absolute')
        if cue.is_paused != self._cue.is_paused:
            self._link.send(now, 'set_property', 'pause', cue.is_paused)
        if cue.number != self._cue.number:
            self._position = cue.position
            self._asked.clear()  # answers on their way tell the place before
        self._cue, self._moved = cue, now

    def take(self, message: Message) -> None:
        """An answer or an event of mpv."""
        if message.get('request_id') == self._loading:
            if message['error'] == 'success':
                self._entries = {(message.get('data') or {}).get('playlist_entry_id', 0)}
            else:
                self._end = 'failed'
        elif name := self._asked.pop(message.get('request_id', 0), ''):
            self._measure(name, message.get('data'))
        elif message.get('event') == 'playback-restart' and self._entries:
            self._is_heard = True
        elif message.get('event') == 'end-file' and message.get('playlist_entry_id') in self._entries:
            self._finish(message)

    def step(self, now: float) -> Heard | None:
        """What became of it; asks mpv where it is for the next time."""
        number = self._cue.number
        if not self._end and not self._cue.is_paused:
            if now - self._moved > _STALLED_AFTER:
                self._end = 'failed'
            for name in ('time-pos', 'duration'):
                self._asked[self._link.send(now, 'get_property', name)] = name
        self._now = now
        if self._end:
            return Heard(number, self._position, self._duration, self._end)
        return Heard(number, self._position, self._duration) if self._is_heard else None

    def _measure(self, name: str, value: object) -> None:
        if not isinstance(value, int | float):
            return
        if name == 'duration':
            self._duration = max(float(value), 0.0)
        elif value != self._position:
            self._position, self._moved = max(float(value), 0.0), self._now

    def _finish(self, message: Message) -> None:
        self._entries.discard(message['playlist_entry_id'])
        if message.get('reason') == 'redirect':
            first = message.get('playlist_insert_id', 0)
            self._entries |= set(range(first, first + message.get('playlist_insert_num_entries', 0)))
        elif not self._entries:
            # What ends without a sound was no audio.
            self._end = 'finished' if message.get('reason') == 'eof' and self._is_heard else 'failed'
