"""The messages that `ipa echo` and `ipa trace` show: of a car that runs, or of a recording."""

import argparse
import os
import time
from collections.abc import Generator, Sequence
from itertools import batched
from pathlib import Path
from typing import Protocol

from rich.console import Console

from ipa_agents.cli.notes import note
from ipa_agents.errors import RecordingError, SetupError
from ipa_agents.recording.buffer import Buffer
from ipa_agents.recording.reader import Reader
from ipa_agents.recording.records import Record
from ipa_agents.recording.topics import full_name, is_among, load_groups, short_name

__all__ = ['Flow', 'flow', 'say']

_DISCOVERY = 2.0  # s; a car whose topics have been the same for so long has no more to come
_WAIT = 0.2
_BATCH = 500
_OWN = {'/parameter_events', '/rosout'}


class Flow(Protocol):
    """Records of a car in `namespace`."""

    @property
    def namespace(self) -> str:
        """Where its topics are."""
        ...

    def batches(self) -> Generator[Sequence[Record]]:
        """Some at a time; none when none came for a moment; ends with a recording."""
        ...


def flow(args: argparse.Namespace, patterns: Sequence[str], asked: Sequence[str] = ()) -> Flow:
    """The messages of the topics `patterns`, of the car or the file that `args` name.

    Iterating raises SetupError when one of `asked` is not there, and RecordingError when one cannot be read.
    """
    return _Recorded(args.file, patterns, asked) if args.file else _Live(args.namespace, patterns, asked)


def say(key: str, **slots: str) -> None:
    """A note to the person, beside what is printed for other programs."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in note(key, **slots):
        console.print(line, style='dim', markup=False)


class _Recorded:
    def __init__(self, path: Path, patterns: Sequence[str], asked: Sequence[str]) -> None:
        self._reader = Reader(path)
        self._patterns, self._asked = patterns, asked

    @property
    def namespace(self) -> str:
        return self._reader.namespace

    def batches(self) -> Generator[Sequence[Record]]:
        known: set[str] = set()
        for batch in batched(self._reader, _BATCH):
            known.update(record.channel.topic for record in batch)
            yield [record for record in batch if is_among(record.channel.topic, self._patterns, self.namespace)]
        if self._reader.damage:
            say('damaged', reason=self._reader.damage)
        _check(self._asked, known, self.namespace)


class _Live:
    def __init__(self, namespace: str, patterns: Sequence[str], asked: Sequence[str]) -> None:
        self.namespace = namespace
        self._patterns, self._asked = patterns, asked
        self._buffer = Buffer()
        self._has_told = self._is_sure = False

    def batches(self) -> Generator[Sequence[Record]]:
        from ipa_agents.cli.link import undisturbed
        from ipa_agents.nodes.composition import Composition, ros_arguments
        from ipa_agents.nodes.listener import Listener

        arguments = ros_arguments(self.namespace, 'error', {})
        with Composition(arguments) as process, undisturbed():
            listener = Listener(f'echo_{os.getpid()}', self._wants, self._buffer.put)
            process.add(lambda: listener)
            dropped, look, seen = 0, time.monotonic() + _DISCOVERY, set[str]()
            while True:
                yield self._buffer.take(_WAIT)
                if (missed := self._buffer.dropped + listener.lost) > dropped:
                    say('dropped', count=str(missed - dropped))
                    dropped = missed
                if not self._is_sure and time.monotonic() > look:
                    look, before, seen = time.monotonic() + _DISCOVERY, seen, listener.topics()
                    self._look_around(before, seen, listener.strangers)

    def _wants(self, topic: str) -> bool:
        return is_among(topic, self._patterns, self.namespace)

    def _is_of_a_car(self, topic: str) -> bool:
        """What a car is told may come from people, who wait for it as this does."""
        groups = load_groups()
        is_inside = short_name(topic, self.namespace) != topic
        return is_inside and not is_among(topic, (*groups.commands, *groups.heard), self.namespace)

    def _look_around(self, before: set[str], now: set[str], strangers: dict[str, str]) -> None:
        """Say once that nothing is there; raise what `flow` raises."""
        if strangers:
            raise RecordingError('; '.join(strangers.values()))
        if any(map(self._is_of_a_car, now)):
            if now == before:
                _check(self._asked, now, self.namespace)
                self._is_sure = True
        elif not self._has_told and not any(map(self._wants, now)):
            self._has_told = True
            say('nothing_there', namespace=self.namespace, domain=os.environ.get('ROS_DOMAIN_ID', '0'))


def _check(patterns: Sequence[str], known: set[str], namespace: str) -> None:
    """Raise SetupError for a topic that was asked for by its full name and is not known."""
    for pattern in patterns:
        if '*' not in pattern and full_name(pattern, namespace) not in known:
            names = ', '.join(sorted(short_name(topic, namespace) for topic in known - _OWN))
            raise SetupError(f'no topic {pattern} in {namespace}; there are: {names or "none"}')
