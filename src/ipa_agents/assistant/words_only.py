"""Steps that need no tool: a question back, an answer from the phrases, a refusal, silence."""

from typing import Any

from ipa_agents.assistant.car_words import function_name
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import announced
from ipa_agents.assistant.travel_words import calendar_day, clock_time
from ipa_agents.brains.interface import Act, Domain, Pending, Step

__all__ = ['words_only']


def words_only(step: Step, listener: Listener, agent: str, now: float) -> Result:
    """The result of a step that is a question back, an answer without a tool, or a refusal.

    What a brain has worded itself stands in the slot "said".
    """
    if step.slots.get('said'):
        return Result(Kind.TOLD, sentences=(str(step.slots['said']),))
    if step.act is Act.IGNORE:
        return Result(Kind.SILENT)
    if step.act is Act.ASK:
        return _asked(step, listener, agent, now)
    prefix = 'refuse' if step.act is Act.REFUSE else 'smalltalk' if step.domain is Domain.SMALLTALK else 'inform'
    keys = (f'{prefix}.{step.topic}', f'inform.{step.topic}', f'{prefix}.{step.domain}', f'{prefix}.default')
    slots = {**_slots(step, listener), 'time': clock_time(now), 'date': calendar_day(listener, now)}
    return Result(Kind.TOLD, sentences=(listener.wording.first(keys, **slots),))


def _asked(step: Step, listener: Listener, agent: str, now: float) -> Result:
    """An offer has a whole call; a clarification names the slot that its call lacks."""
    slot = str(step.slots.get('slot', ''))
    slots = _slots(step, listener)
    if step.call is not None and not slot:
        pending = Pending('offer', step.call, seat=listener.seat)
        fallback = listener.wording('ask.offer', offer=announced(listener, step.call, 'offer'))
    else:
        pending = Pending('clarify', step.call, slot=slot, seat=listener.seat)
        fallback = listener.wording.first((f'ask.{slot}', 'ask.default'), **slots)
    text = listener.wording.first((f'ask.{step.topic}',), **slots) if step.topic else ''
    return Result(Kind.ASKED, call=step.call, question=Question(pending, text or fallback, agent, asked=now))


def _slots(step: Step, listener: Listener) -> dict[str, Any]:
    """The step's slots, and the name of the function that it speaks of."""
    return {**step.slots, 'what': function_name(listener, str(step.slots.get('function', '')))}
