"""Where the x and y of an OpenDRIVE map lie on the earth: the <geoReference> of its header, a PROJ string."""

import math
import re
from dataclasses import dataclass, field
from typing import Self
from xml.etree import ElementTree

from ipa_agents.errors import MapMissing

__all__ = ['GeoReference', 'geo_reference_of']

_RADIUS, _FLATTENING = 6_378_137.0, 1 / 298.257223563
"""m; WGS 84."""
_HEADER = re.compile(r'<header\b.*?</header>|<header\b[^>]*/>', re.DOTALL)
_WORD = re.compile(r'\+(\w+)(?:=(\S+))?')
_ROUNDS = 5
"""Of the latitude from the conformal one: each is good to some more digits, and these to 1e-12 degrees."""
_POLE, _FARTHEST = 89.999, 2e7
"""Degrees and m, beyond which there is no place that could be told."""
_SAME_EARTH = ('WGS84', 'GRS80', 'NAD83', 'ETRS89')
"""As ellps or datum: within a metre of WGS 84."""


@dataclass(frozen=True, slots=True)
class GeoReference:
    """A transverse Mercator projection on WGS 84 about a point in degrees.

    Series by Krueger to the third order of n, good to less than a millimetre within 3000 km (C. Karney, Transverse
    Mercator with an accuracy of a few nanometers, 2011, equations 7 to 36).
    """

    latitude: float = 0.0
    longitude: float = 0.0
    scale: float = 1.0
    east: float = 0.0
    north: float = 0.0
    _begin: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, '_begin', _unprojected(self.latitude, 0.0)[1])

    def to_metres(self, latitude: float, longitude: float) -> tuple[float, float]:
        """x to the east and y to the north for a point in degrees; NaN for none on the earth, and for a pole."""
        if not abs(latitude) < _POLE:
            return math.nan, math.nan
        across = math.remainder(longitude - self.longitude, 360)
        x, y = _unprojected(latitude, across)
        return self.east + self.scale * x, self.north + self.scale * (y - self._begin)

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point in m; NaN for one that cannot be on the earth."""
        east, north = (x - self.east) / self.scale, (y - self.north) / self.scale + self._begin
        if not max(abs(east), abs(north)) < _FARTHEST:
            return math.nan, math.nan
        latitude, across = _projected(east, north)
        return latitude, math.remainder(self.longitude + across, 360)

    @classmethod
    def of_zone(cls, zone: int, is_south: bool) -> Self:
        """A zone of UTM."""
        return cls(0.0, zone * 6 - 183, 0.9996, 500_000.0, 10_000_000.0 if is_south else 0.0)


def geo_reference_of(opendrive: str) -> GeoReference | None:
    """That of an OpenDRIVE document; None where it has none. Raises MapMissing for one that cannot be used."""
    found = _HEADER.search(opendrive)
    if found is None:
        raise MapMissing('no OpenDRIVE document: it has no <header>')
    try:
        header = ElementTree.fromstring(found[0])
    except ElementTree.ParseError as error:
        raise MapMissing(f'the header of the OpenDRIVE document cannot be read: {error}') from error
    said = (header.findtext('geoReference') or '').strip()
    if not said:
        return None
    words = {key: value or '' for key, value in _WORD.findall(said)}
    if not words:
        raise MapMissing(f'the <geoReference> of the OpenDRIVE document is no PROJ string: {said[:60]}')
    try:
        reference = _reference(words)
        moved = header.find('offset')
        if moved is None:
            return reference
        x, y, turned = (float(moved.get(name, '0')) for name in ('x', 'y', 'hdg'))
    except ValueError as error:
        raise MapMissing(f'the <geoReference> of the OpenDRIVE document has what is no number: {error}') from error
    if turned:
        raise MapMissing('the <offset> of the OpenDRIVE document turns the map, which is not understood')
    if not math.isfinite(x + y):
        raise MapMissing('the <offset> of the OpenDRIVE document is no distance')
    # A point of the map lies at its coordinates and the offset in the projection (OpenDRIVE 1.8, 7.3).
    return GeoReference(
        reference.latitude, reference.longitude, reference.scale, reference.east - x, reference.north - y
    )


def _reference(words: dict[str, str]) -> GeoReference:
    for name, known in (('ellps', _SAME_EARTH), ('datum', _SAME_EARTH), ('units', ('m',))):
        if (given := words.get(name, known[0])) not in known:
            raise MapMissing(f'the <geoReference> of the OpenDRIVE document has {name} {given}, not {known[0]}')
    if words.get('proj') == 'utm':
        zone = int(words.get('zone', ''))
        if not 1 <= zone <= 60:
            raise MapMissing(f'the <geoReference> of the OpenDRIVE document has the UTM zone {zone}, not 1 to 60')
        return GeoReference.of_zone(zone, 'south' in words)
    if words.get('proj', 'tmerc') != 'tmerc':  # towns of CARLA of before 2020 do not say it
        raise MapMissing(f'the projection {words.get("proj")} of the OpenDRIVE document is neither tmerc nor utm')
    scale = float(words.get('k', words.get('k_0', '1')))
    latitude, longitude, east, north = (float(words.get(name, '0')) for name in ('lat_0', 'lon_0', 'x_0', 'y_0'))
    if not (abs(latitude) < _POLE and abs(longitude) <= 360 and math.isfinite(east + north) and 0.5 < scale < 2):
        raise MapMissing('the <geoReference> of the OpenDRIVE document is no place on the earth')
    return GeoReference(latitude, longitude, scale, east, north)


_N = _FLATTENING / (2 - _FLATTENING)
_ECCENTRICITY = math.sqrt(_FLATTENING * (2 - _FLATTENING))
_MERIDIAN = _RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_FORTH = (
    _N / 2 - 2 / 3 * _N**2 + 5 / 16 * _N**3,
    13 / 48 * _N**2 - 3 / 5 * _N**3,
    61 / 240 * _N**3,
)
_BACK = (
    _N / 2 - 2 / 3 * _N**2 + 37 / 96 * _N**3,
    _N**2 / 48 + _N**3 / 15,
    17 / 480 * _N**3,
)


def _unprojected(latitude: float, across: float) -> tuple[float, float]:
    """m from the equator and from the meridian for degrees, at scale 1."""
    sine = math.sin(math.radians(latitude))
    conformal = math.sinh(math.atanh(sine) - _ECCENTRICITY * math.atanh(_ECCENTRICITY * sine))
    angle = math.radians(across)
    xi = math.atan2(conformal, math.cos(angle))
    eta = math.asinh(math.sin(angle) / math.hypot(conformal, math.cos(angle)))
    turns = [(2 * (index + 1), factor) for index, factor in enumerate(_FORTH)]
    x = eta + sum(factor * math.cos(turn * xi) * math.sinh(turn * eta) for turn, factor in turns)
    y = xi + sum(factor * math.sin(turn * xi) * math.cosh(turn * eta) for turn, factor in turns)
    return _MERIDIAN * x, _MERIDIAN * y


def _projected(x: float, y: float) -> tuple[float, float]:
    """Degrees for m from the equator and from the meridian, at scale 1."""
    xi, eta = y / _MERIDIAN, x / _MERIDIAN
    turns = [(2 * (index + 1), factor) for index, factor in enumerate(_BACK)]
    north = xi - sum(factor * math.sin(turn * xi) * math.cosh(turn * eta) for turn, factor in turns)
    east = eta - sum(factor * math.cos(turn * xi) * math.sinh(turn * eta) for turn, factor in turns)
    conformal = math.asinh(math.sin(north) / math.hypot(math.sinh(east), math.cos(north)))
    sine = math.tanh(conformal)
    for _ in range(_ROUNDS):
        sine = math.tanh(conformal + _ECCENTRICITY * math.atanh(_ECCENTRICITY * sine))
    return math.degrees(math.asin(sine)), math.degrees(math.atan2(math.sinh(east), math.cos(north)))
