"""What a charger is to one car: the plug that it uses, how fast, how long one waits and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipa_agents.travel.charging.charger import Charger, Outlet, usable_outlet
from ipa_agents.travel.charging.conditioning import Conditioning
from ipa_agents.travel.charging.electric_car import Battery, ElectricCar, Terms, filling
from ipa_agents.travel.charging.journey import Site
from ipa_agents.travel.occupancy.occupancy import Occupancy

__all__ = ['Usable', 'cost_of', 'site_of', 'usable_chargers', 'wait_at']

_KWH = 3.6e6


@dataclass(frozen=True, slots=True)
class Usable:
    """A charger with its best outlet for a car, and the W through that."""

    charger: Charger
    outlet: Outlet
    power: float


def usable_chargers(chargers: Sequence[Charger], car: ElectricCar, terms: Terms) -> list[Usable]:
    """Those that are open to everybody and known to have a plug that fits."""
    found = ((charger, usable_outlet(charger, car, terms)) for charger in chargers if charger.is_public)
    return [Usable(charger, *outlet) for charger, outlet in found if outlet]


def site_of(
    usable: Usable, car: ElectricCar, battery: Battery, terms: Terms, warmed: Conditioning | None, stay: float
) -> Site:
    """The charger as the search sees it; `stay` s are spent there anyway."""
    temperature = warmed.temperature if warmed else battery.temperature
    per_joule, once = _price(usable, car, terms)
    return Site(
        filling=filling(car, battery, usable.power, temperature),
        overhead=terms.handling + wait_at(usable.charger.occupancy, terms),
        price=per_joule * terms.worth,
        once=once * terms.worth,
        meanwhile=stay,
    )


def wait_at(occupancy: Occupancy, terms: Terms) -> float:
    """s until an outlet is free, as far as it is known."""
    # Who counts outlets and not the waiting may leave that at 0.
    if occupancy.wait or (occupancy.wait == 0 and occupancy.free != 0):
        return occupancy.wait
    if occupancy.free is None:
        return terms.wait
    return 0.0 if occupancy.free > 0 else terms.full


def cost_of(charger: Charger, bought: float, seconds: float) -> tuple[float, str] | None:
    """The price of `bought` J within `seconds`, and its currency; None when it is not known."""
    fee = charger.fee
    if fee is None:
        return (0.0, '') if charger.is_free else None
    amounts = {'kWh': bought / _KWH, 'hour': seconds / 3600, 'day': 1.0, 'once': 1.0}
    return fee.amount * amounts[fee.unit], fee.currency


def _price(usable: Usable, car: ElectricCar, terms: Terms) -> tuple[float, float]:
    """Money for a J in the battery, and for the visit."""
    fee = usable.charger.fee
    if fee is None:
        return (0.0 if usable.charger.is_free else terms.price / _KWH / car.efficiency), 0.0
    if fee.unit == 'kWh':
        return fee.amount / _KWH / car.efficiency, 0.0
    if fee.unit == 'hour':
        return fee.amount / 3600 / (usable.power * car.efficiency), 0.0
    return 0.0, fee.amount
