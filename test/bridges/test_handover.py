"""The rules of handing goals over, in every situation that a few people, a car and a stack can come to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from ipa_agents.bridges.goals import Goal
from ipa_agents.bridges.handover import (
    Act,
    Answer,
    Handover,
    Request,
    Stack,
    Trouble,
    answered,
    arrived,
    asked,
    due,
    failed,
    seen,
    ticked,
    wanted,
)

A, B = Goal(60.0, 24.0, 0.0, 0.0, 0.0), Goal(61.0, 25.0, 100.0, 0.0, 0.0)
LONG = 100.0


def ready(*goals: Goal) -> Handover:
    return seen(wanted(Handover(), goals, '1', 0.0), Stack.UNSET, 0.0)


def done(now: Handover) -> Handover:
    """What is due is asked, and done."""
    request = due(now, LONG)
    assert request is not None
    return answered(asked(now, request, LONG), Answer.DONE, LONG)


def put_off(now: Handover, answer: Answer) -> Handover:
    request = due(now, LONG)
    assert request is not None
    return answered(asked(now, request, LONG), answer, LONG)


def test_a_goal_is_set_where_there_is_no_route_and_changed_where_there_is_one() -> None:
    assert due(ready(A), 0.0) == Request(Act.SET, A)
    assert due(seen(ready(A), Stack.SET, 0.0), 0.0) == Request(Act.CHANGE, A)
    assert due(seen(ready(A), Stack.CHANGING, 0.0), LONG) is None
    assert due(done(ready(A)), LONG) is None


def test_the_next_stop_follows_when_the_one_before_is_reached() -> None:
    driving = done(ready(A, B))
    assert driving.given == A
    there = seen(driving, Stack.ARRIVED, 1.0)
    assert due(there, LONG) == Request(Act.CLEAR)
    cleared = done(there)
    assert due(cleared, LONG) == Request(Act.SET, B)
    assert due(seen(done(cleared), Stack.ARRIVED, 2.0), LONG) is None


def test_guidance_that_drops_a_near_stop_does_not_hurry_the_stack_past_it() -> None:
    driving = wanted(done(ready(A, B)), (B,), '1', 1.0)
    assert driving.given == A
    assert due(driving, LONG) is None


def test_a_stop_that_people_take_out_is_not_driven_to() -> None:
    assert due(wanted(done(ready(A, B)), (B,), '2', 1.0), LONG) == Request(Act.CHANGE, B)


def test_a_cancel_is_a_cancel() -> None:
    cancelled = wanted(done(ready(A)), (), '2', 1.0)
    assert due(cancelled, LONG) == Request(Act.CLEAR)
    assert due(done(cancelled), LONG) is None


def test_a_cancel_that_the_stack_refuses_is_asked_again_until_it_is_done() -> None:
    kept = put_off(wanted(done(ready(A)), (), '2', 1.0), Answer.NO)
    assert kept.trouble is Trouble.KEPT
    assert due(kept, LONG) is None
    assert due(kept, LONG + 1.0) == Request(Act.CLEAR)
    free = answered(asked(kept, Request(Act.CLEAR), LONG), Answer.DONE, LONG)
    assert (free.given, free.trouble) == (None, Trouble.NONE)


def test_a_cancel_while_the_goal_is_on_its_way_is_not_lost() -> None:
    request = due(ready(A), 0.0)
    assert request is not None
    cancelled = wanted(asked(ready(A), request, 0.0), (), '2', 0.5)
    assert due(cancelled, 0.5) is None
    assert due(answered(cancelled, Answer.DONE, 1.0), 1.0) == Request(Act.CLEAR)


def test_a_route_that_others_have_set_is_left_alone() -> None:
    assert due(seen(wanted(Handover(), (), '1', 0.0), Stack.SET, 0.0), LONG) is None


def test_a_goal_that_is_refused_is_not_asked_for_again_until_people_want_it_again() -> None:
    refused = put_off(ready(A), Answer.NO)
    assert refused.trouble is Trouble.REFUSED
    assert due(refused, 10 * LONG) is None
    assert due(wanted(refused, (A,), '1', LONG), 10 * LONG) is None
    assert due(wanted(refused, (A,), '2', LONG), 10 * LONG) == Request(Act.SET, A)


def test_an_old_goal_is_not_driven_to_when_the_new_one_is_refused() -> None:
    refused = put_off(wanted(done(ready(A)), (B,), '2', 1.0), Answer.NO)
    assert due(refused, LONG) == Request(Act.CLEAR)
    assert done(refused).trouble is Trouble.REFUSED


def test_a_stack_that_is_not_ready_is_asked_again() -> None:
    busy = put_off(ready(A), Answer.LATER)
    assert busy.trouble is Trouble.BUSY
    assert due(busy, LONG + 0.5) is None
    assert due(busy, LONG + 1.0) == Request(Act.SET, A)


def test_an_answer_that_does_not_come_is_waited_for_and_then_no_more() -> None:
    waiting = asked(ready(A), Request(Act.SET, A), 0.0)
    assert ticked(waiting, 9.0) == waiting
    silent = ticked(waiting, 10.0)
    assert silent.trouble is Trouble.BUSY
    assert due(seen(silent, Stack.UNSET, 10.5), 10.5) is None
    assert due(seen(silent, Stack.UNSET, 10.5), 11.0) == Request(Act.SET, A)


def changing_in_vain() -> Handover:
    changing = asked(wanted(done(ready(A)), (B,), '2', 0.0), Request(Act.CHANGE, B), 0.0)
    return ticked(changing, 10.0)


def test_a_stack_that_has_not_answered_is_asked_nothing_until_it_says_how_it_stands() -> None:
    """It may have been started anew, and knows of no route that could be changed."""
    lost = changing_in_vain()
    assert due(lost, LONG) is None
    assert ticked(lost, LONG).trouble is Trouble.ABSENT
    assert due(seen(lost, Stack.UNSET, 10.5), LONG) == Request(Act.SET, B)


def test_after_an_answer_that_was_lost_nothing_is_taken_for_sure() -> None:
    lost = seen(changing_in_vain(), Stack.SET, 10.5)
    assert due(wanted(lost, (A,), '3', 10.0), LONG) == Request(Act.CHANGE, A)
    assert due(wanted(lost, (), '3', 10.0), LONG) == Request(Act.CLEAR)


def test_a_stack_that_is_not_there_is_said_after_a_while() -> None:
    alone = wanted(Handover(), (A,), '1', 5.0)
    assert due(alone, LONG) is None
    assert ticked(alone, 14.0).trouble is Trouble.NONE
    assert ticked(alone, 15.0).trouble is Trouble.ABSENT
    assert ticked(Handover(), LONG).trouble is Trouble.NONE


def test_a_stack_that_began_anew_is_given_the_goal_again() -> None:
    anew = seen(seen(done(ready(A)), Stack.ABSENT, 1.0), Stack.UNSET, 2.0)
    assert due(anew, LONG) == Request(Act.SET, A)


def test_a_route_that_somebody_took_away_is_not_forced_upon_the_stack() -> None:
    gone = seen(done(ready(A)), Stack.UNSET, LONG + 1.0)
    assert ticked(gone, LONG + 1.5).trouble is Trouble.NONE
    assert due(ticked(gone, LONG + 1.5), LONG + 1.5) is None
    taken = ticked(gone, LONG + 2.0)
    assert taken.trouble is Trouble.WITHDRAWN
    assert due(taken, 2 * LONG) is None


def test_a_state_that_is_told_late_is_no_withdrawal() -> None:
    """Topics and services overtake each other: the UNSET before our SET comes after its answer."""
    late = seen(done(ready(A)), Stack.UNSET, LONG + 0.1)
    caught_up = seen(late, Stack.SET, LONG + 0.2)
    assert ticked(caught_up, 2 * LONG).trouble is Trouble.NONE


def test_an_arrival_that_is_told_before_the_answer_is_one() -> None:
    """The car stood there already."""
    asked_for = asked(ready(A, B), Request(Act.SET, A), 0.0)
    there = answered(seen(seen(asked_for, Stack.SET, 0.1), Stack.ARRIVED, 0.2), Answer.DONE, 0.3)
    assert (there.number, there.given) == (1, None)
    assert due(there, LONG) == Request(Act.CLEAR)


def test_a_goal_that_the_stack_gives_up_is_said_and_not_tried_again() -> None:
    lost = failed(done(ready(A)), LONG)
    assert lost.trouble is Trouble.FAILED
    assert due(lost, 2 * LONG) is None


def test_the_same_place_again_after_an_arrival_is_a_new_wish() -> None:
    there = arrived(seen(done(ready(A)), Stack.ARRIVED, 1.0))
    assert due(there, LONG) is None
    assert due(wanted(there, (A,), '2', 2.0), LONG) == Request(Act.CLEAR)


def test_the_end_of_guidance_lets_the_stack_drive_the_last_metres() -> None:
    assert due(arrived(done(ready(A))), LONG) is None


@pytest.mark.parametrize('answer', Answer)
def test_an_answer_to_nothing_changes_nothing(answer: Answer) -> None:
    assert answered(ready(A), answer, 0.0) == ready(A)


@dataclass(frozen=True)
class Situation:
    """What is known here, and how the stack really stands."""

    now: Handover
    real: Stack = Stack.UNSET
    to: Goal | None = None


def tell(here: Situation) -> Situation:
    return replace(here, now=seen(here.now, here.real, 0.0))


def carry_out(here: Situation) -> Situation:
    """The stack does what it was asked, by its own rules."""
    request = here.now.asked
    assert request is not None
    if request.act is Act.CLEAR:
        return replace(here, real=Stack.UNSET, to=None)
    rule = Stack.UNSET if request.act is Act.SET else Stack.SET
    return replace(here, real=Stack.SET, to=request.goal) if here.real is rule else here


def answer(here: Situation, given: Answer) -> Situation:
    return replace(here, now=answered(here.now, given, 0.0))


def what_may_happen(here: Situation) -> Iterator[Situation]:
    now = here.now
    other = 'odd' if now.wish == 'even' else 'even'
    for goals in ((), (A,), (A, B), (B,)):
        yield replace(here, now=wanted(now, goals, other, 0.0))
    if len(now.goals) > 1:
        yield replace(here, now=wanted(now, now.goals[1:], now.wish, 0.0))
    yield replace(here, now=arrived(now))
    if now.asked and now.stack is not Stack.ABSENT:
        is_lawful = carry_out(here) != here
        yield answer(tell(carry_out(here)), Answer.DONE if is_lawful else Answer.LATER)
        yield tell(answer(carry_out(here), Answer.DONE if is_lawful else Answer.LATER))
        if is_lawful and now.asked.goal:
            yield answer(tell(replace(tell(carry_out(here)), real=Stack.ARRIVED)), Answer.DONE)  # it was there already
        yield answer(here, Answer.LATER)
        yield answer(here, Answer.NO)
        yield tell(replace(carry_out(here), now=ticked(now, LONG)))  # done, but the answer was lost
    if here.real is Stack.SET:
        yield tell(replace(here, real=Stack.ARRIVED))
        yield tell(replace(here, real=Stack.UNSET, to=None))  # somebody else took it away
        yield replace(here, real=Stack.UNSET, to=None, now=failed(now, 0.0)) if now.given and not now.asked else here
    yield replace(here, now=ticked(now, LONG))
    if now.asked:
        yield replace(here, real=Stack.UNSET, to=None, now=ticked(now, LONG))  # it died, and was started anew unheard
    yield replace(here, real=Stack.UNSET, to=None, now=seen(now, Stack.ABSENT, 0.0))
    yield tell(replace(here, real=Stack.UNSET, to=None, now=seen(now, Stack.ABSENT, 0.0)))


def settled(here: Situation) -> Situation:
    """What is due is asked; times are left out, so that situations can be told apart."""
    now = here.now
    if request := due(replace(now, since=0.0), LONG):
        lawful = {Act.SET: {Stack.UNSET}, Act.CHANGE: {Stack.SET}, Act.CLEAR: {Stack.SET, Stack.ARRIVED}}[request.act]
        assert now.asked is None
        assert now.stack in lawful
        assert here.real in lawful
        assert request.goal in (None, now.target)
        now = asked(now, request, 0.0)
    return replace(here, now=replace(now, heard=0.0, since=0.0))


def left_alone(here: Situation, done: Callable[[Situation], Situation]) -> Situation:
    """What it comes to when people wish nothing more and the stack is of good will."""
    for _ in range(8):
        here = settled(tell(here))
        if here.now.asked:
            here = done(here)
    return here


def test_in_every_situation_the_rules_are_kept_and_the_wish_is_done_in_the_end() -> None:
    first = settled(Situation(Handover()))
    known, edge = {first}, [first]
    while edge:
        edge = [new for here in edge for next_ in what_may_happen(here) if (new := settled(next_)) not in known]
        edge = list(dict.fromkeys(edge))
        known.update(edge)
    assert len(known) > 500
    for here in known:
        is_law = left_alone(here, lambda it: answer(tell(carry_out(it)), Answer.DONE))
        now, goal = is_law.now, is_law.now.due_goal
        if now.trouble is not Trouble.WITHDRAWN and goal is not None and not (now.given and now.stack is Stack.UNSET):
            assert (is_law.real, is_law.to) == (Stack.SET, goal), here
        elif goal is None:
            assert is_law.real is not Stack.SET, here
