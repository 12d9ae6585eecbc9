"""To whom something is said, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipa_agents.language import Language
from ipa_agents.persona.wording import Wording
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['Listener', 'capital', 'verb']

_GROUPS: dict[frozenset[Seat], str] = {
    frozenset(SEATS[:2]): 'row1',
    frozenset(SEATS[2:]): 'row2',
    frozenset(SEATS[::2]): 'driver',
    frozenset(SEATS[1::2]): 'passenger',
}


@dataclass(frozen=True)
class Listener:
    """The person in `seat`, spoken to in the language of `wording`."""

    wording: Wording
    catalogue: Catalogue
    seat: Seat

    @property
    def language(self) -> Language:
        """The language that is spoken."""
        return self.wording.language

    def zone(self, zones: frozenset[Seat]) -> str:
        """Where `zones` are, in words; empty for the listener's own seat and for the whole car."""
        if zones in (frozenset(), frozenset(SEATS), frozenset({self.seat})):
            return ''
        if zones in _GROUPS:
            return self.wording(f'zone.{_GROUPS[zones]}')
        return self.listed([self.wording(f'zone.{seat}') for seat in SEATS if seat in zones])

    def joined(self, clauses: Sequence[str]) -> str:
        """Clauses one after the other, without an end."""
        return self._series(clauses, 'join.comma', 'join.and')

    def listed(self, names: Sequence[str]) -> str:
        """Names as one list in words."""
        return self._series(names, 'join.item', 'join.last_item')

    def sentence(self, clauses: Sequence[str]) -> str:
        """Clauses as one sentence; a clause that already ends like a sentence is left as it is."""
        text = self.joined([clause for clause in clauses if clause])
        return capital(text) + ('' if not text or text[-1] in '.。!！?？…' else self._join('join.end'))

    def text(self, sentences: Sequence[str]) -> str:
        """Sentences as one text."""
        return self._join('join.gap').join(filter(None, sentences))

    def _series(self, parts: Sequence[str], comma: str, last: str) -> str:
        return self._join(last).join(filter(None, (self._join(comma).join(parts[:-1]), *parts[-1:])))

    def _join(self, key: str) -> str:
        return self.wording.phrases[key]


def capital(text: str) -> str:
    """`text` with its first letter as a sentence begins; the rest untouched."""
    return text[:1].upper() + text[1:]


def verb(name: str) -> str:
    """Whether an English name of things "is" or "are"."""
    return 'are' if name.endswith('s') and not name.endswith(('ss', 'us', 'is')) else 'is'
