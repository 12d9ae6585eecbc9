"""A player for tracks and stations that lives in memory; its time passes by `step`, or as the sound tells."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Literal, get_args

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.library import Library, Station, Track
from ipa_agents.media.queue import Queue
from ipa_agents.media.search import Search
from ipa_agents.media.shelf import Shelf

__all__ = ['Player', 'PlayerState', 'Repeat', 'Status']

Status = Literal['PLAYING', 'PAUSED', 'STOPPED']
Repeat = Literal['OFF', 'ONE', 'ALL']

_RESTART_AFTER = 3.0
_UNKNOWN_DURATION = 180.0  # s, where neither tags nor sound tell it


@dataclass(frozen=True, slots=True)
class PlayerState:
    """What the player does: at most one of `track` and `station` is set; `position` and `duration` in s, `volume` in %.

    `cue` is another number whenever `position` was set by somebody instead of by time.
    """

    status: Status
    track: Track | None
    station: Station | None
    position: float
    duration: float
    volume: float
    is_muted: bool
    is_shuffled: bool
    repeat: Repeat
    queue: tuple[str, ...]
    cue: int


class Player:
    """Plays a queue of tracks or one station.

    Every method either does what its name says or raises RejectedCommand and changes nothing.
    The order of shuffling follows from `seed`.
    """

    def __init__(self, library: Library, *, seed: int = 0, volume: float = 30.0) -> None:
        self._shelf = Shelf(library, Search(library))
        self._random = Random(seed)
        self._queue = Queue(self._random)
        self._status: Status = 'STOPPED'
        self._station: Station | None = None
        self._position = 0.0
        self._duration = 0.0
        self._cue = 0
        self._failures = 0
        self._volume = volume
        self._is_muted = False
        self._repeat: Repeat = 'OFF'

    @property
    def state(self) -> PlayerState:
        """What the player does now."""
        return PlayerState(
            status=self._status,
            track=self._track,
            station=self._station,
            position=self._position,
            duration=self._duration,
            volume=self._volume,
            is_muted=self._is_muted,
            is_shuffled=self._queue.is_shuffled,
            repeat=self._repeat,
            queue=tuple(track.id for track in self._queue.tracks),
            cue=self._cue,
        )

    def replace(self, shelf: Shelf) -> None:
        """Choose from `shelf` from now on; what plays and what is queued goes on."""
        self._shelf = shelf

    def play(self, query: str = '', kind: str = 'any', artist: str = '') -> None:
        """Play what `query` finds best; without query and artist whatever is in the player, or in the library."""
        if query.strip() or artist.strip():
            found = self._shelf.find(query, kind, artist)
            if isinstance(found, Station):
                self._tune(found)
            else:
                self._enqueue(found)
        elif kind == 'station':
            self._tune(self._shelf.station(self._station))
        elif self._track or self._station:
            self._status = 'PLAYING'
        else:
            self._enqueue(self._shelf.anything(self._random))

    def pause(self) -> None:
        """Hold a track where it is; a station falls silent."""
        if self._status == 'STOPPED':
            raise RejectedCommand('Nothing is playing.', '现在没有播放任何内容。')
        self._status = 'PAUSED'

    def resume(self) -> None:
        """Go on with what was paused or stopped."""
        if not (self._track or self._station):
            raise RejectedCommand('There is nothing to resume.', '没有可以继续播放的内容。')
        self._status = 'PLAYING'

    def stop(self) -> None:
        """Stop, and go back to the beginning of the track."""
        self._status = 'STOPPED'
        self._set_position(0.0)

    def next(self) -> None:
        """The next track of the queue, or the next station upwards."""
        if self._station:
            self._tune(self._shelf.station(self._station, 1))
            return
        self._need_queue()
        if not self._queue.go(1):
            if self._repeat != 'ALL':
                raise RejectedCommand('This is the last track of the queue.', '这已经是播放列表的最后一首。')
            self._queue.go_first()
        self._begin()

    def previous(self) -> None:
        """The beginning of the track; within its first seconds, the track before it; the next station downwards."""
        if self._station:
            self._tune(self._shelf.station(self._station, -1))
            return
        self._need_queue()
        if self._position <= _RESTART_AFTER and not self._queue.go(-1) and self._repeat == 'ALL':
            self._queue.go_last()
        self._begin()

    def seek(self, position: float) -> None:
        """Go to `position` in s from the beginning of the track."""
        if self._station:
            raise RejectedCommand('A radio station has no position to go to.', '电台不能跳转播放位置。')
        track = self._track
        if track is None:
            raise RejectedCommand('Nothing is playing.', '现在没有播放任何内容。')
        if not math.isfinite(position) or position < 0:
            raise RejectedCommand('That is no position in a track.', '这不是有效的播放位置。')
        if position > self._duration > 0:
            raise RejectedCommand(
                f'The track is only {_clock(self._duration)} long.', f'这首歌只有{_clock_zh(self._duration)}。'
            )
        self._set_position(position)

    def set_volume(self, volume: float) -> None:
        """Set the volume in %; any but 0 ends the muting."""
        if not math.isfinite(volume) or not 0 <= volume <= 100:
            raise RejectedCommand('The volume goes from 0 to 100 percent.', '音量范围是百分之0到100。')
        self._volume = volume
        self._is_muted = self._is_muted and volume == 0

    def mute(self) -> None:
        """Be silent and keep the volume in mind."""
        self._is_muted = True

    def unmute(self) -> None:
        """Be heard again."""
        self._is_muted = False

    def shuffle(self, is_on: bool) -> None:
        """Mix what comes after the present track, or go back to the order of the queue."""
        self._queue.shuffle(is_on)

    def repeat(self, mode: Repeat) -> None:
        """Repeat nothing, the track, or the queue."""
        self._repeat = mode

    def snapshot(self) -> dict[str, Any]:
        """What is played and how, as JSON, for `restore`."""
        return {
            'status': self._status,
            **self._queue.snapshot(),
            'station': self._station.id if self._station else '',
            'position': self._position,
            'volume': self._volume,
            'is_muted': self._is_muted,
            'repeat': self._repeat,
        }

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Go on from a snapshot with what the library has of it; ValueError, and nothing is changed, if it is none."""
        status, repeat = snapshot['status'], snapshot['repeat']
        position, volume = float(snapshot['position']), float(snapshot['volume'])
        if status not in get_args(Status) or repeat not in get_args(Repeat):
            raise ValueError(f'no state of a player: {status}, {repeat}')
        if not (math.isfinite(position) and position >= 0 and 0 <= volume <= 100):
            raise ValueError(f'no position or volume: {position}, {volume}')
        station, is_muted = self._shelf.library.stations.get(snapshot['station']), snapshot['is_muted'] is True
        is_there = self._queue.restore(snapshot, self._shelf.library) or station is not None
        self._volume, self._repeat, self._is_muted, self._station = volume, repeat, is_muted, station
        self._status = status if is_there else 'STOPPED'
        self._duration = self._track.duration if self._track else 0.0
        self._set_position(position if is_there else 0.0)

    def step(self, dt: float) -> None:
        """Let `dt` s pass; at the end of a track the next one begins, at the end of the queue the player stops."""
        if self._status != 'PLAYING' or self._track is None:
            return
        self._position += dt
        while self._status == 'PLAYING' and self._position >= (length := self._duration or _UNKNOWN_DURATION):
            rest = self._position - length
            self.finished()
            if self._status == 'PLAYING':
                self._position = rest

    def heard(self, position: float, duration: float) -> None:
        """The sound is at `position` of `duration`, both in s; 0 is an unknown duration."""
        self._position = position
        self._duration = duration or self._duration
        if position > 0:
            self._failures = 0

    def finished(self) -> None:
        """The track is over: the next one begins, or the same, or none."""
        if self._repeat == 'ONE':
            self._begin()
        else:
            self._follow()

    def failed(self) -> None:
        """What plays cannot be heard: a station stops; a track is skipped, until all of the queue were."""
        self._failures += 1
        if self._station or self._failures >= len(self._queue):
            self._failures = 0
            self.stop()
        else:
            self._follow()

    @property
    def _track(self) -> Track | None:
        return None if self._station else self._queue.current

    def _follow(self) -> None:
        is_over = not self._queue.go(1)
        if is_over:
            self._queue.go_first()
        self._begin()
        if is_over and self._repeat == 'OFF':
            self.stop()

    def _enqueue(self, tracks: tuple[Track, ...]) -> None:
        self._queue.fill(tracks)
        self._station = None
        self._failures = 0
        self._begin()

    def _tune(self, station: Station) -> None:
        self._station = station
        self._duration = 0.0
        self._failures = 0
        self._status = 'PLAYING'
        self._set_position(0.0)

    def _begin(self) -> None:
        self._duration = self._queue.current.duration if self._queue.current else 0.0
        self._status = 'PLAYING'
        self._set_position(0.0)

    def _set_position(self, position: float) -> None:
        self._position = position
        self._cue += 1

    def _need_queue(self) -> None:
        if not self._queue:
            raise RejectedCommand('Nothing is playing.', '现在没有播放。')


def _clock(seconds: float) -> str:
    return f'{int(seconds) // 60}:{int(seconds) % 60:02d}'


def _clock_zh(seconds: float) -> str:
    return f'{int(seconds) // 60}分{int(seconds) % 60}秒'
