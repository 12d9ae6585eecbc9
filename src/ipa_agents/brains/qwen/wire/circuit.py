"""A circuit breaker: a server that fails is left alone for a while, then tried by one turn."""

from collections.abc import Callable
from enum import StrEnum

from ipa_agents.backoff import Backoff

__all__ = ['Circuit', 'State']


class State(StrEnum):
    """closed: requests pass; open: none does; half open: those of one turn do."""

    CLOSED = 'closed'
    OPEN = 'open'
    HALF_OPEN = 'half open'


class Circuit:
    """Opens at a failure for `first` s, twice as long after each further one, `longest` s at most. Times in s.

    `chance` gives numbers of [0, 1): a wait lasts between half and all of its time, so that the cars of a fleet do not
    all come back to a server at the same moment.
    """

    def __init__(self, chance: Callable[[], float], first: float = 1.0, longest: float = 30.0) -> None:
        self._chance = chance
        self._backoff = Backoff(first, longest)
        self._turn = ''
        self._tries = 0

    def state(self, now: float) -> State:
        """What it is at `now`."""
        if not self._backoff.failures:
            return State.CLOSED
        return State.HALF_OPEN if self._backoff.is_due(now) else State.OPEN

    def admits(self, now: float, turn: str = '') -> bool:
        """Whether a request of `turn` may pass; while one turn tries, only its own may. An empty one is of no turn."""
        if self.state(now) is State.HALF_OPEN:
            return not self._tries or '' != turn == self._turn
        return self.state(now) is State.CLOSED

    def wait(self, now: float) -> float:
        """The s until the next trial; 0 when it may begin."""
        return max(self._backoff.due - now, 0.0)

    def begin(self, turn: str = '') -> None:
        """A request of `turn` passes."""
        self._turn = turn
        self._tries += 1

    def succeed(self) -> None:
        """It was answered."""
        self._tries = 0
        self._backoff.succeed()

    def fail(self, now: float) -> None:
        """It was not answered; one that was under way when another failed adds nothing."""
        self._tries = 0
        if self.state(now) is not State.OPEN:
            self._backoff.fail(now, 0.5 + self._chance() / 2)

    def abandon(self) -> None:
        """Nobody waited for the answer: nothing is known."""
        self._tries = max(self._tries - 1, 0)

    def hasten(self, now: float) -> None:
        """There is reason to believe that it works again: the next request is the trial."""
        self._backoff.due = min(self._backoff.due, now)
