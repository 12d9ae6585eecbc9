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
        return Rows(
            self.numbers[chosen],
            self.latitudes[chosen],
            self.longitudes[chosen],
            self.cuisines[chosen],
            self.attributes[chosen],
            self.ratings[chosen],
            self.prices[chosen],
        )
