"""Where a car is."""

from dataclasses import dataclass

__all__ = ['Position']


@dataclass(frozen=True, slots=True)
class Position:
    """Where a car is, degrees WGS 84, and its heading, degrees from north; None when it is not known."""

    latitude: float
    longitude: float
    heading: float | None = None
