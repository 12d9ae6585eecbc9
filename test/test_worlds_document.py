"""The tables of docs/worlds/README.md are what config/bridges declares."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from ipa_agents.bridges.world import Given, World, load_world
from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.config_files import config_folder
from ipa_agents.vehicle.catalogue import load_catalogue

DOCUMENT = (Path(__file__).parents[1] / 'docs' / 'worlds' / 'README.md').read_text(encoding='utf-8')
WORLDS = tuple(load_world(name) for name in ('carla', 'carla_native', 'gazebo', 'nav2', 'autoware'))


def short(topic: str) -> str:
    return topic.rpartition('/')[2]


def brought_by(world: World, path: str) -> str:
    return ', '.join(_named(given) for given in world.gives if path in given.signals)


def _named(given: Given) -> str:
    return short(given.topic) + '*' * given.is_optional


def row(*cells: str) -> str:
    return f'| {" | ".join(cells)} |'


def rows_below(heading: str) -> list[str]:
    (section,) = re.findall(rf'^## {heading}\n(.*?)(?=^## |\Z)', DOCUMENT, re.MULTILINE | re.DOTALL)
    return [line for line in section.splitlines() if line.startswith('|')][2:]


def all_given() -> Iterable[str]:
    for path in load_catalogue().signals:
        cells = [brought_by(world, path) for world in WORLDS]
        if any(cells):
            yield row(f'`{path}`', *cells)


def test_what_each_world_gives_stands_there_signal_by_signal() -> None:
    assert rows_below('What they give') == list(all_given())


def test_what_each_world_takes_stands_there_topic_by_topic() -> None:
    taken = [row(world.name, f'`{part.topic}`', part.type, part.follows) for world in WORLDS for part in world.takes]
    assert rows_below('What they take') == taken


@pytest.mark.parametrize('world', load_bringup().worlds)
def test_every_world_that_can_be_chosen_is_named(world: str) -> None:
    assert f'`{world}`' in DOCUMENT


def test_no_world_with_topics_is_left_out() -> None:
    files = (file for file in (config_folder() / 'bridges').glob('*.yaml'))
    with_topics = {file.stem for file in files if re.search('^gives:', file.read_text(encoding='utf-8'), re.MULTILINE)}
    assert with_topics == {world.name for world in WORLDS}
