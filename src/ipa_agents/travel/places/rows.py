"""What a search looks at of places."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ['Numbers', 'Rows']

Numbers = NDArray[np.int64]
"""Places by their numbers in a store."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Some places: degrees, bits, stars (NaN: unknown) and prices (0: unknown)."""

    numbers: Numbers
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    cuisines: NDArray[np.uint64]
    attributes: NDArray[np.uint64]
    ratings: NDArray[np.float32]
    prices: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, chosen: Any) -> 'Rows':
        """Some of them, by a mask or by indices."""
        if chosen.dtype == bool:
            chosen = chosen.nonzero()[0]
        # Twice as quick as to index by a mask.
        return Rows(
            self.numbers.take(chosen),
            self.latitudes.take(chosen),
            self.longitudes.take(chosen),
            self.cuisines.take(chosen),
            self.attributes.take(chosen),
            self.ratings.take(chosen),
            self.prices.take(chosen),
        )
