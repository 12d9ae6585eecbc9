"""The simulated car: steppable, deterministic for each seed, and as fast as the machine is."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.commands import accepted
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator.carrying import carried, let_go
from ipa_agents.vehicle.simulator.controls import controls_from
from ipa_agents.vehicle.simulator.inject import inject
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.physics import step
from ipa_agents.vehicle.simulator.report import report
from ipa_agents.vehicle.simulator.reporting import fitted
from ipa_agents.vehicle.simulator.snapshot import plain, restored
from ipa_agents.vehicle.simulator.state import initial_state
from ipa_agents.vehicle.simulator.terrain import terrain_of
from ipa_agents.vehicle.simulator.track import JOINING, Track, joined

__all__ = ['OWNER', 'Car']

OWNER = 'simulator'
_LONGEST_STEP = 0.1
"""s; positions and stops are good to centimetres with it."""


class Car:
    """One car: it hears its devices, follows a way, takes what a drive writes into it, and shows its signals."""

    def __init__(self, parameters: CarParameters, catalogue: Catalogue, seed: int = 0) -> None:
        self.parameters = parameters
        self.terrain = terrain_of(seed, parameters.steepest)
        self.track: Track | None = None
        self._joining = JOINING
        self._catalogue = catalogue
        self._specs = {path: spec for path, spec in catalogue.signals.items() if spec.owner == OWNER}
        self._devices = {path: value for path, value in catalogue.defaults().items() if path not in self._specs}
        self._controls = controls_from(self._devices)
        self.state = initial_state(parameters, seed)
        self._held = self._specs.keys() - self._computed()
        defaults = catalogue.defaults(OWNER)
        self.state = replace(self.state, held={path: defaults[path] for path in sorted(self._held & defaults.keys())})

    def step(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        steps = max(1, math.ceil(dt / _LONGEST_STEP - 1e-9))
        for _ in range(steps):
            self.state = step(self.parameters, self.terrain, self.state, self._controls, self.track, dt / steps)

    def hear(self, signals: Iterable[Signal]) -> None:
        """Take what the devices show: climate, windows, doors, seats, charging."""
        heard = {signal.path: signal.value for signal in signals if signal.path in self._devices}
        if heard:
            self._devices |= heard
            self._controls = controls_from(self._devices)

    def follow(self, latitudes: Sequence[float], longitudes: Sequence[float], speeds: Sequence[float]) -> None:
        """Drive along points in degrees, from where the car is; `speeds` in m/s, one between each two points.

        RejectedCommand for a way that is none, which leaves the car on the one it has.
        """
        motion = self.state.motion
        self.track = joined(
            self.parameters.track, (motion.latitude, motion.longitude), latitudes, longitudes, speeds, self._joining
        )
        self._joining = JOINING
        self.state = replace(self.state, motion=replace(motion, along=0.0))

    def leave_way(self) -> None:
        """There is no way to follow any more: the car stops, unless its speed is held."""
        self.track = None

    def write(self, signals: Iterable[Signal]) -> None:
        """Make these signals true, all or none; RejectedCommand for what is unknown, another's, or impossible."""
        state = self.state
        for signal in accepted(self._catalogue, OWNER, signals):
            state = inject(self.parameters, state, signal, self._held)
        self.state = state

    def carry(self, signals: Iterable[Signal]) -> None:
        """Let another world move the car, or have it have what is shown there; what is no signal of it is passed by.

        InvalidValue, and no change, for a value that a signal cannot have.
        """
        checked = [
            Signal(signal.path, spec.check(signal.value))
            for signal in signals
            if (spec := self._specs.get(signal.path))
        ]
        self.state = carried(self.parameters, self.state, checked, self._held)

    def let_go(self) -> None:
        """The world that carried the car is gone, or silent: it comes to a stop."""
        self.state = let_go(self.state)

    def snapshot(self) -> dict[str, Any]:
        """The whole state as JSON, for `restore`; but for the way, which navigation shows again."""
        return {'state': plain(replace(self.state, held={})), 'held': plain(self.state.held)}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Go on from a snapshot; ValueError, TypeError, KeyError or InvalidValue, and no change, for what is none."""
        written = snapshot['held'].items()
        held = {path: self._specs[path].check(value) for path, value in written if path in self._held}
        self.state = replace(restored(self.state, snapshot['state']), held=held)
        # It is in the middle of the way that it will be given.
        self._joining = math.inf

    def signals(self) -> dict[str, Value]:
        """Every signal of the simulator that has a value, in the order of the catalogue."""
        values = {**self.state.held, **self._computed()}
        return {path: fitted(spec, values[path]) for path, spec in self._specs.items() if path in values}

    def _computed(self) -> dict[str, Value]:
        return report(self.parameters, self.terrain, self.state, self._controls)
