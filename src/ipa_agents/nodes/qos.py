"""The quality of service of every topic, by what it carries (docs/decisions/0003-one-signals-topic.md)."""

from rclpy.qos import DurabilityPolicy, HistoryPolicy, QoSProfile, ReliabilityPolicy

__all__ = ['CLAIMS', 'COMMANDS', 'DIAGNOSTICS', 'EVENTS', 'SERVICES', 'SIGNALS', 'STATE', 'TRACE', 'UTTERANCES']


def _reliable(depth: int, durability: DurabilityPolicy = DurabilityPolicy.VOLATILE) -> QoSProfile:
    return QoSProfile(
        history=HistoryPolicy.KEEP_LAST,
        depth=depth,
        reliability=ReliabilityPolicy.RELIABLE,
        durability=durability,
    )


SIGNALS = _reliable(50, DurabilityPolicy.TRANSIENT_LOCAL)
CLAIMS = _reliable(10, DurabilityPolicy.TRANSIENT_LOCAL)
STATE = _reliable(1, DurabilityPolicy.TRANSIENT_LOCAL)
UTTERANCES = _reliable(10)
EVENTS = _reliable(100)
COMMANDS = _reliable(50)
TRACE = _reliable(100)
SERVICES = _reliable(100)
DIAGNOSTICS = _reliable(50)
