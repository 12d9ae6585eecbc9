"""What is known of how full chargers and car parks are now."""

from collections.abc import Iterator, Mapping
from itertools import islice

from ipa_agents.errors import PlaceNotFound, ReportError
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.report import Count, OccupancyReport, checked
from ipa_agents.travel.places.interface import Places

__all__ = ['KnownOccupancy']

_KINDS = ('charging_station', 'parking')
_AHEAD = 300.0
"""s by which the clocks of others may be ahead."""
_MOST = 20_000
_MOST_UNKNOWN = 1000
_AT_ONCE = 10
"""Places that are looked up in one step: a store on another machine may take its time, and guidance must go on."""


class KnownOccupancy(Mapping[str, Occupancy]):
    """By place_id what was told last, while it is of now. Steppable; it knows no clock."""

    def __init__(self, max_age: float = 900.0) -> None:
        """What was counted more than `max_age` s ago is known no more."""
        self._max_age = max_age
        self._counts: dict[str, Count] = {}
        self._there: set[str] = set()
        self._unknown: dict[str, float] = {}

    def __getitem__(self, place_id: str) -> Occupancy:
        return self._counts[place_id].occupancy

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids that were told and are no charger and no car park of the store."""
        return tuple(self._unknown)

    def take(self, report: OccupancyReport, now: float) -> None:
        """Believe a report; raises ReportError for one that is no good, and then nothing of it is believed.

        Of each place the newest count holds, whoever told it.
        """
        checked(report)
        if report.issued > now + _AHEAD:
            raise ReportError(f'it was made {report.issued - now:.0f} s from now')
        if report.issued < now - self._max_age:
            raise ReportError(f'it was made {now - report.issued:.0f} s ago; {self._max_age:.0f} s are the most')
        newer = {count.place_id: count for count in report.counts if self._is_newer(count, now)}
        if report.counts and not newer:
            raise ReportError('something newer is known of all its places, or it was counted too long ago')
        counts = {**self._counts, **{key: count for key, count in newer.items() if key not in self._unknown}}
        if len(counts) > _MOST:
            raise ReportError(f'{len(counts)} places are too many; {_MOST} are the most')
        self._counts = counts
        self._unknown.update((key, count.counted) for key, count in newer.items() if key in self._unknown)

    def step(self, now: float, places: Places) -> None:
        """Forget what is of `now` no more, and find out which places there are, some in each step.

        Raises what `places` raise where they do not answer; asking goes on in the next step.
        """
        self._counts = {key: count for key, count in self._counts.items() if self._is_of_now(count.counted, now)}
        self._unknown = {key: counted for key, counted in self._unknown.items() if self._is_of_now(counted, now)}
        self._there &= self._counts.keys()
        for key in list(islice((key for key in self._counts if key not in self._there), _AT_ONCE)):
            if _is_there(key, places):
                self._there.add(key)
            else:
                self._unknown[key] = self._counts.pop(key).counted
        while len(self._unknown) > _MOST_UNKNOWN:
            del self._unknown[next(iter(self._unknown))]

    def _is_newer(self, count: Count, now: float) -> bool:
        held = self._counts.get(count.place_id)
        return self._is_of_now(count.counted, now) and (held is None or held.counted <= count.counted)

    def _is_of_now(self, time: float, now: float) -> bool:
        """A clock that was set back makes what was told before a thing of the future: that is known no more, either."""
        return -_AHEAD <= now - time <= self._max_age


def _is_there(place_id: str, places: Places) -> bool:
    try:
        return places.place(place_id).kind in _KINDS
    except PlaceNotFound:
        return False
