"""The frame `map` of a driving stack: metres from an origin, where the stack's own map has it."""

import math

from ipa_agents.errors import SetupError
from ipa_agents.travel.geodesy import bearing
from ipa_agents.travel.open_drive.geo_reference import GeoReference

__all__ = ['PROJECTORS', 'earth_heading', 'map_frame', 'map_pose']

_UTM_SCALE = 0.9996
_SQUARE = 100_000.0
"""m; the side of a square of MGRS."""
_STEP = 1e-5
"""Degrees of latitude, about a metre."""
PROJECTORS = ('LocalCartesian', 'LocalCartesianUTM', 'TransverseMercator', 'MGRS')
"""As in Autoware's map_projector_info.yaml."""


def map_frame(projector: str, origin: str) -> GeoReference:
    """The frame about `origin`, "LATITUDE,LONGITUDE" in degrees; for MGRS any point of the map. Raises SetupError.

    LocalCartesian is flat about the origin and here laid along the ellipsoid, which differs by 4 mm at 10 km.
    LocalCartesianUTM is UTM counted from the origin, MGRS from the corner of its square of 100 km, TransverseMercator
    has its own meridian (Autoware's autoware_map_projection_loader).
    """
    try:
        latitude, longitude = (float(word) for word in origin.split(','))
    except ValueError as error:
        raise SetupError(f'origin: {origin!r} is no LATITUDE,LONGITUDE') from error
    if not (abs(latitude) < 84 and abs(longitude) <= 180):  # also false for NaN
        raise SetupError(f'origin: {origin!r} is no place on the earth that has a map')
    match projector:
        case 'LocalCartesian':
            return GeoReference(latitude, longitude)
        case 'TransverseMercator':
            return GeoReference(latitude, longitude, _UTM_SCALE)
        case 'LocalCartesianUTM' | 'MGRS':
            zone = GeoReference.of_zone(int((longitude + 180) // 6) % 60 + 1, latitude < 0)
            east, north = zone.to_metres(latitude, longitude)
            if projector == 'MGRS':
                east, north = (math.floor(metres / _SQUARE) * _SQUARE for metres in (east, north))
            return GeoReference(0.0, zone.longitude, _UTM_SCALE, zone.east - east, zone.north - north)
    raise SetupError(f'projector: {projector!r} is none of {", ".join(PROJECTORS)}')


def map_pose(frame: GeoReference, latitude: float, longitude: float, heading: float) -> tuple[float, float, float]:
    """x and y in m and the yaw in rad, counter-clockwise from x, of a car that heads `heading` degrees from north."""
    x, y = frame.to_metres(latitude, longitude)
    across = math.sin(math.radians(heading)) / math.cos(math.radians(latitude))
    ahead = frame.to_metres(latitude + _STEP * math.cos(math.radians(heading)), longitude + _STEP * across)
    return x, y, math.atan2(ahead[1] - y, ahead[0] - x)


def earth_heading(frame: GeoReference, x: float, y: float, grid: float) -> float:
    """Degrees from north of a car at x, y in m that heads `grid` degrees clockwise from the y of the map."""
    here = frame.to_degrees(x, y)
    ahead = frame.to_degrees(x + math.sin(math.radians(grid)), y + math.cos(math.radians(grid)))
    return bearing(*here, *ahead)
