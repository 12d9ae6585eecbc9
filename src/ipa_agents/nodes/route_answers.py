"""What navigation answers about charging and areas, from messages."""

from itertools import pairwise
from typing import Any

import ipa_agents.srv as srv
from ipa_agents.assistant.route_facts import ChargeAt, Charging
from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.nodes.state_messages import place_from

__all__ = ['charging_from', 'rings_from']


def charging_from(response: srv.PlanCharging.Response) -> Charging:
    """Whether the battery lasts, and where to charge; raises RejectedCommand where neither is known."""
    why_not = Words('', '') if response.success else Words(response.message, response.message_zh)
    if why_not.en and response.charge <= 0:
        raise RejectedCommand(why_not.en, why_not.zh)
    return Charging(
        charge=response.charge,
        arrival=response.arrival,
        margin=response.margin,
        stops=tuple(map(_stop, response.stops)),
        duration=response.duration,
        given_up=tuple(response.given_up),
        why_not=why_not,
    )


def rings_from(response: srv.Reach.Response) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The rings of an area, each as points of (latitude, longitude) in degrees."""
    points = tuple(zip(response.latitudes, response.longitudes, strict=True))
    return tuple(points[start:end] for start, end in pairwise([0, *response.ends]))


def _stop(message: Any) -> ChargeAt:
    return ChargeAt(
        place=place_from(message.place),
        arrival=message.arrival_charge,
        departure=message.departure_charge,
        duration=message.charging_time,
        price=message.price,
        currency=message.currency,
        wait=message.wait,
    )
