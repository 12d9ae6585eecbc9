"""Valhalla inside this process: asked in its own terms, answering in its own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ipa_agents.errors import MapMissing, NoRoute, SetupError
from ipa_agents.travel.routing.live_speeds import LiveSpeeds
from ipa_agents.travel.routing.position import Position

__all__ = ['Engine', 'location', 'valhalla_config']

Action = Literal['route', 'matrix', 'isochrone', 'locate', 'trace_attributes']
_FAR_FROM_ROAD = 2000
"""m; what is further from every road cannot be driven to."""
_LIMITS = {
    'allow_hard_exclusions': True,
    'max_timedep_distance_matrix': 1_000_000,  # m; without it a matrix knows no time, and no live speeds
    'trace': {'max_distance': 2_000_000.0, 'max_shape': 100_000, 'max_gps_accuracy': 100.0, 'max_search_radius': 100.0},
    'isochrone': {'max_contours': 8, 'max_time_contour': 240, 'max_distance_contour': 400, 'max_distance': 25_000.0},
}


def valhalla_config(tiles: Path) -> dict[str, Any]:
    """Valhalla's configuration for a folder of tiles, without its log; raises SetupError where it is not installed."""
    try:
        from valhalla import get_config
    except ImportError as error:
        raise SetupError(
            'routing needs Valhalla: pip install pyvalhalla (Python 3.12 or later), or make setup'
        ) from error
    config: dict[str, Any] = get_config(tile_extract='', tile_dir=tiles, verbose=False)
    limits = config['service_limits']
    for name, limit in _LIMITS.items():
        limits[name] = {**limits[name], **limit} if isinstance(limit, dict) else limit
    return config


class Engine:
    """Valhalla over one folder of tiles, and the live speeds that it heeds. Not for two threads at once."""

    def __init__(self, tiles: Path) -> None:
        if not tiles.is_dir():
            raise MapMissing(f'{tiles}: no routing tiles there; run `ipa town`')
        config = valhalla_config(tiles)
        from valhalla import Actor, ValhallaError

        self.live = LiveSpeeds(tiles)
        config['mjolnir']['traffic_extract'] = str(self.live.file)
        self._errors = (ValhallaError, RuntimeError)
        try:
            self._actor = Actor(config)
        finally:
            self.live.release()

    def ask(self, action: Action, request: dict[str, Any]) -> Any:
        """The answer to a request; raises NoRoute with Valhalla's words where it has none."""
        try:
            return json.loads(getattr(self._actor, action)(json.dumps({**request, **self._now(action)})))
        except self._errors as error:
            raise NoRoute(str(error)) from error

    def _now(self, action: Action) -> dict[str, Any]:
        """What makes a search heed live speeds, and nothing where there are none.

        The time is UTC, that of tiles without time zones. Of Valhalla's kinds of time "invariant" (3) leaves
        alternatives possible and lets live speeds hold for the whole way; areas know only "current" (0).
        """
        if not self.live.is_any:
            return {}
        if action == 'isochrone':
            return {'date_time': {'type': 0}}
        if action in ('route', 'matrix'):
            return {'date_time': {'type': 3, 'value': datetime.now(UTC).strftime('%Y-%m-%dT%H:%M')}}
        return {}


def location(position: Position, **more: Any) -> dict[str, Any]:
    """A position in Valhalla's terms; on a closed road, too, which is left by the shortest way."""
    place: dict[str, Any] = {
        'lat': position.latitude,
        'lon': position.longitude,
        'search_cutoff': _FAR_FROM_ROAD,
        'search_filter': {'exclude_closures': False},
        **more,
    }
    if position.heading is not None:
        place |= {'heading': round(position.heading) % 360, 'heading_tolerance': 60}
    return place
