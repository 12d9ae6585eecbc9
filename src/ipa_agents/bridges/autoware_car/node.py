"""Autoware's localisation, which carries our car."""

from ipa_agents.bridges.map_car import MapCarNode
from ipa_agents.nodes.spin import run

__all__ = ['AutowareCarBridge', 'main']


class AutowareCarBridge(MapCarNode):
    """The world `autoware`."""

    def __init__(self) -> None:
        super().__init__('autoware_car_bridge', 'autoware', 'MGRS')


def main() -> int:
    """Run the node as a process."""
    return run(AutowareCarBridge)


if __name__ == '__main__':
    raise SystemExit(main())
