"""A device: the actuators that one node owns, what they are told, and what they show."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.commands import accepted
from ipa_agents.vehicle.devices.actuator import actuator
from ipa_agents.vehicle.signals import Signal, SignalView, Value

__all__ = ['STUCK', 'Device', 'Mode']

STUCK = 'Vehicle.Simulation.Fault.Stuck'


class Mode(StrEnum):
    """How a device fails, to test those who rely on it: not at all, it ignores commands, or does something else."""

    NORMAL = 'normal'
    DEAF = 'deaf'
    LYING = 'lying'


class Device:
    """The actuators of `owner`, as the catalogue lists them; they stand at their defaults until they are told."""

    def __init__(self, catalogue: Catalogue, owner: str) -> None:
        self.catalogue = catalogue
        self.owner = owner
        self.mode = Mode.NORMAL
        self.broken: frozenset[str] = frozenset()
        self._stuck: frozenset[str] = frozenset()
        self._actuators = {path: actuator(catalogue[path], value) for path, value in catalogue.defaults(owner).items()}

    def take(self, signals: Sequence[Signal]) -> None:
        """Begin to do a command: all of it, or RejectedCommand and nothing of it."""
        wishes = accepted(self.catalogue, self.owner, signals)
        if not wishes:
            raise RejectedCommand('the command is empty', '命令为空')
        for wish in wishes:
            if wish.path in self.broken | self._stuck:
                raise RejectedCommand(*_cannot_move(self.catalogue[wish.path]))
        if self.mode != Mode.DEAF:
            self.wish(self.with_consequences(wishes))

    def hear(self, signals: Iterable[Signal]) -> None:
        """Take notice of what the rest of the car shows."""
        for signal in signals:
            if signal.path == STUCK and isinstance(signal.value, tuple):
                self._stuck = frozenset(signal.value)
                self._hold()

    def step(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        self._hold()
        self._actuators = {path: actuator.step(dt) for path, actuator in self._actuators.items()}

    def values(self) -> Mapping[str, Value]:
        """What the device shows."""
        return {path: actuator.value for path, actuator in self._actuators.items()}

    def snapshot(self) -> dict[str, Any]:
        """What it shows and what it was told, for `restore`."""
        return {path: [actuator.value, actuator.wish] for path, actuator in self._actuators.items()}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Go on from a snapshot; a value that a signal cannot have raises InvalidValue, and nothing is changed."""
        restored = {
            path: actuator(spec, spec.check(value)).wished(spec.check(wish))
            for path, (value, wish) in snapshot.items()
            if path in self._actuators and (spec := self.catalogue[path])
        }
        self._actuators |= restored

    def with_consequences(self, wishes: tuple[Signal, ...]) -> tuple[Signal, ...]:
        """`wishes` and what the device does along with them; a device whose parts are independent does nothing."""
        return wishes

    def wish(self, signals: Iterable[Signal]) -> None:
        """Tell the actuators what to become."""
        for signal in signals:
            value = signal.value if self.mode == Mode.NORMAL else _another(self.catalogue[signal.path], signal.value)
            actuator = self._actuators[signal.path]
            if actuator.wish != value:
                self._actuators[signal.path] = actuator.wished(value)

    def wishes(self) -> SignalView:
        """What the actuators are told to become, or already are."""
        return {path: actuator.wish for path, actuator in self._actuators.items()}

    def _hold(self) -> None:
        for path in (self.broken | self._stuck) & self._actuators.keys():
            self._actuators[path] = self._actuators[path].stopped()


def _cannot_move(spec: SignalSpec) -> tuple[str, str]:
    return f'the {spec.names["en"][0]} does not respond', f'{spec.names["zh"][0]}没有响应'


def _another(spec: SignalSpec, value: Value) -> Value:
    """A value that the signal may have and that is not `value`."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return next(other for other in spec.allowed if other != value)
    middle = ((spec.minimum or 0) + (spec.maximum or 0)) / 2
    other = spec.minimum if isinstance(value, int | float) and value > middle else spec.maximum
    return spec.check(other)
