"""A Kuksa databroker and our car: the broker's car drives it, or it shows itself to the broker."""

from rclpy.node import Node

from ipa_agents.nodes.spin import run

__all__ = ['main', 'provide']


def main() -> int:
    """Run the bridge to a car behind a broker as a process."""
    return run(_car)


def provide() -> int:
    """Run the provider of our car's signals as a process."""
    return run(_provider)


# The nodes are imported only now: where kuksa-client is missing, that is an error which is told in a line.
def _car() -> Node:
    from ipa_agents.bridges.kuksa_car import KuksaCar

    return KuksaCar()


def _provider() -> Node:
    from ipa_agents.bridges.kuksa_provider import KuksaProvider

    return KuksaProvider()


if __name__ == '__main__':
    raise SystemExit(main())
