"""The bridge to Nav2 against its action, in the real type, in another process; guided by the real navigation."""

import math

import pytest
from desk import Desk
from led_route import led_route
from maps import SQUARE, find
from navigation_process import Navigation
from pretended_stacks import PretendedStack

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.open_drive.geo_reference import GeoReference

pytestmark = pytest.mark.timeout(900)  # the first test of all builds the interfaces


@pytest.fixture
def stack(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> PretendedStack:
    return PretendedStack(desk, monkeypatch, 'nav2')


def test_where_navigation_leads_nav2_drives(stack: PretendedStack) -> None:
    desk = stack.desk
    stack.start()
    latitude, longitude = SQUARE
    desk.run('bridges.nav2.node', f'origin:="{latitude},{longitude}"')
    navigation = Navigation(desk)
    navigation.be_in_town()
    airport, mall = (place_message(find(name)) for name in ('Port Merrow Airport', 'Northgate Mall'))
    navigation.send('c1', 'START', place=airport)
    route = navigation.done('c1').route
    goal = stack.asked(1, 'goal')
    x, y = GeoReference(latitude, longitude).to_metres(route.latitudes[-1], route.longitudes[-1])
    assert goal['frame'] == 'map'
    assert (goal['x'], goal['y']) == pytest.approx((x, y), abs=1.0)
    heading = Line(route.latitudes, route.longitudes).project(route.latitudes[-1], route.longitudes[-1]).heading
    assert math.degrees(goal['yaw']) == pytest.approx(math.remainder(90 - heading, 360), abs=1.0)

    navigation.send('c2', 'ADD_STOP', place=mall)
    through = GeoReference(latitude, longitude).to_metres(mall.latitude, mall.longitude)
    stop = stack.asked(2, 'goal')
    assert math.dist((stop['x'], stop['y']), through) < 300
    stack.do('arrive')
    onward = stack.asked(3, 'goal')
    assert (onward['x'], onward['y']) == pytest.approx((x, y), abs=1.0)
    navigation.send('c3', 'CANCEL')
    stack.asked(1, 'cancel')
    assert stack.asked(3, 'ended')['how'] == 'canceled'
    assert not [said for said in navigation.said if 'driving system' in said.text]


def test_people_hear_that_nav2_refuses_gives_up_or_is_told_to_stop(stack: PretendedStack) -> None:
    desk = stack.desk
    said = desk.listen('say', msg.Say, qos.EVENTS)
    stack.start()
    desk.run('bridges.nav2.node', 'origin:="60.0,24.0"', 'language:=zh')
    states = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)

    def guide(command: str) -> None:
        states.publish(msg.NavigationState(command_id=command, status='GUIDING', route=led_route()))

    def is_told(words: str) -> None:
        desk.wait(lambda: any(words in one.text for one in said), words)

    stack.do('no')
    guide('1')
    is_told('自动驾驶系统无法开到那里')
    stack.do('done')
    guide('2')
    stack.asked(2, 'goal')
    stack.do('give up')
    is_told('自动驾驶系统中途放弃了')
    guide('3')
    stack.asked(3, 'goal')
    stack.do('kept')
    states.publish(msg.NavigationState(command_id='4', status='IDLE'))
    is_told('自动驾驶系统在行驶中不会放弃路线')
    stack.do('done')
    desk.wait(
        lambda: [told['how'] for told in stack.told if told['act'] == 'ended'] == ['abort', 'canceled'], 'the end'
    )
    assert len(said) == 3


def test_nav2_that_is_started_again_is_given_its_goal_again(stack: PretendedStack) -> None:
    desk = stack.desk
    stack.start()
    desk.run('bridges.nav2.node', 'origin:="60.0,24.0"')
    states = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
    states.publish(msg.NavigationState(command_id='1', status='GUIDING', route=led_route()))
    stack.asked(1, 'goal')
    stack.kill()
    stack.start()
    assert stack.asked(2, 'goal')['x'] == pytest.approx(111.6, abs=0.6)
