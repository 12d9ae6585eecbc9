"""What the home commands of Home Assistant's tests ask, as a car's domains and calls."""

from collections.abc import Mapping
from typing import Any

__all__ = ['domain_of', 'wanted_call']

_MEDIA = {
    'HassMediaNext': 'NEXT',
    'HassMediaPrevious': 'PREVIOUS',
    'HassMediaPause': 'PAUSE',
    'HassMediaUnpause': 'RESUME',
}
_COLDEST, _WARMEST = 16.0, 28.0
_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def domain_of(intent: str) -> str:
    """The domain of an intent: media, weather, or the car for climate, covers, locks and lights."""
    if intent in _MEDIA or intent in ('HassMediaSearchAndPlay', 'HassSetVolume', 'HassSetVolumeRelative'):
        return 'media'
    return 'weather' if intent == 'HassGetWeather' else 'vehicle'


def wanted_call(intent: str, slots: Mapping[str, Any]) -> dict[str, Any] | None:
    """The proposal that the intent means in a car, where a car has the same thing; else None."""
    if intent in _MEDIA:
        return {'tool': 'control_media', 'arguments': {'action': _MEDIA[intent]}}
    if intent == 'HassSetVolume':
        return {'tool': 'control_media', 'arguments': {'action': 'SET_VOLUME', 'volume': float(slots['volume_level'])}}
    if intent == 'HassClimateSetTemperature' and 'temperature' in slots:
        degrees = min(max(float(slots['temperature']), _COLDEST), _WARMEST)
        return {'tool': 'set_signals', 'arguments': {'signals': {_TEMPERATURE: degrees}}}
    return None
