"""A function of the car: a signal, or one signal a zone, that people name and change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ipa_agents.errors import SignalError
from ipa_agents.language import Language
from ipa_agents.vehicle.seats import Seat, vss_row, vss_side
from ipa_agents.vehicle.signals import Value

__all__ = ['Driving', 'Function', 'Names', 'Rights', 'Risk', 'SignalType', 'ZoneDefault']

SignalType = Literal['boolean', 'integer', 'float', 'string', 'list']
Risk = Literal['comfort', 'notable', 'risky']
Driving = Literal['any', 'standstill', 'parked']
Rights = Literal['zone', 'cabin', 'driver']
ZoneDefault = Literal['speaker', 'all']
Names = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Function:
    """What a catalogue entry says of one function.

    `path` may hold {row} and {side}, which each zone fills. `sign` is -1 where people count the other way
    than the signal does (seat ventilation). `on` and `off` are the values of "switch on" or "open" and of
    their opposites; `change` is what "a bit" adds, as people count. `takes` is the time in seconds until
    the state must show a command. `extension` is true where VSS has no such signal or has it only to be read.
    """

    id: str
    path: str
    owner: str
    type: SignalType
    names: Names
    verbs: str
    unit: str = ''
    minimum: float | None = None
    maximum: float | None = None
    step: float = 1.0
    change: float = 1.0
    levels: int = 0
    sign: int = 1
    default: Value = 0
    on: Value | None = None
    off: Value | None = None
    allowed: Mapping[str, Names] = field(default_factory=dict)
    zones: tuple[Seat, ...] = ()
    zone_default: ZoneDefault = 'speaker'
    risk: Risk = 'comfort'
    driving: Driving = 'any'
    rights: Rights = 'zone'
    takes: float = 1.0
    extension: bool = False

    def __hash__(self) -> int:
        return hash(self.id)

    def path_of(self, zone: Seat | None = None) -> str:
        """The signal path in `zone`; functions without zones take None."""
        if zone is None:
            return self.path
        return self.path.format(row=vss_row(zone), side=vss_side(zone))

    def paths(self) -> dict[str, Seat | None]:
        """Every signal path of the function, with its zone."""
        return {self.path_of(zone): zone for zone in self.zones} if self.zones else {self.path: None}

    def nearest(self, value: float) -> Value:
        """The value nearest to `value` that is within the range and on a step; raises SignalError if no number."""
        low, high = self._range()
        steps = round((min(max(value, low), high) - low) / self.step)
        exact = min(low + steps * self.step, high)
        return float(exact) if self.type == 'float' else int(exact)

    def level_of(self, value: float) -> int:
        """The counted level that `value` is nearest to: 0 is off, and all on its other side; `levels` the far end."""
        low, high = self._range()
        return max(0, round(value * self.levels / (high if self.sign > 0 else low)))

    def _range(self) -> tuple[float, float]:
        if self.minimum is None or self.maximum is None:
            raise SignalError(f'{self.id} is no number')
        return self.minimum, self.maximum
