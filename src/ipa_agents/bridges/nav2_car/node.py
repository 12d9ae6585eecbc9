"""Nav2's localisation, which carries our car."""

from ipa_agents.bridges.map_car import MapCarNode
from ipa_agents.nodes.spin import run

__all__ = ['Nav2CarBridge', 'main']


class Nav2CarBridge(MapCarNode):
    """The world `nav2`."""

    def __init__(self) -> None:
        super().__init__('nav2_car_bridge', 'nav2', 'LocalCartesian')


def main() -> int:
    """Run the node as a process."""
    return run(Nav2CarBridge)


if __name__ == '__main__':
    raise SystemExit(main())
