"""Handing goals to a driving stack: what is asked of it when, as a pure state machine.

The stack is given a destination, and nothing else: never a trajectory, and never the word to drive. A route may be set
where there is none, changed while there is one, and must be cleared once it has arrived: the rules of Autoware's AD API
(routing), which hold for other stacks, too. Waypoints are no stops there, so a stop is given when the one before it was
reached.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from ipa_agents.bridges.goals import Goal

__all__ = [
    'Act',
    'Answer',
    'Handover',
    'Patience',
    'Request',
    'Stack',
    'Trouble',
    'answered',
    'arrived',
    'asked',
    'due',
    'failed',
    'seen',
    'ticked',
    'wanted',
]


class Stack(StrEnum):
    """What a stack says of its route; ABSENT while it says nothing, or nothing that is sure."""

    ABSENT = 'absent'
    UNSET = 'unset'
    SET = 'set'
    ARRIVED = 'arrived'
    CHANGING = 'changing'


class Act(StrEnum):
    """What can be asked of it."""

    SET = 'set'
    CHANGE = 'change'
    CLEAR = 'clear'


class Answer(StrEnum):
    """What it answers: done, not now, or never."""

    DONE = 'done'
    LATER = 'later'
    NO = 'no'


class Trouble(StrEnum):
    """What people are told."""

    NONE = ''
    ABSENT = 'absent'
    BUSY = 'busy'
    REFUSED = 'refused'
    FAILED = 'failed'
    WITHDRAWN = 'withdrawn'
    KEPT = 'kept'


_PASSING = (Trouble.BUSY, Trouble.KEPT)
"""After these it is asked again."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the stack; `goal` is None for a CLEAR."""

    act: Act
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """s: `answer` to wait for an answer or for the stack itself, `again` before it is asked again, `settle` for which
    a route must be gone before somebody else has taken it away."""

    answer: float = 10.0
    again: float = 1.0
    settle: float = 1.0


_PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Handover:
    """What people want, what the stack has of it, and what it was asked.

    `number` of `goals` are reached; `given` is what the stack has from here, `perhaps` whether it may have something
    from here of which nothing is known; `barred` is what it will not have; `asked` waits for its answer since `since`;
    `heard` is when the stack last said something new. Times in s.
    """

    goals: tuple[Goal, ...] = ()
    wish: str = ''
    number: int = 0
    is_over: bool = False
    stack: Stack = Stack.ABSENT
    heard: float = -math.inf
    given: Goal | None = None
    perhaps: bool = False
    barred: Goal | None = None
    asked: Request | None = None
    since: float = -math.inf
    trouble: Trouble = Trouble.NONE

    @property
    def target(self) -> Goal | None:
        """Where the car shall go next; None when nowhere."""
        return self.goals[self.number] if self.number < len(self.goals) else None

    @property
    def due_goal(self) -> Goal | None:
        """Where the stack shall drive next; None when nowhere, or when it will not."""
        return None if self.target == self.barred else self.target


def wanted(now: Handover, goals: tuple[Goal, ...], wish: str, time: float) -> Handover:
    """People want to go to `goals`, in order, since the command `wish`; () when nowhere.

    Guidance drops a stop that is near; the stack goes on to it. So without a new command, what is left of the same
    goals is no new wish. With one, what was refused is asked for again.
    """
    is_same = bool(goals) and not now.is_over and (goals == now.goals or wish == now.wish)
    if is_same and now.goals[-len(goals) :] == goals:
        return now if wish == now.wish else replace(now, wish=wish, barred=None, trouble=Trouble.NONE)
    return replace(now, goals=goals, wish=wish, number=0, is_over=False, barred=None, since=time, trouble=Trouble.NONE)


def arrived(now: Handover) -> Handover:
    """Guidance is at its end: the stack may go on to where it stops, and whatever is wanted next is new."""
    return replace(now, is_over=True)


def seen(now: Handover, stack: Stack, time: float) -> Handover:
    """The stack says how it stands with its route; ABSENT when it is gone, or began anew and knows nothing."""
    if stack is Stack.ABSENT:
        return replace(now, stack=stack, heard=time, given=None, perhaps=False, barred=None, asked=None)
    reached = stack is Stack.ARRIVED and now.given is not None
    number = now.number + (reached and now.given == now.target)
    given = None if reached else now.given
    if stack is now.stack:
        return replace(now, given=given, number=number)
    perhaps = now.perhaps and stack not in (Stack.UNSET, Stack.ARRIVED)
    return replace(now, stack=stack, heard=time, given=given, perhaps=perhaps, number=number)


def failed(now: Handover, time: float) -> Handover:
    """The stack gave up what it had been given."""
    barred = now.given
    return replace(now, given=None, perhaps=False, barred=barred, stack=Stack.UNSET, heard=time, trouble=Trouble.FAILED)


def asked(now: Handover, request: Request, time: float) -> Handover:
    """`request` was sent."""
    return replace(now, asked=request, since=time)


def answered(now: Handover, answer: Answer, time: float) -> Handover:
    """The stack answered what it was asked."""
    request = now.asked
    if request is None:
        return now
    free = replace(now, asked=None, since=time)
    if answer is Answer.DONE:
        stack = Stack.UNSET if request.act is Act.CLEAR else Stack.SET
        is_mended = request.goal is not None or now.trouble in _PASSING
        trouble = Trouble.NONE if is_mended else now.trouble
        done = replace(free, given=request.goal, perhaps=False, stack=stack, heard=time, trouble=trouble)
        # It may have said that it is there before it answered: it was there already.
        return seen(done, now.stack, time) if request.goal and now.stack is Stack.ARRIVED else done
    if request.act is Act.CLEAR:
        return replace(free, trouble=Trouble.BUSY if now.due_goal else Trouble.KEPT)
    if answer is Answer.NO:
        return replace(free, barred=request.goal, trouble=Trouble.REFUSED)
    return replace(free, trouble=Trouble.BUSY)


def ticked(now: Handover, time: float, patience: Patience = _PATIENCE) -> Handover:
    """Time passes: an answer that does not come, a stack that is not there, a route that somebody took away."""
    if now.asked and time - now.since >= patience.answer:
        # It may have been done, or the stack may be another one by now: nothing is asked until it says how it stands.
        lost = replace(now, stack=Stack.ABSENT, heard=time, asked=None, since=time, trouble=Trouble.BUSY)
        return replace(lost, given=None, perhaps=True)
    if now.stack is Stack.ABSENT and now.target and time - max(now.heard, now.since) >= patience.answer:
        return replace(now, trouble=Trouble.ABSENT)
    is_gone = now.stack is Stack.UNSET and now.given is not None and not now.asked
    if is_gone and time - now.heard >= patience.settle:
        return replace(now, given=None, barred=now.given, trouble=Trouble.WITHDRAWN)
    return now


def due(now: Handover, time: float, patience: Patience = _PATIENCE) -> Request | None:
    """What the stack is to be asked now; None when nothing."""
    is_paused = now.trouble in _PASSING and time - now.since < patience.again
    if now.asked or is_paused or now.stack in (Stack.ABSENT, Stack.CHANGING):
        return None
    goal = now.due_goal
    if goal is None:
        is_ours = now.given is not None or now.perhaps
        return Request(Act.CLEAR) if is_ours and now.stack is Stack.SET else None
    if goal == now.given:
        return None
    match now.stack:
        case Stack.ARRIVED:
            return Request(Act.CLEAR)
        case Stack.SET:
            return Request(Act.CHANGE, goal)
    return Request(Act.SET, goal)
