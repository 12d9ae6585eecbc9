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
from ipa_agents.recording.topics import full_name, is_among, short_name

__all__ = ['Flow', 'flow', 'say']

_DISCOVERY = 3.0  # s, in which the topics of a car that runs have been found
_WAIT = 0.2
_BATCH = 500


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

    def batches(self) -> Generator[Sequence[Record]]:
        from ipa_agents.cli.link import undisturbed
        from ipa_agents.nodes.composition import Composition, ros_arguments
        from ipa_agents.nodes.listener import Listener

        arguments = ros_arguments(self.namespace, 'error', {})
        with Composition(arguments) as process, undisturbed():
            listener = Listener(f'echo_{os.getpid()}', self._wants, self._buffer.put)
            process.add(lambda: listener)
            begun, is_checked, dropped = time.monotonic(), False, 0
            while True:
                yield self._buffer.take(_WAIT)
                if self._buffer.dropped > dropped:
                    say('dropped', count=str(self._buffer.dropped - dropped))
                    dropped = self._buffer.dropped
                if not is_checked and time.monotonic() - begun > _DISCOVERY:
                    is_checked = True
                    self._look_around(listener.topics(), listener.strangers)

    def _wants(self, topic: str) -> bool:
        return is_among(topic, self._patterns, self.namespace)

    def _look_around(self, known: set[str], strangers: dict[str, str]) -> None:
        if strangers:
            raise RecordingError('; '.join(strangers.values()))
        if any(short_name(topic, self.namespace) != topic for topic in known):
            _check(self._asked, known, self.namespace)
        elif not any(map(self._wants, known)):
            say('nothing_there', namespace=self.namespace, domain=os.environ.get('ROS_DOMAIN_ID', '0'))


def _check(patterns: Sequence[str], known: set[str], namespace: str) -> None:
    """Raise SetupError for a topic that was asked for by its full name and is not known."""
    for pattern in patterns:
        if '*' not in pattern and full_name(pattern, namespace) not in known:
            names = ', '.join(sorted(short_name(topic, namespace) for topic in known))
            raise SetupError(f'no topic {pattern} in {namespace}; there are: {names or "none"}')
