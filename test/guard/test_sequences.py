"""Whatever happens in whatever order: one final outcome each, nothing risky without a yes, nothing left behind."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipa_agents.vehicle.exchange import Rejection, Status

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
HIGH_BEAM = 'Vehicle.Body.Lights.Beam.High.IsOn'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
RISKY = (TRUNK, HIGH_BEAM)

SEATS = st.sampled_from(['row1_driver', 'row1_passenger', 'row2_driver'])
VALUES = st.sampled_from(
    [{TRUNK: True}, {HIGH_BEAM: True}, {WINDOW: 70}, {TEMPERATURE: 25, WINDOW: 0}, {TEMPERATURE: 18}]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just('wish'), VALUES, SEATS),
        st.tuples(st.just('media'), st.sampled_from(['PLAY', 'PAUSE', 'NEXT']), SEATS),
        st.tuples(st.just('say'), st.sampled_from(['yes', 'no', 'stop', '好的', '不要', 'hm']), SEATS),
        st.tuples(st.just('confirm'), st.integers(0, 5), st.integers(0, 5), SEATS),
        st.tuples(st.just('wait'), st.sampled_from([0.1, 1.0, 7.0, 31.0])),
        st.tuples(st.sampled_from(['obey', 'reject', 'report'])),
        st.tuples(st.just('drive'), st.sampled_from(['parked', 'idling', 'moving'])),
    ),
    max_size=25,
)


class Play:
    """Acts out the steps and remembers what was proposed, said and asked."""

    def __init__(self, car):
        self.car = car
        self.proposed = []
        self.said = []
        self.confirmed = 0

    def name(self):
        self.proposed.append(f'proposal-{len(self.proposed)}')
        return self.proposed[-1]

    def wish(self, values, seat):
        self.car.wish(values, seat, proposal_id=self.name())

    def media(self, action, seat):
        self.car.propose('control_media', {'action': action}, seat, proposal_id=self.name())

    def say(self, text, seat):
        self.said.append(self.car.say(text, seat))

    def confirm(self, question, answer, seat):
        challenges = [o.challenge_id for o in self.car.outcomes if o.challenge_id] or ['none']
        said = self.said or ['none']
        sent = len(self.car.commands)
        self.car.confirm(
            challenges[question % len(challenges)], said[answer % len(said)], seat, proposal_id=self.name()
        )
        self.confirmed += len(self.car.commands) > sent

    def wait(self, seconds):
        self.car.wait(seconds)

    def obey(self):
        self.car.obey()

    def report(self):
        self.car.report()

    def reject(self):
        for command in self.car.commands:
            rejection = Rejection(command.command_id, command.device, 'No.', '不。')
            self.car.take(self.car.guard.reject(rejection, self.car.now))

    def drive(self, state):
        self.car.drive(state)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(steps=STEPS)
def test_any_sequence_ends_well(make_car, steps):
    car = make_car()
    play = Play(car)
    for step, *arguments in steps:
        before = len(car.commands)
        getattr(play, step)(*arguments)
        if step != 'confirm':
            told = {signal.path for command in car.commands[before:] for signal in command.signals}
            assert not told & set(RISKY)
        car.now += 0.05
    for _ in range(3):
        car.wait(40.0)
    final = Counter(o.proposal_id for o in car.outcomes if o.status is not Status.NEEDS_CONFIRMATION)
    assert final == Counter(play.proposed)
    asked = sum(outcome.status is Status.NEEDS_CONFIRMATION for outcome in car.outcomes)
    assert play.confirmed <= asked
    counts = car.guard.counts()
    assert (counts['acts in flight'], counts['questions open'], counts['proposals waiting']) == (0, 0, 0)
