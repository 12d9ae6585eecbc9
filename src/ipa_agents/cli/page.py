"""The cockpit page beside a car that runs here: its address, and a browser that shows it."""

import argparse
import os
import sys
import webbrowser
from collections.abc import Mapping
from types import MappingProxyType

from ipa_agents.cli.notes import note
from ipa_agents.cli.screen import Screen
from ipa_agents.cockpit.address import Address, token_or_default
from ipa_agents.nodes.composition import Composition

__all__ = ['add_page', 'address_of']


def address_of(args: argparse.Namespace, given: Mapping[str, str] = MappingProxyType({})) -> Address | None:
    """Where the page shall be, None for nowhere; arguments of a launch that are `given` win over options.

    Raises SetupError as Address does.
    """
    if not args.page:
        return None
    host, port, token = (given.get(f'cockpit_{name}') or str(getattr(args, name)) for name in ('host', 'port', 'token'))
    # What is no number is refused with all other arguments of the launch.
    return Address(host, int(port) if port.isdecimal() else args.port, token_or_default(token))


def add_page(car: Composition, address: Address, screen: Screen, *, is_shown: bool) -> None:
    """Add the page to `car` and say where it is, or that its port is taken; the node itself tries that one again."""
    from ipa_agents.nodes.cockpit_node import CockpitNode

    node = CockpitNode({'host': address.host, 'port': address.port, 'token': address.token})
    car.add(lambda: node)
    if not node.is_listening:
        screen.note(*note('no_page', host=address.host, port=str(address.port)))
        return
    screen.note(*note('page', url=address.url))
    if is_shown and screen.is_terminal and _has_display():
        webbrowser.open(address.url)


def _has_display() -> bool:
    """Without one, a browser would run in this very terminal."""
    return sys.platform == 'darwin' or bool(os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY'))
