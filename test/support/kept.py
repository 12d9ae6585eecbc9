"""What is kept of people in tests, and how such a test is played."""

import math
from collections.abc import Callable, Coroutine
from typing import Any

from rehearsal import Rehearsal

from ipa_agents.memory.store import Memory
from ipa_agents.travel.places.place import Place

__all__ = ['HOME', 'Play', 'Scene', 'restaurant', 'values']

HOME = {'name': 'Elm Street 5', 'name_zh': '榆树街5号', 'latitude': 43.7, 'longitude': 7.4}
Scene = Callable[[Rehearsal], Coroutine[Any, Any, None]]
Play = Callable[..., None]


def restaurant(name: str, cuisine: str = '', distance: float = math.nan, **more: Any) -> Place:
    return Place(name, name, '', 'restaurant', 43.7, 7.4, cuisine=cuisine, distance=distance, **more)


def values(memory: Memory) -> list[tuple[str, str, object]]:
    return [(kept.person, kept.topic, kept.value) for kept in memory.kept()]
