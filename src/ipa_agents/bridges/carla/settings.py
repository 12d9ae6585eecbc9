"""What the bridge to CARLA is told: which car, whose messages, how they count, and where the world lies."""

import math
from dataclasses import dataclass
from typing import Any

from ipa_agents.bridges.topic_part import is_topic_part
from ipa_agents.errors import SetupError
from ipa_agents.nodes.parameters import declare

__all__ = ['Settings', 'declare_role', 'declared']

_WORLDS = {'ros_bridge': 'carla', 'native': 'carla_native'}
_LEFT_HANDED = {'ros_bridge': (), 'native': ('gnss', 'imu')}
_TURNED = ('odometry', 'gnss', 'imu', 'goal')


@dataclass(frozen=True, slots=True)
class Settings:
    """`world` is a name in config/bridges; `origin` in degrees, None where the map of the world says it."""

    role: str
    world: str
    left_handed: tuple[str, ...]
    origin: tuple[float, float] | None


def declare_role(node: Any) -> str:
    """Declare `role_name`, which is a part of the topics of a car; raises SetupError for what can be none."""
    role = str(declare(node, 'role_name', 'hero', 'of the car in CARLA', read_only=True))
    if not is_topic_part(role):
        raise SetupError(f'{node.get_name()}: role_name {role!r} can be no part of a topic: letters, digits and _')
    return role


def declared(node: Any) -> Settings:
    """Declare the parameters that cannot change while the node runs; raises SetupError for a wrong one."""
    role = declare_role(node)
    source = declare(node, 'source', 'ros_bridge', f'of the messages: {" or ".join(_WORLDS)}', read_only=True)
    if source not in _WORLDS:
        raise SetupError(f'{node.get_name()}: source {source!r} is none of {", ".join(_WORLDS)}')
    text = f'which of {", ".join(_TURNED)} count y to the right, as CARLA itself does; empty: by the source'
    turned = tuple(name for name in declare(node, 'left_handed', [''], text, read_only=True) if name)
    if unknown := set(turned) - set(_TURNED):
        names = ', '.join(sorted(unknown))
        raise SetupError(f'{node.get_name()}: left_handed: {names} is none of {", ".join(_TURNED)}')
    text = "degrees of the world's x = y = 0; NaN: as its map says"
    latitude, longitude = (declare(node, name, math.nan, text, read_only=True) for name in ('latitude', 'longitude'))
    is_told = math.isfinite(latitude) or math.isfinite(longitude)
    if is_told and not (abs(latitude) < 90 and abs(longitude) <= 180):
        raise SetupError(f'{node.get_name()}: latitude {latitude:g}, longitude {longitude:g} is no place on the earth')
    return Settings(
        role=role,
        world=_WORLDS[source],
        left_handed=turned or _LEFT_HANDED[source],
        origin=(latitude, longitude) if is_told else None,
    )
