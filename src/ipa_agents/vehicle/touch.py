"""What a person touched on a page, as the text of an utterance: it means exactly one act, or one answer."""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ['TOUCH', 'act_text', 'answer_text', 'canonical', 'is_touch_turn', 'touch_turn']

TOUCH = 'touch'
"""The source of such an utterance; the assistant does not listen to it, the guard does."""
_TURN = 'touch-'


def act_text(tool: str, arguments: Mapping[str, Any]) -> str:
    """The text of a touch that means one act, and nothing else."""
    return canonical({'tool': tool, 'arguments': arguments})


def answer_text(challenge_id: str, is_yes: bool) -> str:
    """The text of a yes or a no that was touched below the question `challenge_id`."""
    return canonical({'challenge': challenge_id, 'answer': 'yes' if is_yes else 'no'})


def touch_turn(utterance_id: str) -> str:
    """The turn of a touch, which nobody speaks in."""
    return f'{_TURN}{utterance_id}'


def is_touch_turn(turn_id: str) -> bool:
    """Whether a turn began with a touch."""
    return turn_id.startswith(_TURN)


def canonical(data: Any) -> str:
    """JSON that is the same text for the same data, and another one for 1, 1.0 and true."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
