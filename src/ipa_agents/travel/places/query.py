"""What is looked for: which places, where, and how they are to be ordered."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.zorder import Box

__all__ = ['Along', 'PlaceQuery', 'Sort', 'check_position']

Sort = Literal['best', 'distance', 'rating', 'price']


@dataclass(frozen=True, eq=False)
class Along:
    """Beside a route beyond `after` m of its start, where going there and back costs at most `detour` s."""

    line: Line
    after: float = 0.0
    detour: float = 600.0


@dataclass(frozen=True)
class PlaceQuery:
    """What is looked for, and from where: the car, or the destination. Degrees WGS 84, m, s.

    Within `radius` of the point, or in `box` (what is in view), or along a route. `attributes` are ids of the
    catalogue. `open_at` is the local time of arrival there; what is known to be closed then is left out.
    What is known not to be as wanted is left out, what is unknown comes later and says so. With `relax`, a search
    that finds nothing is repeated with less wanted, and says what was given up.
    Raises InvalidQuery for what cannot be.
    """

    latitude: float
    longitude: float
    text: str = ''
    kind: str = ''
    cuisine: str = ''
    attributes: tuple[str, ...] = ()
    min_rating: float = 0.0
    max_price: int = 0
    open_at: datetime | None = None
    radius: float = math.inf
    box: Box | None = None
    along: Along | None = None
    limit: int = 10
    sort: Sort = 'best'
    relax: bool = False

    def __post_init__(self) -> None:
        check_position(self.latitude, self.longitude)
        if self.box is not None:
            check_position(self.box.south, self.box.west)
            check_position(self.box.north, self.box.east)
        checks = (
            (self.box is None or self.along is None, 'either in a box or along a route'),
            (self.box is None or self.box.south <= self.box.north, 'the south of a box lies south of its north'),
            (self.radius > 0, 'the radius is more than 0 m'),
            (self.limit > 0, 'the limit is at least 1'),
            (0 <= self.min_rating <= 5, 'the least rating is 0 to 5'),
            (0 <= self.max_price <= 4, 'the highest price is 1 to 4, or 0 for any'),
            (self.sort in get_args(Sort), f'the order is one of {", ".join(get_args(Sort))}'),
        )
        for is_right, rule in checks:
            if not is_right:
                raise InvalidQuery(f'a search for places: {rule}')


def check_position(latitude: float, longitude: float) -> None:
    """Raises InvalidQuery, with the likely reason, for a point that is not on the earth."""
    if -90 <= latitude <= 90 and -180 <= longitude <= 180:
        return
    is_swapped = -90 <= longitude <= 90 and -180 <= latitude <= 180
    likely = '; latitude and longitude seem to be swapped' if is_swapped else ''
    raise InvalidQuery(f'{latitude:g}, {longitude:g} is no point on the earth{likely}')
