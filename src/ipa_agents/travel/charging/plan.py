"""A charge plan: where the car charges on a trip, how full it comes and goes, when, and for how much."""

import math
from dataclasses import dataclass
from typing import Literal

from ipa_agents.travel.charging.charger import Charger, Outlet
from ipa_agents.travel.charging.conditioning import Conditioning
from ipa_agents.travel.places.place import Place

__all__ = ['Charge', 'ChargePlan', 'NoPlan', 'Relaxed', 'Stop', 'WhyNot']

Relaxed = Literal['arrival', 'reserve', 'limit']
"""What was asked for and could not be kept: the charge at the destination, the reserve, or the charge limit."""
WhyNot = Literal['state_unknown', 'battery_empty', 'no_way', 'no_charger', 'no_plug', 'none_in_reach', 'too_far']
"""Battery or weather is not known; no road leads there; no charger is known; none is known to have a plug that fits;
none can be reached; or even from charger to charger it is too far."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where people want to be for `stay` s; `charger` is one that they can use meanwhile."""

    place: Place
    stay: float = 0.0
    charger: Charger | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """Charging at `outlet` with at most `power` W, from and to a share of the battery, before the stop number `stop`.

    `begins` s after departure, with `wait` s in `seconds`; `energy` J are bought for `cost`, NaN when the price is not
    known. `while_staying`: at that stop, during the stay.
    """

    charger: Charger
    outlet: Outlet
    power: float
    stop: int
    arriving: float
    leaving: float
    begins: float
    wait: float
    seconds: float
    energy: float
    cost: float = math.nan
    currency: str = ''
    conditioning: Conditioning | None = None
    while_staying: bool = False


@dataclass(frozen=True, slots=True)
class ChargePlan:
    """For each stop the share of the battery on arrival and the s after departure; `seconds` in all, stays included.

    `reserve` is the share that is kept everywhere, `relaxed` what could not be kept of what was asked for.
    """

    charges: tuple[Charge, ...]
    arriving: tuple[float, ...]
    times: tuple[float, ...]
    seconds: float
    metres: float
    reserve: float
    relaxed: tuple[Relaxed, ...] = ()


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Why there is no plan; `missing` J to the next charger or to the destination, NaN when that is not known."""

    reason: WhyNot
    missing: float = math.nan
