"""Reports of the traffic as they come by the topic, which is latched: they may be there before the map is."""

import math
from collections.abc import Iterator

import pytest
from rclpy.node import Node
from small_map import small_router, spot, spot_place

from ipa_agents import msg
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.traffic_feed import TrafficFeed


@pytest.fixture(autouse=True)
def _free_roads() -> Iterator[None]:
    yield
    small_router().live.show({})


def test_what_was_told_before_the_map_was_open_holds_on_it(node: Node) -> None:
    feed = TrafficFeed(node, Health(node))
    (topic,) = (one for one in node.subscriptions if one.topic_name == '/car/traffic')
    usual = small_router().plan(spot(100, 0), spot_place('town', 1900, 0))[0].duration
    closed = msg.TrafficIncident(incident_id='1', road='Hill Tunnel', is_closed=True, speed=math.nan)
    topic.callback(msg.Traffic(header=header(node.get_clock()), incidents=[closed]))
    assert feed.step(small_router())
    assert not feed.step(small_router())
    assert small_router().plan(spot(100, 0), spot_place('town', 1900, 0))[0].duration > 1.2 * usual
