"""Records what flows in a car into one MCAP file; a node of its own, or part of `ipa record`."""

import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from rclpy.node import Node

from ipa_agents.data_folder import data_folder
from ipa_agents.errors import RecordingError
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare, overrides
from ipa_agents.nodes.raw_topics import RawTopics
from ipa_agents.nodes.spin import run
from ipa_agents.recording.records import Record
from ipa_agents.recording.topics import is_among, load_groups
from ipa_agents.recording.writer import RecordingWriter

__all__ = ['RecorderNode', 'main']

_MEGABYTE = 1_000_000
_DEPTH = 10_000  # messages of a topic: a busy machine may hold a node up for seconds


class RecorderNode(Node):
    """Writes until it is destroyed, or until `ended` says why it does not any more; raises RecordingError.

    What was written is flushed every second. `fault` is set when the recording ended because it could not go on.
    """

    def __init__(self, parameters: Mapping[str, object] | None = None) -> None:
        super().__init__('recorder', parameter_overrides=overrides(parameters))
        folder = declare(
            self,
            'folder',
            '',
            'in which a file named by the time is made; empty: recordings/ of the data folder',
            read_only=True,
        )
        file = declare(
            self, 'file', '', 'to be made, which must not be there yet; empty: a new one in folder', read_only=True
        )
        topics = declare(
            self,
            'topics',
            [''],
            'names or patterns, below the namespace where relative; empty: all of the car',
            read_only=True,
        )
        without_speech = declare(
            self, 'without_speech', False, 'whether to leave out what people and the car said', read_only=True
        )
        self._limit = (
            declare(self, 'max_size', 0, 'MB after which it ends; 0: none', minimum=0, maximum=10**6, read_only=True)
            * _MEGABYTE
        )
        self._duration = declare(
            self, 'duration', 0.0, 's after which it ends; 0: none', minimum=0.0, maximum=1e9, read_only=True
        )
        groups, namespace = load_groups(), self.get_namespace()
        self._patterns = tuple(filter(None, topics)) or groups.recorded
        self._left_out = groups.speech if without_speech else ()
        self.ended, self.fault = 'not begun', ''
        self._begun, self._over = time.monotonic(), 0.0
        self._writer = RecordingWriter(_path(file, folder), namespace, has_speech=not without_speech)
        self._health = Health(self)
        self._topics = RawTopics(self, self._wants, self._take, _DEPTH)
        self.ended = ''
        steady_timer(self, 1.0, self._flush)

    @property
    def path(self) -> Path:
        """The file."""
        return self._writer.path

    @property
    def messages(self) -> int:
        """How many have been written."""
        return self._writer.messages

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self._writer.size

    @property
    def seconds(self) -> float:
        """How long it records."""
        return (self._over or time.monotonic()) - self._begun

    @property
    def lost(self) -> int:
        """How many messages came too fast to be recorded."""
        return self._topics.lost

    @property
    def strangers(self) -> tuple[str, ...]:
        """Why topics that are wanted are not recorded."""
        return tuple(self._topics.strangers.values())

    def finish(self, reason: str) -> None:
        """End the recording, in the thread that spins the node, or when none does."""
        if self.ended:
            return
        self._end(reason)
        try:
            self._writer.close()
        except RecordingError as error:
            self._fail(error)

    def destroy_node(self) -> None:
        """End the recording with the node."""
        self.finish('stopped')
        super().destroy_node()

    def _wants(self, topic: str) -> bool:
        namespace = self.get_namespace()
        return is_among(topic, self._patterns, namespace) and not is_among(topic, self._left_out, namespace)

    def _take(self, record: Record) -> None:
        if not self.ended:
            self._writer.write(record)

    def _flush(self) -> None:
        if self.ended:
            return
        for topic, reason in self._topics.strangers.items():
            self._health.lasting(topic, reason, 'warn')
        try:
            self._writer.flush()
        except RecordingError as error:
            self._end('failed')
            self._fail(error)
            return
        self._health.show({'messages': self.messages, 'lost': self.lost, 'bytes': self.size, 'file': str(self.path)})
        if self._limit and self.size >= self._limit:
            self.finish('size')
        elif self._duration and self.seconds >= self._duration:
            self.finish('duration')

    def _end(self, reason: str) -> None:
        self.ended = reason
        self._over = time.monotonic()
        self._topics.stop()

    def _fail(self, error: RecordingError) -> None:
        self.fault = str(error)
        self._health.lasting('recording', self.fault)
        self.get_logger().error(self.fault)


def _path(file: str, folder: str) -> Path:
    """A new file; its folder is made where it was not asked for by name."""
    if file:
        return Path(file).expanduser()
    parent = Path(folder).expanduser() if folder else data_folder() / 'recordings'
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordingError(f'{parent} cannot be made: {error.strerror}') from error
    return parent / f'{datetime.now():%Y-%m-%d_%H-%M-%S}.mcap'


def main() -> int:
    """Run the node as a process."""
    return run(RecorderNode)


if __name__ == '__main__':
    raise SystemExit(main())
