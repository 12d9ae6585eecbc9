"""The body device: doors, windows, seats, lights, mirrors, wipers and settings."""

from ipa_agents.nodes.signal_device import SignalDeviceNode
from ipa_agents.nodes.spin import run

__all__ = ['BodyNode', 'main']


class BodyNode(SignalDeviceNode):
    """Each part is independent of the others; what must not happen is the guard's to know."""

    def __init__(self) -> None:
        super().__init__('body')


def main() -> int:
    """Run the node as a process."""
    return run(BodyNode)


if __name__ == '__main__':
    raise SystemExit(main())
