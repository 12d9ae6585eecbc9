from fake_cabin import fake_conversation, speech

from ipa_agents.cabin.events import Report
from ipa_agents.vehicle.signals import Signal

AIR = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


def air(is_on: bool) -> Report:
    return Report('hvac', (Signal(AIR, is_on),))


def test_what_the_car_did_before_is_not_told() -> None:
    conversation, _, lines = fake_conversation({'hello': (speech('Hello.'),)})
    conversation.take([air(False), air(True)])
    assert conversation.ready(0.0) == ()
    conversation.say('hello')
    conversation.wait(lambda _: conversation.turns_ended, 1.0)
    assert [line.kind for line in lines] == ['person', 'assistant']


def test_what_it_does_afterwards_is_told() -> None:
    conversation, _, lines = fake_conversation({'cool': (air(True), speech('It is on.'))})
    conversation.take([air(False)])
    conversation.ready(0.0)
    conversation.say('cool')
    conversation.wait(lambda _: conversation.turns_ended, 1.0)
    assert [line.kind for line in lines] == ['person', 'car', 'assistant']


def test_a_wait_in_the_car_goes_by_the_clock_of_the_car() -> None:
    conversation, cabin, _ = fake_conversation({})
    times = iter((100.0, 104.0, 106.0))
    cabin.elapsed = lambda: next(times)  # type: ignore[method-assign]
    assert not conversation.wait_in_car(lambda _: False, 5.0), 'the third look at the clock is the last'
    assert list(times) == []
    cabin.now = lambda: 0.0  # type: ignore[method-assign]
    assert not conversation.has_time
