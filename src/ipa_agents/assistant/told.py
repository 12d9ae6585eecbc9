"""From what became of a proposal to what is said of it. Done is only what the guard calls done."""

from collections.abc import Mapping
from typing import Any

from ipa_agents.assistant.car_words import Tense, describe
from ipa_agents.assistant.desk import Desk, Settled
from ipa_agents.assistant.exchange import until
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.media_words import media_done
from ipa_agents.assistant.place_arguments import place_from
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.route_words import avoided_words
from ipa_agents.assistant.travel_words import place_name, trip_words
from ipa_agents.brains.interface import Call, Pending
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Value

__all__ = ['announced', 'told']

_SHOWN_WITHIN = 0.5
_WORK = {
    'control_media': 'media',
    'navigate': 'navigate',
    'trip': 'navigate',
    'remember': 'note',
    'forget': 'note',
    'recall': 'note',
}


async def told(desk: Desk, settled: Settled) -> Result:
    """The result of a proposal in words."""
    listener, outcome, call = desk.listener, settled.outcome, settled.call
    if outcome is None:
        return Result(Kind.TROUBLE, sentences=(listener.wording(_silence(desk, call)),), call=call)
    warnings = outcome.warnings_zh if listener.language == 'zh' else outcome.warnings
    if outcome.status is Status.DONE:
        clauses = await _done(desk, settled, outcome)
        return Result(Kind.DONE, clauses, (*warnings, _reason(listener, outcome)), call)
    if outcome.status is Status.NEEDS_CONFIRMATION:
        return Result(Kind.ASKED, sentences=warnings, call=call, question=_challenge(desk, settled, outcome))
    if outcome.status is Status.SUPERSEDED and _is_overtaken(desk, call):
        return Result(Kind.SILENT, call=call)
    if outcome.status is Status.SUPERSEDED:
        return Result(Kind.TOLD, sentences=(_reason(listener, outcome),), call=call)
    key = {Status.DENIED: 'denied', Status.FAILED: 'failed', Status.TIMED_OUT: 'timed_out'}[outcome.status]
    reason = _reason(listener, outcome) or listener.wording('outcome.unknown')
    text = listener.sentence([listener.wording(f'outcome.{key}', reason=reason)])
    return Result(Kind.TROUBLE, sentences=(text, *warnings), call=call)


def announced(listener: Listener, call: Call, tense: Tense = 'doing') -> str:
    """What is said while a call takes its time, or to offer it."""
    if call.tool == 'set_signals':
        texts = describe(listener, call.arguments.get('signals', {}), tense)
        return listener.joined(texts) if tense == 'offer' else listener.text(texts[:1])
    return listener.wording.first((f'{tense}.{_WORK.get(call.tool, "search")}',))


def _silence(desk: Desk, call: Call) -> str:
    """Nothing was done when the guard is silent, unless the car shows otherwise."""
    wished = call.arguments.get('signals', {}) if call.tool == 'set_signals' else {}
    shown = bool(wished) and all(desk.car.signals.get(path) == value for path, value in wished.items())
    return 'guard_silent' if shown and desk.world.exchange.is_guarded() else 'guard_gone'


def _reason(listener: Listener, outcome: Outcome) -> str:
    return outcome.reason_zh if listener.language == 'zh' else outcome.reason


def _challenge(desk: Desk, settled: Settled, outcome: Outcome) -> Question:
    text = desk.listener.wording('ask.confirm', reason=_reason(desk.listener, outcome))
    pending = Pending('confirm', settled.call, challenge_id=outcome.challenge_id, seat=desk.listener.seat)
    return Question(pending, text, settled.agent, settled.proposal_id, asked=desk.now)


async def _done(desk: Desk, settled: Settled, outcome: Outcome) -> tuple[str, ...]:
    """Clauses about a call that is done."""
    call = settled.call
    if call.tool == 'set_signals':
        return tuple(_signals_done(desk.listener, call.arguments, outcome))
    # The guard may have seen the device's new state a moment before it comes here.
    await until(lambda: desk.commands_done() != settled.before, _SHOWN_WITHIN)
    if call.tool == 'control_media':
        return (media_done(desk.listener, call.arguments, desk.car.playing),)
    return _navigated(desk, call.arguments)


def _is_overtaken(desk: Desk, call: Call) -> bool:
    """Whether a later call of the same sentence has set the same: what came of that one is told."""
    later = desk.proposed[desk.proposed.index(call) + 1 :] if call in desk.proposed else []
    paths = {path for other in later for path in other.arguments.get('signals', ())}
    return bool(paths.intersection(call.arguments.get('signals', ())))


def _signals_done(listener: Listener, arguments: Mapping[str, Any], outcome: Outcome) -> list[str]:
    read_back = {signal.path: signal.value for signal in outcome.signals}
    shown = {
        path: _settled(listener, path, value, read_back.get(path, value))
        for path, value in arguments['signals'].items()
    }
    return describe(listener, shown, 'done')


def _settled(listener: Listener, path: str, wished: Value, shown: Value) -> Value:
    """What is wished where the guard takes `shown` for it: a fan on its last half step to level 3 is at level 3."""
    if isinstance(wished, str | bool | tuple) or isinstance(shown, str | bool | tuple):
        return shown
    step = min((function.step for function in listener.catalogue[path].functions), default=0.0)
    return wished if abs(wished - shown) <= step / 2 else shown


def _navigated(desk: Desk, arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """Clauses about the route; that it has tolls is the guard's remark."""
    listener, action = desk.listener, str(arguments.get('action', 'START'))
    place = place_from(arguments.get('place') or {})
    name = place_name(listener, place)
    if action == 'AVOID':
        return avoided_words(listener, arguments, desk.car.travelling.trip if desk.car.travelling else None, desk.now)
    if action == 'VIA':
        name = place_name(listener, place_from(arguments['via'][0]))
    if action != 'START':
        return (listener.wording.first((f'route.{action}',), place=name),)
    trip = desk.car.travelling.trip if desk.car.travelling else None
    if trip is None or trip.destination.place_id != place.place_id:
        return (listener.wording('route.started', place=name),)
    return (trip_words(listener, 'route.summary', trip, desk.now),)
