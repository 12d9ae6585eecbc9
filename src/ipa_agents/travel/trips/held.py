"""The trip that the navigation holds, as it is shown to others."""

from dataclasses import dataclass

from ipa_agents.language import Words
from ipa_agents.travel.trips.guide import Phase
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.trip import Trip

__all__ = ['NOTHING_HELD', 'HeldTrip']

_NO_WORDS = Words('', '')


@dataclass(frozen=True, slots=True)
class HeldTrip:
    """Mirrors msg/Trip. `phase` None: there is none. `number` is the stop that is driven to or stayed at, from 0.

    `command_id` is the last command of the trip that was carried out; `warning` says why the battery does not last.
    """

    itinerary: Itinerary
    phase: Phase | None = None
    number: int = 0
    command_id: str = ''
    warning: Words = _NO_WORDS

    @property
    def rest(self) -> tuple[Entry, ...]:
        """The stops that are still to come, or where people are."""
        return self.itinerary.entries[self.number :]


NOTHING_HELD = HeldTrip(Itinerary(Trip(()), ()))
