"""What navigation shows as vehicle signals."""

from collections.abc import Mapping

from ipa_agents.travel.guiding.state import NavigationState
from ipa_agents.travel.routing.router import Road
from ipa_agents.vehicle.signals import Value

__all__ = ['navigation_signals']

_PREFIX = 'Vehicle.Cabin.Infotainment.Navigation'


def navigation_signals(state: NavigationState, road: Road | None, volume: int) -> Mapping[str, Value]:
    """The signals that navigation owns; where it goes and the speed limit only while they are known."""
    route, progress = state.route, state.progress
    is_guiding = state.status == 'GUIDING'
    signals: dict[str, Value] = {
        'IsGuiding': is_guiding,
        'DistanceRemaining': round(progress.distance_remaining),
        'TimeRemaining': round(progress.time_remaining),
        'DestinationName': route.destination.name if route else '',
        'NextManeuver': route.maneuvers[progress.maneuver].instruction if route and is_guiding else '',
        'RoadName': road.name.en if road else '',
        'Mute': 'MUTED' if state.is_muted else 'UNMUTED',
        'Volume': volume,
    }
    if route is not None:
        signals['DestinationSet.Latitude'] = route.destination.latitude
        signals['DestinationSet.Longitude'] = route.destination.longitude
    if road is not None and road.speed_limit is not None:
        signals['SpeedLimit'] = road.speed_limit
    return {f'{_PREFIX}.{name}': value for name, value in signals.items()}
