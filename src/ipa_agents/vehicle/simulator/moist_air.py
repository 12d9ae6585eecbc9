"""Moist air at sea level."""

import math

__all__ = ['AIR_DENSITY', 'HEAT_CAPACITY', 'LATENT_HEAT', 'dew_point', 'humidity_ratio', 'relative_humidity']

AIR_DENSITY = 1.2
"""kg/m3"""
HEAT_CAPACITY = 1005.0
"""J/(kg K)"""
LATENT_HEAT = 2.5e6
"""J/kg"""
_PRESSURE = 101_325.0
_MAGNUS = (610.94, 17.625, 243.04)


def humidity_ratio(celsius: float, relative: float = 100.0) -> float:
    """kg of vapour in a kg of dry air at `relative` % humidity; saturation by Magnus (Alduchov and Eskridge, 1996)."""
    vapour = relative / 100 * _saturation(celsius)
    return 0.622 * vapour / (_PRESSURE - vapour)


def relative_humidity(celsius: float, ratio: float) -> float:
    """% of saturation, at most 100."""
    return min(100.0, 100 * _vapour(ratio) / _saturation(celsius))


def dew_point(ratio: float) -> float:
    """Celsius at which water begins to condense."""
    scale, slope, offset = _MAGNUS
    logarithm = math.log(max(_vapour(ratio), 1.0) / scale)
    return offset * logarithm / (slope - logarithm)


def _saturation(celsius: float) -> float:
    scale, slope, offset = _MAGNUS
    return scale * math.exp(slope * celsius / (celsius + offset))


def _vapour(ratio: float) -> float:
    return _PRESSURE * ratio / (0.622 + ratio)
