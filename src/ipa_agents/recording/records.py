"""What a recording is made of."""

from dataclasses import dataclass

__all__ = ['Channel', 'Quality', 'Record']


@dataclass(frozen=True, slots=True)
class Quality:
    """How a topic is published; a latched one gives its last messages to those who come later. Depth 0: unknown."""

    is_reliable: bool = True
    is_latched: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic; `type` such as "std_msgs/msg/String", `definition` its text with those of all nested messages."""

    topic: str
    type: str
    definition: str
    quality: Quality = Quality()
    type_hash: str = ''


@dataclass(frozen=True, slots=True)
class Record:
    """One message as CDR; `time` when it came and `sent` when it was published, in ns since 1970."""

    channel: Channel
    time: int
    sent: int
    data: bytes
