"""Reads a recording from its beginning, as far as it is whole."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import mcap.records as mcap
import zstandard
from mcap.exceptions import InvalidMagic, McapError
from mcap.stream_reader import MAGIC_SIZE, StreamReader
from mcap.well_known import MessageEncoding, SchemaEncoding

from ipa_agents.errors import RecordingError
from ipa_agents.recording.quality_text import quality_from_text
from ipa_agents.recording.records import Channel, Record
from ipa_agents.recording.writer import METADATA

__all__ = ['Reader', 'Summary', 'summary']

_DAMAGE = (McapError, ValueError, LookupError, RuntimeError, struct.error, zstandard.ZstdError, MemoryError, EOFError)
_NAMESPACE = '/ipa'


class Reader:
    """The messages of the file at `path`, in the order in which they came; raises RecordingError for no MCAP at all.

    After an iteration, `damage` tells why it ended before the end of the file; empty when it did not. Topics that are
    no messages of ROS 2 are left out and named in `foreign`. `namespace` is that of the car.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.namespace = _NAMESPACE
        self.damage = ''
        self.foreign: set[str] = set()
        with self._open() as file:
            try:
                first = next(iter(StreamReader(file, record_size_limit=self._size()).records))
            except (*_DAMAGE, StopIteration) as error:
                is_other = isinstance(error, InvalidMagic) or self._size() < MAGIC_SIZE
                reason = 'is no MCAP file' if is_other else 'is damaged from its beginning'
                raise RecordingError(f'{path} {reason if self._size() else "is empty"}') from error
        if not isinstance(first, mcap.Header):
            raise RecordingError(f'{path} is damaged from its beginning')

    def __iter__(self) -> Iterator[Record]:
        self.damage = ''
        schemas: dict[int, mcap.Schema] = {}
        channels: dict[int, Channel | None] = {}
        with self._open() as file:
            records = StreamReader(file, validate_crcs=True, record_size_limit=self._size()).records
            try:
                for record in records:
                    match record:
                        case mcap.Schema():
                            schemas[record.id] = record
                        case mcap.Channel():
                            channels[record.id] = self._channel(record, schemas.get(record.schema_id))
                        case mcap.Metadata() if record.name == METADATA:
                            self.namespace = record.metadata.get('namespace', self.namespace)
                        case mcap.Message() if channel := channels[record.channel_id]:
                            yield Record(channel, record.log_time, record.publish_time, record.data)
            except _DAMAGE as error:
                self.damage = f'{self.path} is cut or damaged after {file.tell()} bytes ({type(error).__name__})'

    def _channel(self, channel: mcap.Channel, schema: mcap.Schema | None) -> Channel | None:
        encodings = channel.message_encoding, schema.encoding if schema else ''
        if schema is None or encodings != (MessageEncoding.CDR, SchemaEncoding.ROS2):
            self.foreign.add(channel.topic)
            return None
        return Channel(
            topic=channel.topic,
            type=schema.name,
            definition=schema.data.decode(),
            quality=quality_from_text(channel.metadata.get('offered_qos_profiles', '')),
            type_hash=channel.metadata.get('topic_type_hash', ''),
        )

    def _open(self) -> IO[bytes]:
        try:
            return self.path.open('rb')
        except OSError as error:
            raise RecordingError(f'{self.path} cannot be read: {error.strerror}') from error

    def _size(self) -> int:
        return self.path.stat().st_size


@dataclass
class Summary:
    """What a recording holds; times in ns since 1970."""

    namespace: str = _NAMESPACE
    start: int = 0
    end: int = 0
    messages: dict[Channel, int] = field(default_factory=dict)
    damage: str = ''

    @property
    def seconds(self) -> float:
        """How long it is."""
        return (self.end - self.start) / 1e9


def summary(reader: Reader) -> Summary:
    """Read all of it once."""
    found = Summary()
    for record in reader:
        found.start = min(found.start or record.time, record.time)
        found.end = max(found.end, record.time)
        found.messages[record.channel] = found.messages.get(record.channel, 0) + 1
    found.namespace, found.damage = reader.namespace, reader.damage
    return found
