"""What would be said to an interpretation, before anything is asked of the car: for `ipa understand`."""

from ipa_agents.assistant.car_words import describe, names_of
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.result import Kind, Result, compose
from ipa_agents.assistant.told import announced
from ipa_agents.assistant.words_only import words_only
from ipa_agents.brains.agents import AgentSpec, agent_for
from ipa_agents.brains.interface import Act, Interpretation, Step
from ipa_agents.vehicle.signals import SignalView

__all__ = ['foretell']

_MOVES = {
    'yes': 'no_question',
    'no': 'dropped',
    'choose': 'no_question',
    'repeat': 'nothing_to_repeat',
    'stop': 'nothing_to_stop',
    'cancel': 'dropped',
}


def foretell(
    listener: Listener,
    interpretation: Interpretation,
    signals: SignalView,
    agents: tuple[AgentSpec, ...],
    now: float = 0.0,
) -> str:
    """The answer as far as words alone go: commands are announced, not called done."""
    if not interpretation.is_guess:
        caught = listener.listed(interpretation.caught)
        text = listener.wording('not_understood_caught' if caught else 'not_understood', caught=caught)
        return listener.sentence([text])
    return compose(listener, [_result(listener, step, signals, agents, now) for step in interpretation.steps]).text


def _result(listener: Listener, step: Step, signals: SignalView, agents: tuple[AgentSpec, ...], now: float) -> Result:
    if step.move is not None and step.call is None:
        key = _MOVES.get(step.move, step.move)
        return Result(Kind.TOLD, sentences=(listener.wording.first((key,)),))
    if step.call is None or step.act not in (Act.ACT, Act.INFORM):
        return words_only(step, listener, agent_for(step, agents).id, now)
    if step.call.tool == 'read_signals':
        return _read(listener, tuple(step.call.arguments.get('paths', ())), signals)
    return Result(Kind.TOLD, sentences=(announced(listener, step.call),))


def _read(listener: Listener, paths: tuple[str, ...], signals: SignalView) -> Result:
    known = {path: signals[path] for path in paths if path in signals}
    if known:
        return Result(Kind.TOLD, tuple(describe(listener, known, 'state')))
    what = names_of(listener, paths)
    key = 'unknown_values' if what else 'inform.default'
    return Result(Kind.TOLD, sentences=(listener.wording(key, what=what),))
