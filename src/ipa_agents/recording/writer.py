"""Writes a recording: an MCAP file of the profile "ros2", as rosbag2 would."""

import os
from contextlib import suppress
from pathlib import Path

from mcap.well_known import MessageEncoding, Profile, SchemaEncoding
from mcap.writer import Writer

from ipa_agents.errors import RecordingError
from ipa_agents.recording.quality_text import quality_text
from ipa_agents.recording.records import Channel, Record

__all__ = ['METADATA', 'RecordingWriter']

METADATA = 'ipa_agents'
_LIBRARY = 'ipa_agents'


class _Staged:
    """What the MCAP writer has made and the disk does not have yet."""

    def __init__(self) -> None:
        self._taken = 0
        self._data = bytearray()

    def write(self, data: bytes) -> int:
        self._data += data
        return len(data)

    def tell(self) -> int:
        return self._taken + len(self._data)

    def flush(self) -> None:
        """Nothing: it is taken when it is wanted."""

    def take(self) -> bytes:
        data = bytes(self._data)
        self._taken += len(data)
        self._data.clear()
        return data


class RecordingWriter:
    """A new file at `path` for the car in `namespace`; raises RecordingError where there is one already.

    What is written is safe from a crash of this process once `flush` has returned. When the disk takes no more, what
    was not safe yet is lost: the file is cut after the last flush, so that it can be read up to there. `messages` and
    `size`, in bytes, count what is safe.
    """

    def __init__(self, path: Path, namespace: str, *, has_speech: bool = True) -> None:
        self.path = path
        self.messages = 0
        self.size = 0
        self._taken = 0
        self._ids: dict[Channel, int] = {}
        self._schemas: dict[tuple[str, str], int] = {}
        self._staged = _Staged()
        self._file = _opened(path)
        self._writer = Writer(self._staged)  # type: ignore[arg-type]  # it asks for less than a whole file
        self._writer.start(Profile.ROS2, _LIBRARY)
        self._writer.add_metadata(
            METADATA, {'namespace': namespace, 'speech': 'recorded' if has_speech else 'left out'}
        )
        self.flush()

    def write(self, record: Record) -> None:
        """Add one message."""
        channel = record.channel
        if channel not in self._ids:
            self._ids[channel] = self._register(channel)
        self._writer.add_message(self._ids[channel], record.time, record.data, record.sent, self._taken)
        self._taken += 1

    def flush(self) -> None:
        """Hand everything to the disk; raises RecordingError, after which only `close` may be called."""
        self._writer.flush()  # type: ignore[no-untyped-call]
        self._save(self._staged.take())

    def close(self) -> None:
        """Write the index that other tools need, and close the file; raises RecordingError."""
        if self._file < 0:
            return
        try:
            self._writer.finish()  # type: ignore[no-untyped-call]
            self._save(self._staged.take())
        finally:
            self._end()

    def _save(self, data: bytes) -> None:
        if self._file < 0:
            raise RecordingError(f'{self.path}: the recording has ended')
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, self.size)
            self._end()
            raise RecordingError(
                f'{self.path}: {error.strerror}; the recording is whole up to {self.size} bytes'
            ) from error
        self.size += len(data)
        self.messages = self._taken

    def _end(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _register(self, channel: Channel) -> int:
        kind = channel.type, channel.definition
        if kind not in self._schemas:
            text = channel.definition.encode()
            self._schemas[kind] = self._writer.register_schema(channel.type, SchemaEncoding.ROS2, text)
        metadata = {'offered_qos_profiles': quality_text(channel.quality), 'topic_type_hash': channel.type_hash}
        return self._writer.register_channel(channel.topic, MessageEncoding.CDR, self._schemas[kind], metadata)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    except FileExistsError as error:
        raise RecordingError(f'{path} is there already; recordings are not overwritten') from error
    except OSError as error:
        raise RecordingError(f'{path} cannot be written: {error.strerror}') from error
