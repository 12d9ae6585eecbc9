"""Who brings which signal, where another world brings some that are simulated otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ['Claim', 'Claims']


@dataclass(frozen=True, slots=True)
class Claim:
    """`source` brings the signals of `paths` since `since` (s of the machine's clock); without paths, none any more."""

    source: str
    paths: frozenset[str]
    since: float


class Claims:
    """The earlier claim to a signal holds; of two that are equally early, that of the name that comes first."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}
        self._holders: dict[str, str] = {}

    def hear(self, claim: Claim) -> None:
        """The newest claim of a source takes the place of its last one."""
        self._claims[claim.source] = claim
        later_first = sorted(self._claims.values(), key=lambda known: (known.since, known.source), reverse=True)
        self._holders = {path: known.source for known in later_first for path in known.paths}

    def holder(self, path: str) -> str | None:
        """Who brings this signal; None where nobody claims it."""
        return self._holders.get(path)

    def lost(self, source: str) -> Mapping[str, str]:
        """What `source` claims and another holds, and who."""
        claim = self._claims.get(source)
        paths = sorted(claim.paths) if claim else ()
        return {path: self._holders[path] for path in paths if self._holders[path] != source}

    @property
    def holders(self) -> frozenset[str]:
        """Everybody who brings a signal."""
        return frozenset(self._holders.values())

    @property
    def paths(self) -> frozenset[str]:
        """Every signal that is claimed."""
        return frozenset(self._holders)
