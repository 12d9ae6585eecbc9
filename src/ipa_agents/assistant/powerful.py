"""Chargers with their power, which a search of navigation does not know."""

from dataclasses import replace

from ipa_agents.travel.charging.charger import charger_of
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place

__all__ = ['with_power']

_MOST = 12


def with_power(results: Results, least: float) -> Results:
    """The results with the kW of their strongest outlet among the reasons.

    Where `least` kW are wanted, what is known to have less is left out and what nobody tells comes last; where nothing
    is left, that is given up and said.
    """
    powers = [(item, _power(item.place)) for item in results.found]
    told = [_told(item, power) for item, power in powers if power is not None and power >= least]
    if not least:
        return replace(results, found=tuple(_told(item, power) for item, power in powers))
    unknown = [
        replace(item, reasons=(*item.reasons, Reason('power_unknown'))) for item, power in powers if power is None
    ]
    found = (*told, *unknown)[:_MOST]
    if found or not powers:
        return replace(results, found=found)
    given_up = (*results.relaxed, Reason('without_power', least))
    return Results(tuple(_told(item, power) for item, power in powers[:_MOST]), given_up)


def _power(place: Place) -> float | None:
    """kW of the strongest outlet; None where nobody tells."""
    powers = [outlet.power for outlet in charger_of(place).outlets if outlet.power is not None]
    return max(powers) / 1000 if powers else None


def _told(item: Found, power: float | None) -> Found:
    return item if power is None else replace(item, reasons=(*item.reasons, Reason('power', power)))
