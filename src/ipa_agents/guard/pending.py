"""What devices were told and have not shown yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipa_agents.guard.readback import shows, shows_fields
from ipa_agents.guard.request import Request
from ipa_agents.guard.tools import Action
from ipa_agents.guard.verdict import Verdict
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Rejection
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['Act', 'Pending']


@dataclass(slots=True)
class Act:
    """A proposal that was allowed. `waiting` are the signals (or the action) that the car has yet to show.

    `before` are the values when it was sent, `seen` the last ones read since. What a device refused, or a newer act
    took over, is not waited for.
    """

    request: Request
    verdict: Verdict
    sent: float
    deadline: float
    waiting: dict[str, Value]
    commands: dict[str, str] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    seen: dict[str, Value] = field(default_factory=dict)
    reached: dict[str, Value] = field(default_factory=dict)
    refused: dict[str, Rejection] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    named: bool = False
    stopped: bool = False

    @property
    def action(self) -> Action | None:
        """The action of media or navigation that was sent."""
        return self.request.wish.action

    def reach(self, key: str) -> None:
        """The car shows what was wished for at `key`."""
        self.reached[key] = self.waiting.pop(key)


class Pending:
    """All acts in flight, oldest first; a key is waited for by one act only, the newest."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._acts: list[Act] = []

    def __iter__(self) -> Iterator[Act]:
        return iter(tuple(self._acts))

    def __len__(self) -> int:
        return len(self._acts)

    def coming(self) -> dict[str, Value]:
        """What the devices are just bringing about."""
        return {key: value for act in self._acts for key, value in act.waiting.items()}

    def add(self, act: Act) -> None:
        """Wait for `act`; what older acts wait for at the same keys is no longer theirs."""
        for older in self._acts:
            for key in act.waiting.keys() & older.waiting.keys():
                older.replaced.append(key)
                del older.waiting[key]
        self._acts.append(act)

    def see(self, signals: Iterable[Signal], stamp: float) -> None:
        """Compare a report of `stamp` with what is waited for; older than the command, it says nothing."""
        for signal in signals:
            for act in self._acts:
                wished = act.waiting.get(signal.path)
                if wished is None or stamp < act.sent:
                    continue
                act.seen[signal.path] = signal.value
                if shows(self._catalogue[signal.path], wished, signal.value):
                    act.reach(signal.path)

    def see_state(self, device: str, command_id: str, state: Mapping[str, Any]) -> None:
        """Compare a device's state with the actions that it has carried out: that one and those sent before it."""
        acts = [act for act in self._acts if act.action is not None and act.action.device == device]
        last = next((index for index, act in enumerate(acts) if command_id in act.commands), -1)
        for act in acts[: last + 1]:
            act.named = True
            for key in list(act.waiting):
                if act.action is not None and shows_fields(act.action.shows, state):
                    act.reach(key)

    def reject(self, rejection: Rejection) -> None:
        """A device refuses a command: nothing of what it refuses is waited for any more."""
        for act in self._acts:
            if act.commands.get(rejection.command_id) == rejection.device:
                for key in [key for key in act.waiting if self._device(key) == rejection.device]:
                    if not rejection.paths or key in rejection.paths:
                        act.refused[key] = rejection
                        del act.waiting[key]

    def stop(self, act: Act) -> None:
        """Wait for `act` no longer."""
        act.stopped = True
        act.waiting.clear()

    def settle(self, now: float) -> tuple[Act, ...]:
        """Take out the acts that are waited for no longer, or were for too long."""
        settled = tuple(act for act in self._acts if not act.waiting or now >= act.deadline)
        self._acts = [act for act in self._acts if act.waiting and now < act.deadline]
        return settled

    def devices(self, keys: Iterable[str]) -> frozenset[str]:
        """The devices that `keys` belong to."""
        return frozenset(map(self._device, keys))

    def _device(self, key: str) -> str:
        spec = self._catalogue.signals.get(key)
        return spec.owner if spec else key.partition(':')[0]
