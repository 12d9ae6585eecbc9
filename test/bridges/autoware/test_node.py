"""The bridge to Autoware against its routing API, in the real types, in another process."""

import math

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from led_route import led_route
from pretended_stacks import PretendedStack

from ipa_agents import msg
from ipa_agents.nodes import qos

pytestmark = pytest.mark.timeout(900)  # the first test of all builds the interfaces

STOP = (60.001, 24.0)


class Guided:
    """Guidance, the bridge as a process, and Autoware beside it."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.stack = PretendedStack(desk, monkeypatch, 'autoware')
        self.said = desk.listen('say', msg.Say, qos.EVENTS)
        self.health = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        desk.run('bridges.autoware.node', 'origin:="60.0,24.0"', 'projector:=LocalCartesian', 'patience:=2.0')
        self.states = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
        self.speech = desk.publisher('say', msg.Say, qos.EVENTS)

    def guide(self, command: str, route: msg.Route | None, status: str = 'GUIDING') -> None:
        self.states.publish(msg.NavigationState(command_id=command, status=status, route=route or msg.Route()))

    def stack_is(self, state: str) -> None:
        def shown() -> bool:
            newest = next(
                (status for array in self.health[::-1] for status in array.status if 'stack' in status.name), None
            )
            return newest is not None and any((item.key, item.value) == ('state', state) for item in newest.values)

        self.desk.wait(shown, state)

    def is_told(self, words: str, times: int = 1) -> None:
        self.desk.wait(lambda: len([said for said in self.said if words in said.text]) >= times, words)


@pytest.fixture
def guided(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Guided:
    return Guided(desk, monkeypatch)


def test_a_route_is_driven_stop_by_stop_and_a_cancel_is_a_cancel(guided: Guided) -> None:
    stack = guided.stack
    stack.start()
    guided.stack_is('unset')
    guided.guide('1', led_route(STOP))
    first = stack.asked(1)
    assert (first['act'], first['frame']) == ('set', 'map')
    assert (first['x'], first['y'], first['yaw']) == pytest.approx((0.0, 111.4, math.pi / 2), abs=0.6)
    guided.guide('1', led_route(passed=1))
    stack.do('arrive')
    assert stack.asked(2)['act'] == 'clear'
    second = stack.asked(3)
    assert second['act'] == 'set'
    assert (second['x'], second['y'], second['yaw']) == pytest.approx((111.6, 222.8, 0.0), abs=0.6)
    guided.guide('2', led_route(end=(60.0021, 24.001)))
    changed = stack.asked(4)
    assert changed['act'] == 'change'
    assert changed['x'] == pytest.approx(55.8, abs=0.6)
    guided.guide('3', None, 'IDLE')
    assert stack.asked(5)['act'] == 'clear'
    assert [told['lawful'] for told in stack.told] == [True] * 5
    assert not guided.said


def test_people_hear_what_the_stack_will_not_do_in_their_language(guided: Guided) -> None:
    stack = guided.stack
    stack.start()
    stack.do('no')
    guided.speech.publish(msg.Say(turn_id='7', text='好的', locale='zh', seat='row1_driver', is_last=True))
    guided.guide('1', led_route())
    stack.asked(1)
    guided.is_told('自动驾驶系统无法开到那里')
    stack.do('done')
    guided.guide('2', led_route())
    guided.stack_is('set')
    stack.do('kept')
    guided.speech.publish(msg.Say(turn_id='8', text='Yes.', locale='en', seat='row1_driver', is_last=True))
    guided.guide('3', None, 'IDLE')
    guided.is_told('does not give up its route while it drives')
    stack.do('done')
    guided.stack_is('unset')
    said = [said.text for said in guided.said if said.priority == msg.Say.WARNING]
    assert len(said) == 2
    guided.guide('4', led_route())
    guided.stack_is('set')
    stack.do('take away')
    guided.is_told('Somebody took the destination away')


def test_a_stack_that_is_silent_gone_or_new_is_given_the_goal_in_the_end(guided: Guided) -> None:
    stack = guided.stack
    guided.guide('1', led_route())
    guided.is_told('The driving system does not answer')
    stack.start()
    stack.do('silent')
    guided.guide('2', led_route(STOP))
    guided.is_told('has not taken the destination yet')
    stack.do('done')
    guided.stack_is('set')
    stack.do('silent')
    before = len(stack.told)
    guided.guide('3', led_route())
    stack.asked(before + 1)
    stack.kill()
    guided.is_told('The driving system does not answer', times=2)
    before = len(stack.told)
    stack.start()
    assert stack.asked(before + 1)['act'] == 'set'
    assert all(told['lawful'] for told in stack.told)


def test_a_stack_that_died_unheard_is_asked_nothing_until_the_new_one_says_how_it_stands(guided: Guided) -> None:
    stack = guided.stack
    stack.start()
    guided.guide('1', led_route())
    guided.stack_is('set')
    stack.do('silent')
    guided.guide('2', led_route(end=(60.0021, 24.001)))
    assert stack.asked(2)['act'] == 'change'
    stack.kill()
    stack.start('ready:=false')
    stack.do('done')
    guided.is_told('The driving system does not answer')
    guided.guide('3', led_route())
    stack.do('be ready')
    assert stack.asked(3)['act'] == 'set'
    assert all(told['lawful'] for told in stack.told)


def test_a_route_that_cannot_be_is_said_and_the_stack_not_asked(guided: Guided) -> None:
    guided.stack.start()
    guided.guide('1', led_route(latitudes=(60.0, math.nan, 60.1, 60.2)))
    guided.desk.wait(
        lambda: any(
            'a coordinate that is no number' in status.message for array in guided.health for status in array.status
        ),
        'the fault',
    )
    guided.guide('2', led_route())
    assert guided.stack.asked(1)['act'] == 'set'
