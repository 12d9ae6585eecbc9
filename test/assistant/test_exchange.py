import asyncio
from dataclasses import replace

from rehearsal import FakeGuard, outcome

from ipa_agents.assistant.exchange import Exchange, until
from ipa_agents.vehicle.exchange import Proposal, Status

PROPOSAL = Proposal('p1', 't1', 'u1', 'car_genius', 'row1_driver', 'set_signals', '{}', 0.0)


def test_an_outcome_finds_its_proposal_and_a_late_one_nobody() -> None:
    async def scene() -> None:
        guard = FakeGuard(lambda _: ())
        exchange = Exchange(guard)
        waiting = asyncio.create_task(exchange.propose(PROPOSAL, 5.0))
        await asyncio.sleep(0)
        answer = outcome(PROPOSAL, Status.DONE)
        assert not exchange.take(replace(answer, proposal_id='other'))
        assert exchange.take(answer)
        assert not exchange.take(answer)
        assert await waiting is answer
        assert not exchange.take(answer)
        assert len(exchange) == 0

    asyncio.run(scene())


def test_silence_is_none_and_nothing_is_left_behind() -> None:
    async def scene() -> None:
        exchange = Exchange(FakeGuard(lambda _: ()))
        assert await exchange.propose(PROPOSAL, 0.01, also='p0') is None
        assert len(exchange) == 0

    asyncio.run(scene())


def test_a_guard_that_works_on_it_is_waited_for() -> None:
    async def scene() -> None:
        exchange = Exchange(FakeGuard(lambda _: ()))
        waiting = asyncio.create_task(exchange.propose(PROPOSAL, 0.05))
        await asyncio.sleep(0)
        exchange.in_hand('p1')
        exchange.in_hand('unknown')
        await asyncio.sleep(0.1)
        answer = outcome(PROPOSAL, Status.DONE)
        assert exchange.take(answer)
        assert await waiting is answer

    asyncio.run(scene())


def test_the_end_of_a_confirmed_call_may_come_under_its_first_id() -> None:
    async def scene() -> None:
        exchange = Exchange(FakeGuard(lambda _: ()))
        waiting = asyncio.create_task(exchange.propose(PROPOSAL, 5.0, also='p0'))
        await asyncio.sleep(0)
        assert exchange.take(replace(outcome(PROPOSAL, Status.DONE), proposal_id='p0'))
        assert await waiting is not None

    asyncio.run(scene())


def test_until_gives_up() -> None:
    assert asyncio.run(until(lambda: True, 0.1))
    assert not asyncio.run(until(lambda: False, 0.1))
