"""Places on their way into a store, many at once, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.place import NamedPlace
from ipa_agents.travel.places.record import id_key, record_of

__all__ = ['Batch', 'Fault', 'batch_of', 'faults']

Fault = str
_FAULTS: tuple[Fault, ...] = ('not a number', 'out of range', 'swapped', 'nameless', 'of no known kind')
_PRICES = frozenset('1234')


@dataclass(frozen=True, eq=False)
class Batch:
    """Columns of the same length: degrees, numbers of kinds, bits of cuisines and attributes, stars (NaN: unknown),
    prices (0: unknown), keys of the ids, and the records, an empty one for a place that has no name; no records at all
    for places that have nothing but columns.
    """

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    kinds: NDArray[np.uint8]
    cuisines: NDArray[np.uint64]
    attributes: NDArray[np.uint64]
    ratings: NDArray[np.float32]
    prices: NDArray[np.uint8]
    ids: NDArray[np.uint64]
    records: Sequence[bytes] = ()

    def __len__(self) -> int:
        return len(self.latitudes)


def batch_of(places: Sequence[NamedPlace], kinds: Kinds, attributes: Attributes) -> Batch:
    """The columns of places; raises KeyError for a kind that is not in the catalogue."""
    numbers = {kind.id: number for number, kind in enumerate(kinds.kinds)}
    plain = [named.place for named in places]
    prices = [place.attribute('price_level') or '' for place in plain]
    return Batch(
        np.array([place.latitude for place in plain], np.float64),
        np.array([place.longitude for place in plain], np.float64),
        np.array([numbers[place.kind] for place in plain], np.uint8),
        np.array([kinds.cuisine_bits(filter(None, place.cuisine.split(';'))) for place in plain], np.uint64),
        np.array([attributes.of(place.attributes) for place in plain], np.uint64),
        np.array([place.rating for place in plain], np.float32),
        np.array([int(price) if price in _PRICES else 0 for price in prices], np.uint8),
        np.array([id_key(place.place_id) for place in plain], np.uint64),
        [record_of(named) for named in places],
    )


def faults(batch: Batch, kinds: int) -> tuple[NDArray[np.bool_], dict[Fault, int]]:
    """Which places of a batch can be taken, of how many kinds there are, and how many cannot for which reason."""
    latitudes, longitudes = batch.latitudes, batch.longitudes
    is_number = np.isfinite(latitudes) & np.isfinite(longitudes)
    is_out = is_number & ~((np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180))
    is_swapped = is_out & (np.abs(latitudes) <= 180) & (np.abs(longitudes) <= 90)
    is_nameless = np.array([not record for record in batch.records], bool) if batch.records else np.False_
    wrongs = (~is_number, is_out & ~is_swapped, is_swapped, is_nameless, batch.kinds >= kinds)
    is_good = np.ones(len(batch), bool)
    counts = {}
    for fault, wrong in zip(_FAULTS, wrongs, strict=True):
        if count := int(np.count_nonzero(is_good & wrong)):
            counts[fault] = count
        is_good &= ~wrong
    return is_good, counts
