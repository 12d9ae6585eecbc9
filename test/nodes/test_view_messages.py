import math

import pytest
from rclpy.clock import Clock

from ipa_agents import msg
from ipa_agents.errors import InvalidQuery
from ipa_agents.nodes.view_messages import view_from, view_message
from ipa_agents.travel.places.view import View

VIEW = View(((31.0, 165.5), (31.5, 165.0), (32.0, 165.5), (31.5, 166.0)))


@pytest.mark.parametrize('view', [VIEW, None])
def test_a_view_goes_through_its_message(view: View | None) -> None:
    message = view_message(Clock(), view)
    assert view_from(message) == view
    assert message.header.stamp.sec > 0


@pytest.mark.parametrize(
    ('latitudes', 'longitudes'),
    [
        ([31.0], [165.0]),
        ([31.0, 32.0, 33.0], [165.0, 166.0]),
        ([math.nan] * 3, [165.0] * 3),
        ([310.0] * 3, [165.0] * 3),
    ],
)
def test_what_is_no_view_is_refused(latitudes: list[float], longitudes: list[float]) -> None:
    with pytest.raises(InvalidQuery):
        view_from(msg.MapView(latitudes=latitudes, longitudes=longitudes))
