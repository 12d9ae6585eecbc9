from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ipa_agents.brains.qwen.wire.circuit import Circuit, State


def test_it_opens_at_a_failure_and_lets_one_request_try() -> None:
    circuit = Circuit(lambda: 1.0, first=2.0, longest=30.0)
    assert (circuit.state(0.0), circuit.admits(0.0), circuit.wait(0.0)) == (State.CLOSED, True, 0.0)
    circuit.begin()
    circuit.fail(10.0)
    assert (circuit.state(11.0), circuit.admits(11.0), circuit.wait(11.0)) == (State.OPEN, False, 1.0)
    assert (circuit.state(12.0), circuit.admits(12.0)) == (State.HALF_OPEN, True)
    circuit.begin()
    assert not circuit.admits(12.0)
    circuit.succeed()
    assert circuit.state(12.0) is State.CLOSED


def test_a_trial_is_that_of_a_whole_turn() -> None:
    circuit = Circuit(lambda: 1.0, first=1.0)
    circuit.fail(0.0)
    circuit.begin('ours')
    assert (circuit.admits(1.0, 'ours'), circuit.admits(1.0, 'theirs'), circuit.admits(1.0)) == (True, False, False)
    circuit.begin('ours')
    circuit.abandon()
    assert not circuit.admits(1.0, 'theirs')
    circuit.abandon()
    assert circuit.admits(1.0, 'theirs')


def test_both_agents_that_fail_are_one_failure() -> None:
    circuit = Circuit(lambda: 1.0, first=1.0)
    circuit.fail(5.0)
    circuit.fail(5.1)
    assert circuit.state(6.0) is State.HALF_OPEN


def test_requests_of_no_turn_are_tried_one_by_one() -> None:
    circuit = Circuit(lambda: 1.0, first=1.0)
    circuit.fail(0.0)
    circuit.begin()
    assert not circuit.admits(1.0, '')


def test_a_trial_that_fails_doubles_the_wait_and_chance_shortens_it() -> None:
    circuit = Circuit(lambda: 0.0, first=2.0, longest=3.0)
    circuit.fail(0.0)
    assert circuit.wait(0.0) == 1.0
    circuit.begin()
    circuit.fail(1.0)
    assert circuit.wait(1.0) == 1.5


def test_a_trial_that_nobody_waited_for_leaves_the_next_one_free() -> None:
    circuit = Circuit(lambda: 1.0, first=1.0)
    circuit.fail(0.0)
    circuit.begin()
    circuit.abandon()
    assert circuit.admits(1.0)


def test_a_sign_of_life_brings_the_trial_forward() -> None:
    circuit = Circuit(lambda: 1.0, first=20.0)
    circuit.fail(0.0)
    circuit.hasten(1.0)
    assert circuit.state(1.0) is State.HALF_OPEN


class AnyHistory(RuleBasedStateMachine):
    """Whatever happens, in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.failures = 0
        self.tried = False
        self.share = 0.0
        self.circuit = Circuit(lambda: self.share, first=1.0, longest=8.0)

    @rule(seconds=st.floats(0.0, 10.0))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def ask(self) -> None:
        if self.circuit.admits(self.now):
            self.circuit.begin()
            self.tried = True

    @rule(share=st.floats(0.0, 1.0, exclude_max=True))
    def fail(self, share: float) -> None:
        self.share = share
        self.tried = False
        is_open, wait = self.circuit.state(self.now) is State.OPEN, self.circuit.wait(self.now)
        self.circuit.fail(self.now)
        if is_open:
            assert self.circuit.wait(self.now) == wait
            return
        self.failures += 1
        longest = min(2.0 ** (self.failures - 1), 8.0)
        assert longest / 2 <= self.circuit.wait(self.now) + 1e-6
        assert self.circuit.wait(self.now) <= longest + 1e-6

    @rule()
    def succeed(self) -> None:
        self.circuit.succeed()
        self.failures, self.tried = 0, False

    @rule()
    def abandon(self) -> None:
        self.circuit.abandon()
        self.tried = False

    @rule()
    def hasten(self) -> None:
        self.circuit.hasten(self.now)
        assert self.circuit.wait(self.now) == 0.0

    @invariant()
    def it_is_closed_after_a_success_only(self) -> None:
        assert (self.circuit.state(self.now) is State.CLOSED) == (self.failures == 0)

    @invariant()
    def one_request_at_most_tries(self) -> None:
        due = self.circuit.wait(self.now) == 0.0
        assert self.circuit.admits(self.now) == (self.failures == 0 or (due and not self.tried))

    @invariant()
    def it_is_never_left_alone_for_ever(self) -> None:
        assert self.circuit.wait(self.now) <= 8.0


TestAnyHistory = AnyHistory.TestCase
