"""The guard and the real devices in one memory: everything that the catalogue offers can be done, and is seen."""

import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.devices import Device, Hvac, Mode
from ipa_agents.vehicle.exchange import Rejection, Status

STEP = 0.1


class Devices:
    """Hvac and body take what the guard sends and report as their nodes do."""

    def __init__(self, car):
        self.car = car
        self.devices = {'hvac': Hvac(car.catalogue), 'body': Device(car.catalogue, 'body')}

    def run(self, seconds, until=lambda: False):
        for _ in range(round(seconds / STEP)):
            if until():
                return
            commands, self.car.commands = self.car.commands, []
            for command in commands:
                self._tell(command)
            self.car.now += STEP
            for device in self.devices.values():
                device.step(STEP)
                self.car.signals |= device.values()
            self.car.report()
            self.car.wait(0.0)

    def _tell(self, command):
        try:
            self.devices[command.device].take(command.signals)
        except RejectedCommand as rejected:
            rejection = Rejection(command.command_id, command.device, rejected.reason, rejected.reason_zh)
            self.car.take(self.car.guard.reject(rejection, self.car.now))


def another_value(spec, before):
    """A value that `spec` may have and does not have now."""
    if spec.type == 'boolean':
        return not before
    if spec.allowed:
        return next(value for value in spec.allowed if value != before)
    return spec.minimum if before != spec.minimum else spec.maximum


def test_every_actuator_can_be_moved_and_is_seen_in_its_own_time(catalogue, make_car):
    late = {}
    for path, spec in catalogue.signals.items():
        if not spec.is_actuator:
            continue
        car = make_car()
        devices = Devices(car)
        devices.run(STEP)
        car.wish({path: another_value(spec, car.signals[path])}, proposal_id='wish')
        question = next((outcome for outcome in car.outcomes if outcome.challenge_id), None)
        if question:
            car.answer('yes', question.challenge_id)
        earlier = 1 if question else 0
        devices.run(70.0, until=lambda car=car, earlier=earlier: len(car.outcomes) > earlier)
        final = car.outcomes[-1]
        if final.status is not Status.DONE:
            late[path] = (final.status.name, final.rule, final.reason)
    assert late == {}


@pytest.mark.parametrize(
    ('mode', 'status', 'rule'),
    [(Mode.DEAF, Status.TIMED_OUT, 'timed-out'), (Mode.LYING, Status.FAILED, 'wrong-answer')],
)
def test_a_device_that_does_not_do_as_told_is_never_done(car, mode, status, rule):
    devices = Devices(car)
    devices.devices['hvac'].mode = mode
    devices.run(STEP)
    car.wish({car.path('climate.temperature', 'row1_driver'): 25})
    devices.run(4.0)
    assert [(outcome.status, outcome.rule) for outcome in car.outcomes] == [(status, rule)]


def test_a_broken_part_says_so_itself(car):
    window = car.path('window.position', 'row1_driver')
    devices = Devices(car)
    devices.devices['body'].broken = frozenset([window])
    devices.run(STEP)
    car.wish({window: 50})
    devices.run(1.0)
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'device')
    assert outcome.reason
    assert outcome.reason_zh


def test_a_stop_leaves_a_window_where_it_is(car):
    window = car.path('window.position', 'row1_driver')
    devices = Devices(car)
    devices.run(STEP)
    car.wish({window: 100})
    devices.run(2.0)
    car.say('停下')
    devices.run(1.0)
    halted = car.signals[window]
    devices.run(6.0)
    assert 0 < halted == car.signals[window] < 100
