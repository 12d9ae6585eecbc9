"""Messages from CDR by the definitions that came with them, so that no installed type is needed."""

import math
import struct
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from mcap.records import Schema
from mcap.well_known import MessageEncoding, SchemaEncoding
from mcap_ros2.decoder import DecoderFactory

from ipa_agents.errors import RecordingError
from ipa_agents.recording.records import Record

__all__ = ['decode', 'plain']


def decode(record: Record) -> Any:
    """The message, whose fields are attributes as in rclpy; raises RecordingError for what cannot be decoded."""
    channel = record.channel
    try:
        return _decoder(channel.type, channel.definition)(record.data)
    except (ValueError, LookupError, TypeError, RuntimeError, struct.error) as error:
        raise RecordingError(f'a message on {channel.topic} is no {channel.type}: {error}') from error


def plain(value: Any) -> Any:
    """A decoded message as what JSON knows; numbers that are not finite become None."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, str | int):
        return value
    return {name: plain(getattr(value, name)) for name in value.__slots__}


@lru_cache(maxsize=500)
def _decoder(name: str, definition: str) -> Callable[[bytes], Any]:
    schema = Schema(id=1, name=name, encoding=SchemaEncoding.ROS2, data=definition.encode())
    decoder = DecoderFactory().decoder_for(MessageEncoding.CDR, schema)
    if decoder is None:
        raise ValueError('no definition')
    return decoder
