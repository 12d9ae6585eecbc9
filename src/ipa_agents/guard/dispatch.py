"""Sends what was allowed to the devices, and waits until the car shows it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ipa_agents.guard.car_state import CarState
from ipa_agents.guard.effects import Effects, SendCommand
from ipa_agents.guard.outcomes import outcome_of
from ipa_agents.guard.pending import Act, Pending
from ipa_agents.guard.policy import Policy
from ipa_agents.guard.readback import shows_exactly
from ipa_agents.guard.refusal import Refusal
from ipa_agents.guard.request import Request
from ipa_agents.guard.situation import Situation
from ipa_agents.guard.verdict import Verdict, remarks_after
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Command, Rejection, Status
from ipa_agents.vehicle.seats import DRIVER
from ipa_agents.vehicle.signals import Signal, SignalView, Value

__all__ = ['Dispatch']


class Dispatch:
    """Commands out, read-backs in, outcomes out."""

    def __init__(self, catalogue: Catalogue, policy: Policy, state: CarState, make_id: Callable[[], str]) -> None:
        self._catalogue = catalogue
        self._policy = policy
        self._state = state
        self._make_id = make_id
        self._pending = Pending(catalogue)

    def __len__(self) -> int:
        return len(self._pending)

    def coming(self) -> SignalView:
        """What the devices are just bringing about."""
        return self._pending.coming()

    def prepare(self, request: Request, verdict: Verdict, now: float) -> Act | Refusal:
        """What has to be done so that the car shows all that is wished; refused when a device for it is missing."""
        act = self._act(request, verdict, self._state.fresh(now), now)
        return self._obstacle(act, now) or act

    def start(self, act: Act, now: float) -> Effects:
        """Send what the car does not show already, and wait for it."""
        request, verdict = act.request, act.verdict
        detail = {
            'proposal': request.proposal.proposal_id,
            'decision': 'allow',
            'rules': [rule.id for rule in verdict.remarks],
            'added': {path: verdict.situation.wish[path] for path in verdict.added},
        }
        effects: Effects = (request.note('guard', detail, now),)
        commands = tuple(self._commands(act))
        act.commands = {command.command_id: command.device for command in commands}
        effects += _send(request, commands, now)
        self._pending.add(act)
        return effects + self.settle(now)

    def see(self, signals: Iterable[Signal], stamp: float, now: float) -> Effects:
        """Signals were reported."""
        self._pending.see(signals, stamp)
        return self.settle(now)

    def see_state(self, device: str, command_id: str, state: Mapping[str, Any], now: float) -> Effects:
        """Media or navigation reported their state."""
        self._pending.see_state(device, command_id, state)
        return self.settle(now)

    def reject(self, rejection: Rejection, now: float) -> Effects:
        """A device refuses a command."""
        self._pending.reject(rejection)
        return self.settle(now)

    def halt(self, seat: str, now: float) -> Effects:
        """Stop what still moves for `seat` where it is now; for the driver, what moves for anyone."""
        state = self._state.fresh(now)
        effects: Effects = ()
        for act in self._pending:
            moving = {path: state[path] for path, wished in act.waiting.items() if _moves(wished, state.get(path))}
            if moving and seat in (act.request.proposal.seat, DRIVER):
                self._pending.stop(act)
                effects += _send(act.request, self._by_device(moving), now)
        return effects + self.settle(now)

    def settle(self, now: float) -> Effects:
        """The outcomes of all acts that have come to their end."""
        effects: Effects = ()
        for act in self._pending.settle(now):
            effects += self._end(act, now)
        return effects

    def _act(self, request: Request, verdict: Verdict, state: SignalView, now: float) -> Act:
        coming = self._pending.coming()
        wished: Mapping[str, Value] = verdict.situation.wish
        if request.wish.action:
            wished, takes = {request.wish.action.key: True}, request.wish.action.takes
            shown: dict[str, Value] = {}
        else:
            shown = {p: v for p, v in wished.items() if p not in coming and shows_exactly(v, state.get(p))}
            specs = [self._catalogue[path] for path in wished if path not in shown]
            takes = max((function.takes for spec in specs for function in spec.functions), default=0.0)
        return Act(
            request=request,
            verdict=verdict,
            sent=now,
            deadline=now + takes + self._policy.limits.readback_margin,
            waiting={key: value for key, value in wished.items() if key not in shown},
            before={path: state[path] for path in wished if path in state},
            reached=shown,
        )

    def _obstacle(self, act: Act, now: float) -> Refusal | None:
        limits, wording = self._policy.limits, self._policy.wording
        devices = sorted(self._pending.devices(act.waiting))
        missing = [device for device in devices if self._state.silence(device, now) > limits.device_silence]
        if missing:
            reason = wording.say('device-missing', device=wording.device(missing[0]))
            return Refusal('device-missing', reason, ', '.join(missing), Status.FAILED)
        if len(self._pending) >= limits.in_flight:
            return Refusal('busy', wording.say('busy'))
        return None

    def _commands(self, act: Act) -> Iterable[Command]:
        wish = act.request.wish
        if wish.action:
            yield Command(self._make_id(), wish.action.device, action=wish.action.name, arguments=wish.arguments)
        else:
            yield from self._by_device(act.waiting)

    def _by_device(self, values: SignalView) -> Iterable[Command]:
        for device in sorted(self._pending.devices(values)):
            signals = tuple(
                Signal(path, value) for path, value in values.items() if self._catalogue[path].owner == device
            )
            yield Command(self._make_id(), device, signals=signals)

    def _end(self, act: Act, now: float) -> Effects:
        request = act.request
        silent = frozenset(
            device
            for device in self._pending.devices(act.waiting)
            if self._state.silence(device, now) >= now - act.sent
        )
        state = self._state.fresh(now)
        after = self._situation_after(act, state)
        remarks = (*act.verdict.remarks, *remarks_after(after, self._policy.rules))
        outcome = outcome_of(act, remarks, silent, state, self._policy.wording)
        readback = {
            'proposal': request.proposal.proposal_id,
            'shown': sorted(act.reached),
            'not shown': sorted(act.waiting),
        }
        ended = {'proposal': request.proposal.proposal_id, 'status': outcome.status.name, 'rule': outcome.rule}
        return (
            request.note('readback', readback, now),
            request.note('outcome', ended, now),
            *request.outcomes(outcome, now),
        )

    def _situation_after(self, act: Act, state: SignalView) -> Situation:
        return act.verdict.situation.seen(state, self._state.fields('media'), self._state.fields('navigation'))


def _send(request: Request, commands: Iterable[Command], now: float) -> Effects:
    effects: Effects = ()
    for command in commands:
        told = {'command': command.command_id, 'device': command.device}
        effects += (request.note('command', told, now), SendCommand(command))
    return effects


def _moves(wished: Value, value: Value | None) -> bool:
    """Whether a signal is on its way: a number that is not yet what was wished."""
    return isinstance(wished, int | float) and not isinstance(wished, bool) and value is not None and value != wished
