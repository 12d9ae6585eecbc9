"""The demo town as a map, made once for all tests of a session."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ipa_agents.travel.map.folder import Map, load_map, make_town_map
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.town.town import Town, make_town

__all__ = ['SQUARE', 'find', 'planned_town', 'town', 'town_folder']

SQUARE = (31.2, 165.4)


@cache
def town_folder() -> Path:
    work = tempfile.mkdtemp(prefix='ipa-test-town-')
    atexit.register(shutil.rmtree, work, ignore_errors=True)
    make_town_map(Path(work) / 'town', 1, lambda text: None)
    return Path(work) / 'town'


@cache
def town() -> Map:
    return load_map(town_folder())


@cache
def planned_town() -> Town:
    return make_town(1)


def find(name: str) -> Place:
    """The one place of the demo town with exactly this name."""
    found = town().places.search(PlaceQuery(*SQUARE, text=name, limit=1)).places
    assert found, name
    assert name in (found[0].name, found[0].name_zh)
    return found[0]
