"""A route as navigation tells it, small enough to be reckoned by hand."""

from ipa_agents import msg

__all__ = ['LATITUDES', 'METRES', 'ORIGIN', 'led_route']

ORIGIN = (60.0, 24.0)
LATITUDES = (60.0, 60.001, 60.002, 60.002)
_LONGITUDES = (24.0, 24.0, 24.0, 24.002)
METRES = 111_410.0
"""In a degree of latitude at 60 degrees."""


def led_route(
    *stops: tuple[float, float],
    latitudes: tuple[float, ...] = LATITUDES,
    passed: int = 0,
    end: tuple[float, float] = (60.0021, 24.002),
) -> msg.Route:
    """North for 223 m, then east for 112 m to 11 m south of `end`; `passed` stops are behind."""
    ends = [*[0.0] * passed, *[(latitude - ORIGIN[0]) * METRES for latitude, _ in stops], 334.0]
    return msg.Route(
        route_id='led',
        destination=msg.Place(latitude=end[0], longitude=end[1]),
        stops=[msg.Place(latitude=latitude, longitude=longitude) for latitude, longitude in stops],
        latitudes=list(latitudes),
        longitudes=list(_LONGITUDES),
        maneuvers=[msg.Maneuver(kind='DESTINATION', distance=end) for end in ends],
    )
