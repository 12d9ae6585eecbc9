"""The same call, made again in a turn, is done again only where it would come to something else."""

import asyncio
from collections.abc import Callable, Iterable

import pytest
from rehearsal import AC, WINDOW, FakePlaces, Rehearsal, place
from talkers import ScriptedTalker, calling
from talks import brain_of

from ipa_agents.assistant.ports import Playing
from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.vehicle.exchange import Outcome, Proposal

COOL, WARM = (Call('set_signals', {'signals': {AC: on}}) for on in (True, False))
OPEN = Call('set_signals', {'signals': {WINDOW: 50}})
NEXT = Call('control_media', {'action': 'NEXT'})
LOOK = Call('read_signals', {'paths': [AC], 'tell': False})
CAFES = Call('search_places', {'kind': 'cafe', 'tell': False})
SECOND = Call('navigate', {'action': 'START', 'place': {'number': 2}})
SENTENCE = 'something about the air conditioning and the window'


def done(*calls: Call, sentence: str = SENTENCE, reflex: ReflexBrain | None = None) -> tuple[list[Used], Rehearsal]:
    """What came of `calls` in one turn, and the stage on which it was."""
    used: list[Used] = []
    talker = ScriptedTalker({sentence: calling(*calls, used=used)})
    found = FakePlaces([place('Luna', 400.0), place('Sol', 900.0)])
    stage = Rehearsal({}, talker=talker, reflex=reflex, is_talker_first=True, places=found, signals={AC: False})

    async def scene(stage: Rehearsal) -> None:
        stage.car.playing = Playing('PLAYING', 'Moonrise')
        await stage.ask(sentence)

    stage.play(scene)
    return used, stage


@pytest.mark.parametrize(
    ('calls', 'proposed'),
    [
        ((COOL, COOL), [COOL]),
        ((COOL, OPEN, COOL, OPEN), [COOL, OPEN]),
        ((COOL, WARM, COOL), [COOL, WARM, COOL]),
    ],
)
def test_a_state_is_set_once_until_another_is(calls: tuple[Call, ...], proposed: list[Call]) -> None:
    used, stage = done(*calls)
    assert [stage.guard.arguments(index) for index in range(len(stage.guard.proposals))] == [
        call.arguments for call in proposed
    ]
    assert [one.data['status'] for one in used] == ['DONE'] * len(calls)


@pytest.mark.parametrize(
    ('sentence', 'times'),
    [('skip two songs', 2), ('跳过两首歌', 2), ('next song', 1), ('next song, next song', 2)],
)
def test_a_step_is_taken_as_often_as_people_asked_for_it(sentence: str, times: int) -> None:
    _, stage = done(NEXT, NEXT, sentence=sentence, reflex=ReflexBrain())
    assert [proposal.tool for proposal in stage.guard.proposals] == ['control_media'] * times


def test_a_number_that_meant_nothing_means_a_place_once_there_are_some() -> None:
    used, stage = done(SECOND, CAFES, SECOND, SECOND, sentence='take me to the nearest cafe', reflex=ReflexBrain())
    assert 'there are 0' in used[0].data['hint']
    assert [stage.guard.arguments()['place']['name'], len(stage.guard.proposals)] == ['Sol', 1]
    assert [one.data['status'] for one in used[2:]] == ['DONE', 'DONE']


def test_what_is_read_after_an_act_is_read_anew() -> None:
    used: list[Used] = []
    talker = ScriptedTalker({SENTENCE: calling(LOOK, LOOK, COOL, LOOK, used=used)})

    async def scene(stage: Rehearsal) -> None:
        done = stage.guard.answers

        def answers(proposal: Proposal) -> Iterable[Outcome]:
            stage.car.signals[AC] = True
            return done(proposal)

        stage.guard.answers = answers
        await stage.ask(SENTENCE)

    Rehearsal({}, talker=talker, signals={AC: False}).play(scene)
    assert used[0] is used[1]
    assert [used[index].data['signals'] for index in (1, 3)] == [{AC: False}, {AC: True}]


def with_model(*replies: Reply, spare: tuple[Reply, ...] = (), scene: Callable[[Rehearsal], object]) -> None:
    async def run() -> None:
        async with brain_of(ScriptedModel(replies), spare=ScriptedModel(spare) if spare else None) as brain:
            stage = Rehearsal({}, talker=brain)
            stage.car.playing = Playing('PLAYING', 'Moonrise')
            await scene(stage)  # type: ignore[misc]

    asyncio.run(run())


def test_what_was_done_is_not_done_again_when_the_server_changes_amid_a_turn() -> None:
    read = Call('read_media', {'tell': False})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask(SENTENCE) == 'The air conditioning is on. Moonrise plays.'
        assert len(stage.guard.proposals) == 1

    again = Reply(calls=(COOL, read))
    with_model(again, Reply(status=503), spare=(again, Reply(words='Moonrise plays.')), scene=scene)


def test_the_same_wish_of_both_agents_is_done_once() -> None:
    async def scene(stage: Rehearsal) -> None:
        said = await stage.ask('make it cooler with the air conditioning and find a charging station')
        assert (said, len(stage.guard.proposals)) == ('The air conditioning is on.', 1)

    with_model(Reply(calls=(COOL,)), Reply(calls=(COOL,)), scene=scene)
