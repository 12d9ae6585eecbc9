"""What people surely wanted beside what a model did for them, and nobody took care of."""

from collections.abc import Sequence

from ipa_agents.assistant.scope import action_of, paths_of
from ipa_agents.brains.interface import Act, Call, Interpretation, Step
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['left_out']


def left_out(reading: Interpretation, done: Sequence[Call], has_words: bool, catalogue: Catalogue) -> tuple[Step, ...]:
    """The steps of `reading`, which is the reflex's, that none of the calls `done` took care of.

    Only acts of which the reflex is sure, and clauses that it left over: such a clause the model may well have
    understood, so it counts as taken care of where the model did something else or said something in its own words.
    A step without a text of its own cannot be named.
    """
    if not reading.is_sure or not done:
        return ()
    acts = [(step, step.call) for step in reading.steps if step.act is Act.ACT and step.call is not None]
    others = [call for call in done if not any(_is_for(call, act, catalogue) for _, act in acts)]
    undone = [step for step, act in acts if not any(_is_for(call, act, catalogue) for call in done)]
    lost = [step for step in reading.steps if step.topic == 'not_understood']
    return tuple(step for step in (*undone, *(() if others or has_words else lost)) if step.text)


def _is_for(call: Call, wanted: Call, catalogue: Catalogue) -> bool:
    """Whether `call` does what is wanted, or something else with the same thing."""
    if call.tool != 'set_signals' or wanted.tool != 'set_signals':
        return action_of(call) == action_of(wanted)
    return not _functions(call, catalogue).isdisjoint(_functions(wanted, catalogue))


def _functions(call: Call, catalogue: Catalogue) -> frozenset[str]:
    return frozenset(function.id for path in paths_of(call) for function in catalogue[path].functions)
