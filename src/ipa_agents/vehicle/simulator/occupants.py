"""Who sits where, and whether they wear their belts."""

from dataclasses import dataclass, replace

from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['Occupants', 'seated']


@dataclass(frozen=True, slots=True)
class Occupants:
    """Zones in the order of SEATS."""

    seated: tuple[bool, ...]
    belted: tuple[bool, ...]

    def sit(self, seat: Seat, present: bool) -> 'Occupants':
        """Someone sits down, or leaves and takes the belt off."""
        belted = self.belted if present else _with(self.belted, seat, False)
        return replace(self, seated=_with(self.seated, seat, present), belted=belted)

    def belt(self, seat: Seat, on: bool) -> 'Occupants':
        """The belt of `seat` is closed or opened."""
        return replace(self, belted=_with(self.belted, seat, on))


def seated(*seats: Seat) -> Occupants:
    """People on `seats`, with their belts on."""
    places = tuple(seat in seats for seat in SEATS)
    return Occupants(places, places)


def _with(places: tuple[bool, ...], seat: Seat, value: bool) -> tuple[bool, ...]:
    index = SEATS.index(seat)
    return (*places[:index], value, *places[index + 1 :])
