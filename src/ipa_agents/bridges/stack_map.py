"""The parameters of every bridge to a driving stack that say where the stack's map lies."""

from rclpy.node import Node

from ipa_agents.bridges.map_frame import PROJECTORS, map_frame
from ipa_agents.errors import SetupError
from ipa_agents.nodes.parameters import declare
from ipa_agents.travel.open_drive.geo_reference import GeoReference

__all__ = ['declare_map']


def declare_map(node: Node, projector: str) -> GeoReference | None:
    """Declare `origin` and `projector`, which is `projector` unless set; None without an origin. Raises SetupError."""
    text = 'LATITUDE,LONGITUDE in degrees of the map (with MGRS of any point of it); empty: not known'
    origin = declare(node, 'origin', '', text, read_only=True)
    text = f'of the map: {", ".join(PROJECTORS)}'
    projector = declare(node, 'projector', projector, text, read_only=True)
    if projector not in PROJECTORS:
        raise SetupError(f'projector: {projector!r} is none of {", ".join(PROJECTORS)}')
    return map_frame(projector, origin) if origin else None
