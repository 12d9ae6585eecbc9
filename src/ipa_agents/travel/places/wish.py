"""What a query wants of a place, in bits, so that many places are compared with it at once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.query import PlaceQuery, Sort
from ipa_agents.travel.places.rows import Rows

__all__ = ['UNKNOWN_METRES', 'Wish', 'understood', 'wish_of']

_STAR_METRES = 500.0
"""How many m people go further for one more star."""
_USUAL_RATING, _USUAL_PRICE = 4.0, 2.5
UNKNOWN_METRES = 2000.0
"""How many m people go further to be sure of something that they want."""
_STEP_METRES = 1e8
"""In an order by rating or price, a star or a level outweighs any way."""
_STREET = 'street'
_MOST_STARS = 5.0


@dataclass(frozen=True, eq=False)
class Wish:
    """A query in bits. `kinds` says for each of 256 numbers of kinds whether it is wanted."""

    kinds: NDArray[np.bool_]
    cuisines: np.uint64
    yes: tuple[np.uint64, ...]
    no: np.uint64
    min_rating: float
    max_price: int
    sort: Sort

    def fits(self, rows: Rows) -> NDArray[np.bool_]:
        """Which places are not known to be otherwise than wanted; their kinds are not looked at."""
        good: NDArray[np.bool_] = (rows.attributes & self.no) == 0
        if self.cuisines:
            good &= (rows.cuisines & self.cuisines) != 0
        if self.min_rating:
            good &= ~(rows.ratings < self.min_rating)
        if self.max_price:
            good &= rows.prices <= self.max_price
        return good

    def costs(self, rows: Rows) -> NDArray[np.float64]:
        """How many m of way each place has to make up for, by what is known of it; less is better."""
        costs = np.zeros(len(rows))
        if self.sort == 'distance':
            return costs
        stars = np.where(np.isnan(rows.ratings), _USUAL_RATING, rows.ratings)
        if self.sort == 'rating':
            costs += _STEP_METRES * (_MOST_STARS - stars)
        elif self.sort == 'price':
            costs += _STEP_METRES * np.where(rows.prices == 0, _USUAL_PRICE, rows.prices)
        else:
            costs -= _STAR_METRES * (stars - _USUAL_RATING)
        for bit in self.yes:
            costs += UNKNOWN_METRES * ((rows.attributes & bit) == 0)
        if self.min_rating:
            costs += UNKNOWN_METRES * np.isnan(rows.ratings)
        if self.max_price:
            costs += UNKNOWN_METRES * (rows.prices == 0)
        return costs

    @property
    def least_cost(self) -> float:
        """What no place is below; -inf where nearness does not count and all have to be looked at."""
        if self.sort == 'best':
            return -_STAR_METRES * (_MOST_STARS - _USUAL_RATING)
        return 0.0 if self.sort == 'distance' else -np.inf


def understood(query: PlaceQuery, kinds: Kinds) -> PlaceQuery:
    """The query with a text that only names a kind or a cuisine put where it belongs."""
    if query.text and not query.kind and (meant := kinds.understand(query.text)):
        kind, cuisine = meant
        return replace(query, text='', kind=kind, cuisine=cuisine or query.cuisine)
    return query


def wish_of(query: PlaceQuery, kinds: Kinds, attributes: Attributes) -> Wish:
    """A query in bits; raises InvalidQuery for a kind, cuisine or attribute that is none."""
    is_wanted = np.zeros(256, bool)
    if query.kind:
        wanted = kinds.numbers(query.kind)
        if not wanted:
            raise InvalidQuery(f'there is no kind of place {query.kind[:40]!r}')
        is_wanted[wanted] = True
    else:
        is_wanted[: len(kinds.kinds)] = True
        is_wanted[kinds.numbers(_STREET)] = bool(query.text)
    cuisine = kinds.cuisine(query.cuisine) if query.cuisine else None
    if query.cuisine and cuisine is None:
        raise InvalidQuery(f'there is no cuisine {query.cuisine[:40]!r}')
    bits = [attributes.yes(attribute) for attribute in query.attributes]
    no = sum(bit << 1 for bit in set(bits))
    if not query.text:  # what is called by its name may be private
        no |= attributes.yes('public') << 1
    return Wish(
        is_wanted,
        np.uint64(kinds.cuisine_bits((cuisine.id, *cuisine.includes) if cuisine else ())),
        tuple(map(np.uint64, bits)),
        np.uint64(no),
        query.min_rating,
        query.max_price,
        query.sort,
    )
