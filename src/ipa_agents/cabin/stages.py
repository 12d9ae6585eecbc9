"""A stage of a turn from a message of the type TurnEvent, however it was read: by rclpy, or from a recording."""

import json
from typing import Any

from ipa_agents.cabin.events import Stage

__all__ = ['stage_from']


def stage_from(message: Any) -> Stage:
    """One stage of a turn; a detail that is no JSON object is kept as text."""
    try:
        detail = json.loads(message.detail or '{}')
    except ValueError:
        detail = message.detail
    if not isinstance(detail, dict):
        detail = {'text': str(detail)}
    stamp = message.header.stamp.sec + message.header.stamp.nanosec * 1e-9
    return Stage(message.turn_id, message.node, message.stage, detail, message.elapsed_ms, stamp)
