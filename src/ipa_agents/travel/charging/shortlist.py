"""Which of many chargers are worth asking the way to: for each part of a journey those that lie best."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

import numpy as np

from ipa_agents.travel.charging.usable import Usable
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.routing.position import Position

__all__ = ['shortlist']

_EACH = 2
"""For each part of the journey so many, so that chargers lie all along it."""
_SPEED = 12.0
"""m/s as the crow flies."""
_ENERGY = 7.2e7
"""J that somebody charges, to compare detour and power; 20 kWh."""


def shortlist(chargers: Sequence[Usable], way: Sequence[Position], most: int) -> list[Usable]:
    """At most `most` of the chargers, by detour from the straight way between stops and time to charge."""
    if len(chargers) <= most:
        return list(chargers)
    latitudes = np.array([one.charger.place.latitude for one in chargers])
    longitudes = np.array([one.charger.place.longitude for one in chargers])
    apart = np.stack([distance(stop.latitude, stop.longitude, latitudes, longitudes) for stop in way])
    legs = np.array([distance(a.latitude, a.longitude, b.latitude, b.longitude) for a, b in pairwise(way)])
    detours = apart[:-1] + apart[1:] - legs[:, None]
    leg = detours.argmin(axis=0)
    numbers = np.arange(len(chargers))
    share = apart[leg, numbers] / np.maximum(apart[leg, numbers] + apart[leg + 1, numbers], 1.0)
    along = (np.cumsum(legs)[leg] - (1 - share) * legs[leg]) / max(legs.sum(), 1.0)
    cost = detours[leg, numbers] / _SPEED + _ENERGY / np.array([one.power for one in chargers])
    part = np.floor(along * max(1, most // _EACH))
    order = np.argsort(cost, kind='stable')
    groups = [order[part[order] == one].tolist() for one in np.unique(part)]
    best = [number for turn in zip_longest(*groups) for number in turn if number is not None]
    return [chargers[number] for number in best[:most]]
