"""The climate device."""

from ipa_agents.nodes.signal_device import SignalDeviceNode
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.devices import Hvac

__all__ = ['HvacNode', 'main']


class HvacNode(SignalDeviceNode):
    """Moves what `hvac/command` says, with what hangs together in a climate system."""

    def __init__(self) -> None:
        super().__init__('hvac')

    def make_device(self, catalogue: Catalogue) -> Hvac:
        """The device behind the node."""
        return Hvac(catalogue, self.get_name())


def main() -> int:
    """Run the node as a process."""
    return run(HvacNode)


if __name__ == '__main__':
    raise SystemExit(main())
