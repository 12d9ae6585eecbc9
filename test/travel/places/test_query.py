import math

import pytest

from ipa_agents.errors import InvalidQuery
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.zorder import Box

ALONG = Along(Line([0.0, 1.0], [0.0, 1.0]))


@pytest.mark.parametrize(
    ('point', 'wish', 'reason'),
    [
        ((116.4, 39.9), {}, 'swapped'),
        ((-95.0, 10.0), {}, 'no point on the earth'),
        ((10.0, 181.0), {}, 'no point on the earth'),
        ((math.nan, 10.0), {}, 'no point on the earth'),
        ((10.0, math.inf), {}, 'no point on the earth'),
        ((0.0, 0.0), {'radius': 0.0}, 'radius'),
        ((0.0, 0.0), {'radius': math.nan}, 'radius'),
        ((0.0, 0.0), {'limit': 0}, 'limit'),
        ((0.0, 0.0), {'min_rating': 6.0}, 'rating'),
        ((0.0, 0.0), {'max_price': 5}, 'price'),
        ((0.0, 0.0), {'sort': 'loudness'}, 'order'),
        ((0.0, 0.0), {'box': Box(2.0, 0.0, 1.0, 1.0)}, 'south'),
        ((0.0, 0.0), {'box': Box(120.0, 30.0, 121.0, 31.0)}, 'swapped'),
        ((0.0, 0.0), {'box': Box(0.0, 0.0, 1.0, 1.0), 'along': ALONG}, 'either'),
    ],
)
def test_what_cannot_be_looked_for_is_said(point: tuple[float, float], wish: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidQuery, match=reason):
        PlaceQuery(*point, **wish)


def test_a_box_across_180_degrees_can_be_looked_for() -> None:
    assert PlaceQuery(0.0, 0.0, box=Box(-1.0, 179.0, 1.0, -179.0)).box is not None
