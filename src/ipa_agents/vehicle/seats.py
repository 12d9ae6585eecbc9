"""Seats and the zones of the car that belong to them."""

from typing import Literal, get_args

__all__ = ['DRIVER', 'SEATS', 'Seat', 'is_seat', 'vss_row', 'vss_side']

Seat = Literal['row1_driver', 'row1_passenger', 'row2_driver', 'row2_passenger']
SEATS: tuple[Seat, ...] = get_args(Seat)
DRIVER: Seat = 'row1_driver'


def is_seat(text: str) -> bool:
    """Whether `text` names a seat."""
    return text in SEATS


def vss_row(seat: Seat) -> str:
    """The VSS row of a seat: "Row1"."""
    return 'Row1' if seat.startswith('row1') else 'Row2'


def vss_side(seat: Seat) -> str:
    """The VSS side of a seat: "Driver" or "Passenger"; doors and seats add "Side" to it."""
    return 'Driver' if seat.endswith('driver') else 'Passenger'
