"""What is reported of an act that has come to its end."""

from collections.abc import Iterable

from ipa_agents.guard.pending import Act
from ipa_agents.guard.readback import strayed
from ipa_agents.guard.rules import Rule
from ipa_agents.guard.wording import NOTHING, Wording, join
from ipa_agents.language import Words
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Signal, SignalView

__all__ = ['outcome_of']


def outcome_of(
    act: Act, remarks: Iterable[Rule], silent: frozenset[str], state: SignalView, wording: Wording
) -> Outcome:
    """The outcome of `act`, with the signals as the car shows them in `state`.

    `remarks` are told as far as they are true of what was done; `silent` are the devices that have said nothing since
    the command.
    """
    status, rule, reason = _end(act, silent, wording)
    remarks = tuple(_true_of(act, remarks))
    return Outcome(
        '',
        '',
        status,
        rule=rule or (remarks[0].id if remarks else ''),
        reason=reason.en,
        reason_zh=reason.zh,
        warnings=tuple(remark.words.en for remark in remarks),
        warnings_zh=tuple(remark.words.zh for remark in remarks),
        signals=tuple(Signal(path, state[path]) for path in act.verdict.situation.wish if path in state),
    )


def _true_of(act: Act, remarks: Iterable[Rule]) -> Iterable[Rule]:
    """None where nothing was reached; of what rules added, those whose additions the car shows."""
    failed = {rule for path, rule in act.verdict.added.items() if path not in act.reached}
    return (rule for rule in remarks if act.reached and rule not in failed)


def _end(act: Act, silent: frozenset[str], wording: Wording) -> tuple[Status, str, Words]:
    """Status, rule and reason; DONE only when everything that is still this act's own was shown."""
    if act.stopped:
        return Status.SUPERSEDED, 'stop', wording.say('stop')
    if act.refused:
        return Status.FAILED, 'device', _with_reached(act, _refusals(act, wording), wording)
    if act.waiting:
        status, rule, key = _late(act, silent)
        names = wording.names(act.waiting)
        devices = wording.device(min(silent)) if silent else NOTHING
        return status, rule, _with_reached(act, wording.say(key, names=names, device=devices), wording)
    if act.replaced and not act.reached:
        return Status.SUPERSEDED, 'superseded', wording.say('superseded')
    if act.replaced:
        return Status.DONE, '', wording.say('replaced', names=wording.names(act.replaced))
    return Status.DONE, '', NOTHING


def _late(act: Act, silent: frozenset[str]) -> tuple[Status, str, str]:
    """The car did not show it in time: since it shows something else, since nobody answers, or just not yet."""
    if silent and not act.named:
        return Status.TIMED_OUT, 'timed-out', 'timed-out-silent'
    seen = [path for path in act.waiting if path in act.seen]
    astray = any(strayed(act.waiting[path], act.before.get(path), act.seen[path]) for path in seen)
    if astray or (act.action is not None and act.named):
        return Status.FAILED, 'wrong-answer', 'wrong-answer'
    return Status.TIMED_OUT, 'timed-out', 'timed-out'


def _refusals(act: Act, wording: Wording) -> Words:
    """Why, and of what if it was not all."""
    refused: dict[tuple[Words, bool], list[str]] = {}
    for path, rejection in act.refused.items():
        reason = Words(rejection.reason, rejection.reason_zh)
        refused.setdefault((reason, bool(rejection.paths)), []).append(path)
    return join(
        wording.say('device-part', names=wording.names(paths), reason=reason)
        if is_part
        else wording.say('device', reason=reason)
        for (reason, is_part), paths in refused.items()
    )


def _with_reached(act: Act, reason: Words, wording: Wording) -> Words:
    if not act.reached:
        return reason
    return join((reason, wording.say('reached', names=wording.names(act.reached))))
