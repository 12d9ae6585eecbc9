"""Names of streets, each given once."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ipa_agents.language import Words

__all__ = ['StreetNames']


class StreetNames:
    """Draws street names from the parts in config/town/words.yaml without giving one twice."""

    def __init__(self, parts: Mapping[str, Any], rng: np.random.Generator) -> None:
        self._parts = parts
        self._rng = rng
        self._left: dict[str, Iterator[Words]] = {}
        self._given: set[str] = set()

    def new(self, highway: str) -> Words:
        """A name for a street of this class, not given before in either language."""
        left = self._left.setdefault(highway, self._all(highway))
        for name in left:
            if name.en not in self._given and name.zh not in self._given:
                self._given |= {name.en, name.zh}
                return name
        raise ValueError(f'config/town/words.yaml has too few words for all {highway} streets')

    def _all(self, highway: str) -> Iterator[Words]:
        stems, types = self._parts['stems'], self._parts['types'][highway]
        for before in [('', ''), *self._parts['sides']]:
            for number in self._rng.permutation(len(stems) * len(types)):
                (stem, stem_zh), (kind, kind_zh) = stems[number % len(stems)], types[number // len(stems)]
                yield Words(f'{before[0]} {stem} {kind}'.strip(), f'{stem_zh}{before[1]}{kind_zh}')
