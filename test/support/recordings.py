"""Recordings made by hand; only `sent` needs ROS."""

from pathlib import Path
from typing import Any

from mcap_ros2._dynamic import serialize_dynamic

from ipa_agents.recording.records import Channel, Quality, Record
from ipa_agents.recording.writer import RecordingWriter

__all__ = ['NOON', 'NOTE', 'note', 'record', 'recorded', 'sent']

NOON = 1_800_000_000_000_000_000
_TIME = 'int32 sec\nuint32 nanosec\n'
_HEADER = f'builtin_interfaces/Time stamp\nstring frame_id\n{"=" * 80}\nMSG: builtin_interfaces/Time\n{_TIME}'
_NOTE = f'std_msgs/Header header\nstring text\nfloat64[] numbers\n{"=" * 80}\nMSG: std_msgs/Header\n{_HEADER}'
NOTE = Channel('/car/note', 'tests/msg/Note', _NOTE, Quality(depth=10))


def record(channel: Channel, second: float, **fields: Any) -> Record:
    """A message on `channel`, `second` s after noon."""
    time = NOON + round(second * 1e9)
    stamp = {'sec': time // 10**9, 'nanosec': time % 10**9}
    encode = serialize_dynamic(channel.type, channel.definition)[channel.type]
    return Record(channel, time, time, encode({'header': {'stamp': stamp, 'frame_id': ''}, **fields}))


def note(second: float, text: str) -> Record:
    """One message with a text."""
    return record(NOTE, second, text=text, numbers=[second])


def recorded(path: Path, *records: Record, namespace: str = '/car') -> Path:
    """A whole file of `records`, each in a chunk of its own."""
    writer = RecordingWriter(path, namespace)
    for one in records:
        writer.write(one)
        writer.flush()
    writer.close()
    return path


def sent(topic: str, message: Any, second: float = 0.0, quality: Quality = NOTE.quality) -> Record:
    """A message of a type that is installed, as it would have been recorded."""
    from rclpy.serialization import serialize_message

    from ipa_agents.recording.definitions import installed_definition

    kind = f'{type(message).__module__.split(".")[0]}/msg/{type(message).__name__}'
    time = NOON + round(second * 1e9)
    return Record(Channel(topic, kind, installed_definition(kind), quality), time, time, serialize_message(message))
