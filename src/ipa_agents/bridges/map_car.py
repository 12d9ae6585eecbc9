"""What carries our car beside a driving stack: where the stack says, on its own map, that it is."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.bridges.map_frame import earth_heading
from ipa_agents.bridges.stack_map import declare_map
from ipa_agents.bridges.standard import odometry_signals
from ipa_agents.bridges.world import load_world
from ipa_agents.errors import SetupError
from ipa_agents.travel.open_drive.geo_reference import GeoReference

__all__ = ['MapCarNode', 'map_odometry_signals']

_LOCATION = 'Vehicle.CurrentLocation'


def map_odometry_signals(frame: GeoReference, message: Any) -> Mapping[str, object]:
    """nav_msgs/Odometry with the pose on a map, whose grid need not point north, and the twist in the car's frame."""
    signals = odometry_signals(message)
    place = message.pose.pose.position
    latitude, longitude = frame.to_degrees(place.x, place.y)
    grid = float(str(signals[f'{_LOCATION}.Heading']))
    return {
        **signals,
        f'{_LOCATION}.Latitude': latitude,
        f'{_LOCATION}.Longitude': longitude,
        f'{_LOCATION}.Heading': earth_heading(frame, place.x, place.y, grid),
    }


class MapCarNode(BridgeNode):
    """Claims the place and the movement of the car."""

    def __init__(self, name: str, world_name: str, projector: str) -> None:
        world = load_world(world_name)
        super().__init__(name, world.signals)
        frame = declare_map(self, projector)
        if frame is None:
            raise SetupError('origin: where the map lies is not known; set it to LATITUDE,LONGITUDE')
        self.hear_world(world, readers={'map_odometry': partial(map_odometry_signals, frame)})
