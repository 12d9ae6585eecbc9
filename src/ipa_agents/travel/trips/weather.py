"""The weather as the car feels it, as far as it matters to who gets out."""

import math
from dataclasses import dataclass
from typing import Literal

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.habits import Habits
from ipa_agents.vehicle.signals import SignalView

__all__ = ['NO_WEATHER', 'WEATHER_SIGNALS', 'Caution', 'Weather', 'cautions', 'weather_from']

Caution = Literal['rain', 'cold', 'hot']

_RAIN = 'Vehicle.Body.Raindetection.Intensity'
_OUTSIDE = 'Vehicle.Exterior.AirTemperature'
WEATHER_SIGNALS = frozenset({_RAIN, _OUTSIDE})
"""What `weather_from` reads."""
_WET = 5.0
"""% of the rain sensor from which on people want no long way on foot."""
_COLD, _HOT = 3.0, 33.0
"""Celsius beyond which people do not stay outdoors for pleasure."""


@dataclass(frozen=True, slots=True)
class Weather:
    """`is_raining`, and the air `outside` in Celsius; NaN: nobody tells."""

    is_raining: bool = False
    outside: float = math.nan

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What speaks against being outdoors."""
        found: list[Caution] = ['rain'] if self.is_raining else []
        if self.outside < _COLD:
            found.append('cold')
        elif self.outside > _HOT:
            found.append('hot')
        return tuple(found)


NO_WEATHER = Weather()


def weather_from(seen: SignalView) -> Weather:
    """What the car's signals tell of it now."""
    rain, outside = seen.get(_RAIN), seen.get(_OUTSIDE)
    return Weather(
        is_raining=isinstance(rain, int | float) and rain >= _WET,
        outside=float(outside) if isinstance(outside, int | float) else math.nan,
    )


def cautions(place: Place, weather: Weather, habits: Habits) -> tuple[Caution, ...]:
    """What speaks against a place that is no fun in every weather."""
    return weather.cautions if place.kind in habits.outdoors else ()
