import argparse

import pytest

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.cli.running import chosen
from ipa_agents.cli.up import add_parser

pytestmark = pytest.mark.ros


def told(*words: str) -> dict[str, str]:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    return chosen(parser.parse_args(['up', *words]))


def test_what_is_said_reaches_the_nodes_and_what_is_not_changes_nothing() -> None:
    words = ('--places', 'mcp+http://fleet:8320/mcp', '--town', 'maps', '--music', '.', '--brain', 'reflex')
    assert told(*words) == {
        'places': 'mcp+http://fleet:8320/mcp',
        'map_folder': 'maps',
        'music_folder': '.',
        'brain': 'reflex',
        'endpoints': '',
    }
    assert not any(told().values())


def test_every_option_is_an_argument_of_a_launch() -> None:
    assert told().keys() <= load_bringup().arguments.keys()
