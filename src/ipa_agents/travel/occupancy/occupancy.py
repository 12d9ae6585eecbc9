"""What an operator tells of a charger or a car park."""

from dataclasses import dataclass

__all__ = ['UNKNOWN', 'Occupancy']


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How many outlets or spaces are free now, and how long in s one waits for one; None: nobody tells."""

    free: int | None = None
    wait: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether anybody told."""
        return self.free is not None or self.wait is not None


UNKNOWN = Occupancy()
