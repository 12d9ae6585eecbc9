"""The air, the sun and the rain around the car."""

import math
from dataclasses import dataclass, replace

__all__ = [
    'DARK',
    'KINDS',
    'Weather',
    'air_temperature',
    'irradiance',
    'light_intensity',
    'sun_elevation',
    'with_air_temperature',
    'with_kind',
    'with_rain',
]

DARK = 55.0
"""% of light below which drivers need their lamps (some 600 lx)."""

_WARMEST_HOUR = 15.0
_LUMENS_PER_WATT = 120.0
"""lm/W; luminous efficacy of daylight."""
_FULL_LIGHT = 100_000.0
"""lx; a clear noon in summer."""


@dataclass(frozen=True, slots=True)
class _Kind:
    cloudiness: float
    rain: float = 0.0
    humidity: float | None = None
    wind: float = 2.0


KINDS = {
    'SUNNY': _Kind(5),
    'PARTLY_CLOUDY': _Kind(45),
    'CLOUDY': _Kind(90),
    'RAIN': _Kind(95, 45, 92),
    'SNOW': _Kind(95, 20, 90),
    'FOG': _Kind(85, 0, 98, 0.5),
    'THUNDERSTORM': _Kind(100, 85, 95, 12),
    'HAIL': _Kind(100, 70, 92, 10),
    'WIND': _Kind(50, 0, None, 16),
}
"""What each kind of weather brings; the names are the values of Vehicle.Exterior.Weather."""


@dataclass(frozen=True, slots=True)
class Weather:
    """Solar time `hour` in h, `day` of the year, daily mean of the air in Celsius and its `swing` in K; the rest in %.

    `rain` is what the rain sensor of the windscreen shows, `kind` one of KINDS, `wind` in m/s.
    `light` holds the light intensity of a tunnel or a garage; None lets the sun decide.
    """

    hour: float
    day: int
    mean: float
    swing: float
    humidity: float
    cloudiness: float
    rain: float = 0.0
    light: float | None = None
    kind: str = 'SUNNY'
    wind: float = 2.0

    def step(self, dt: float) -> 'Weather':
        """The weather `dt` seconds later; midnight begins the same day again."""
        return replace(self, hour=(self.hour + dt / 3600) % 24)


def air_temperature(weather: Weather) -> float:
    """Celsius; a daily cosine."""
    return weather.mean + weather.swing * math.cos((weather.hour - _WARMEST_HOUR) * math.pi / 12)


def with_air_temperature(weather: Weather, celsius: float) -> Weather:
    """The weather of a day in which the air has `celsius` at this hour."""
    return replace(weather, mean=weather.mean + celsius - air_temperature(weather))


def with_kind(weather: Weather, kind: str) -> Weather:
    """The weather turned into one of KINDS."""
    new = KINDS[kind]
    humidity = weather.humidity if new.humidity is None else new.humidity
    return replace(weather, kind=kind, cloudiness=new.cloudiness, rain=new.rain, wind=new.wind, humidity=humidity)


def with_rain(weather: Weather, rain: float) -> Weather:
    """The weather with so much rain (%), which makes the kind of it wet or dry."""
    if rain > 0 and KINDS[weather.kind].rain == 0:
        weather = with_kind(weather, 'RAIN')
    elif rain == 0 and KINDS[weather.kind].rain > 0:
        weather = with_kind(weather, 'CLOUDY')
    return replace(weather, rain=rain)


def sun_elevation(hour: float, day: int, latitude: float) -> float:
    """Radians above the horizon; declination by Cooper (1969)."""
    declination = math.radians(23.45) * math.sin(2 * math.pi * (284 + day) / 365)
    phi = math.radians(latitude)
    around_noon = (hour - 12) * math.pi / 12
    sine = math.sin(phi) * math.sin(declination) + math.cos(phi) * math.cos(declination) * math.cos(around_noon)
    return math.asin(max(-1.0, min(1.0, sine)))


def irradiance(weather: Weather, latitude: float) -> float:
    """W/m2 on level ground; clear sky by Haurwitz (1945), clouds by Kasten and Czeplak (1980)."""
    sine = math.sin(sun_elevation(weather.hour, weather.day, latitude))
    if sine <= 0:
        return 0.0
    return 1098 * sine * math.exp(-0.057 / sine) * (1 - 0.75 * math.pow(weather.cloudiness / 100, 3.4))


def light_intensity(weather: Weather, latitude: float) -> float:
    """% as the eye sees it: the logarithm of the illuminance, 0 at night, 100 on a clear noon."""
    if weather.light is not None:
        return weather.light
    elevation = math.degrees(sun_elevation(weather.hour, weather.day, latitude))
    twilight = 400 * math.exp(min(elevation, 0.0))
    lux = _LUMENS_PER_WATT * irradiance(weather, latitude) + twilight
    return min(100.0, 100 * math.log10(1 + lux) / math.log10(1 + _FULL_LIGHT))
