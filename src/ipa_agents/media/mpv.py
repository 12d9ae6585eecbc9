"""Sound by mpv, which is started anew when it dies."""

import shutil
from collections.abc import Callable, Sequence

from ipa_agents.backoff import Backoff
from ipa_agents.errors import SetupError
from ipa_agents.media.mpv_cue import MpvCue
from ipa_agents.media.mpv_link import Link, Message
from ipa_agents.media.sound import Cue, Heard, Silent, Sound

__all__ = ['INSTALL', 'Mpv', 'open_sound']

INSTALL = 'apt install mpv'

_ANSWERS_WITHIN = 5.0
_LASTS = 30.0  # s, after which a start counts as a good one
_MOST_DEATHS = 5
_NULL = 'null'


class Mpv:
    """Sound through mpv, which is started with the first cue. `output` is an audio output of it, empty for its choice.

    After a death it is started anew and goes on where it was; after five in a row it is silent for a minute.
    `start` makes the link to a new process of the given options.
    """

    def __init__(
        self, output: str = '', options: Sequence[str] = (), start: Callable[[Sequence[str]], Link] | None = None
    ) -> None:
        self._output = output
        self._options = [*([f'--ao={output}'] if output else []), *options]
        self._start = start or (lambda options: Link('mpv', options))
        self._link: Link | None = None
        self._restarts = Backoff(0.5, 60.0)
        self._started = self._now = 0.0
        self._version, self._device = 'mpv', ''
        self._level = 100.0
        self._asked_version = 0
        self._cue: Cue | None = None
        self._playing: MpvCue | None = None

    @property
    def is_on(self) -> bool:
        """Whether mpv runs, or is away for a moment only."""
        return self._restarts.failures < _MOST_DEATHS

    @property
    def description(self) -> str:
        """Version and output."""
        return f'{self._version}, output {self._device or self._output or "of its choice"}'

    @property
    def fault(self) -> str:
        """mpv died, or has no device to play to."""
        if not self.is_on:
            return f'silent, since mpv ended {self._restarts.failures} times; tried again every minute'
        if self._restarts.failures:
            return f'mpv ended and is started anew ({self._restarts.failures} of {_MOST_DEATHS} times)'
        if self._device == _NULL and self._output != _NULL:
            return 'no audio device can be opened: music plays, and nobody hears it'
        return ''

    @property
    def pid(self) -> int:
        """The process of mpv, 0 while there is none."""
        return self._link.pid if self._link else 0

    def play(self, cue: Cue | None) -> None:
        """Let `cue` be heard; a change of its position alone is none, since that is time."""
        before, self._cue = self._cue, cue
        if self._link is None or _same(before, cue):
            return
        if cue is None:
            self._playing = None
            self._link.send(self._now, 'stop')
        elif self._playing and (before and before.number == cue.number or self._playing.can_become(cue)):
            self._playing.become(cue, self._now)
        else:
            self._playing = MpvCue(self._link, cue, self._now)

    def set_level(self, volume: float, ducked: float) -> None:
        """Play at `volume` in %, less `ducked` in dB."""
        level = round(volume * 10.0 ** (-ducked / 60.0), 2)  # mpv's volume is cubic: 60 dB for a factor of ten
        if level != self._level:
            self._level = level
            self._send_level()

    def step(self, now: float) -> Heard | None:
        """Hear mpv, start it where it is missing."""
        self._now = now
        if self._link is None:
            if self._cue and self._restarts.is_due(now):
                self._open()
            return None
        for message in self._link.receive():
            self._take(message)
        if not self._link.is_alive or self._link.unanswered(now) > _ANSWERS_WITHIN:
            self._bury()
            return None
        if now - self._started > _LASTS:
            self._restarts.succeed()
        return self._playing.step(now) if self._playing else None

    def close(self) -> None:
        """End mpv."""
        if self._link:
            self._link.close()
            self._link = None

    def _open(self) -> None:
        self._started = self._now
        try:
            self._link = self._start(self._options)
        except OSError:
            self._restarts.fail(self._now)
            return
        self._asked_version = self._link.send(self._now, 'get_property', 'mpv-version')
        self._link.send(self._now, 'observe_property', 1, 'current-ao')
        self._send_level()
        if self._cue:
            self._playing = MpvCue(self._link, self._cue, self._now)

    def _bury(self) -> None:
        if self._link:
            self._link.kill()
            self._link = None
        self._restarts.fail(self._now)
        self._playing = None

    def _send_level(self) -> None:
        if self._link:
            self._link.send(self._now, 'set_property', 'volume', self._level)

    def _take(self, message: Message) -> None:
        if message.get('request_id') == self._asked_version and isinstance(message.get('data'), str):
            self._version = message['data']
        elif message.get('event') == 'property-change':
            self._device = message.get('data') or self._device
        elif self._playing:
            self._playing.take(message)


def open_sound(kind: str, output: str = '') -> Sound:
    """Sound of `kind`: "mpv", "none", or "auto", which is mpv where it is installed; raises SetupError for another."""
    if kind == 'none':
        return Silent('as it was set')
    if kind not in ('auto', 'mpv'):
        raise SetupError(f'sound must be auto, mpv or none, not {kind}')
    if shutil.which('mpv'):
        return Mpv(output)
    missing = f'mpv is not installed: {INSTALL}'
    return Silent(missing, missing if kind == 'mpv' else '')


def _same(one: Cue | None, other: Cue | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.number, one.source, one.is_paused) == (other.number, other.source, other.is_paused)
