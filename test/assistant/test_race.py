"""Who has the turn: the reflex, the talker, or the reflex in its place."""

import asyncio
from typing import Any

import pytest
from rehearsal import AC, WINDOW, Rehearsal, acting, meaning, move, setting
from talkers import ScriptedTalker, calling, saying, waiting

from ipa_agents.brains.interface import Act, Call, Domain, Hands, Step, Talk
from ipa_agents.brains.scripted import ScriptedBrain
from ipa_agents.vehicle.seats import DRIVER

COOL = Call('set_signals', {'signals': {AC: True}})
LEFT_OVER = Step(Domain.NONE, Act.INFORM, topic='not_understood', slots={'text': 'and so on'})
GUESS = meaning(acting('set_signals', signals={WINDOW: 100}), confidence=0.6)


def test_a_sure_reflex_acts_at_once_and_the_talker_does_nothing() -> None:
    talker = ScriptedTalker({'air conditioning on': calling(COOL)})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('air conditioning on') == 'The air conditioning is on.'
        assert len(stage.guard.proposals) == 1
        assert stage.winners == [('scripted', 'sure')]
        assert talker.ended == []

    Rehearsal({'air conditioning on': setting(AC, True)}, talker=talker).play(scene)


def test_both_start_and_a_reflex_that_is_sure_in_time_ends_the_talk_before_it_did_anything() -> None:
    talker = ScriptedTalker({'air conditioning on': calling(Call('set_signals', {'signals': {AC: False}}))})
    slow = ScriptedBrain({'air conditioning on': setting(AC, True)}, delay=0.05)

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('air conditioning on') == 'The air conditioning is on.'
        assert (len(talker.heard), talker.ended) == (1, [])
        await stage.until(lambda: talker.cancelled == 1)
        assert stage.guard.arguments() == {'signals': {AC: True}}

    Rehearsal({}, reflex=slow, talker=talker).play(scene)


@pytest.mark.parametrize('reading', [meaning(confidence=0.2), GUESS, meaning(*GUESS.steps, LEFT_OVER)])
def test_what_the_reflex_is_not_sure_of_is_the_talkers(reading: Any) -> None:
    talker = ScriptedTalker({'some cool air conditioning': calling(COOL)})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('some cool air conditioning') == 'The air conditioning is on.'
        assert stage.winners == [('qwen', 'unsure')]

    Rehearsal({'some cool air conditioning': reading}, talker=talker).play(scene)


def test_words_come_as_they_are_and_are_one_answer() -> None:
    talker = ScriptedTalker({'what is a heat pump': saying('A heat pump', ' moves warmth.')})

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('what is a heat pump')
        said = [(speech.text, speech.continues, speech.is_last) for speech in stage.speeches]
        assert said == [('A heat pump', False, False), (' moves warmth.', True, False), ('', False, True)]
        await stage.ask('again')
        assert stage.brain.heard[-1][1].dialogue.last_said == 'A heat pump moves warmth.'
        assert [entry.text for entry in stage.brain.heard[-1][1].history] == [
            'what is a heat pump',
            'A heat pump moves warmth.',
        ]

    Rehearsal({'again': move('repeat')}, talker=talker).play(scene)


def test_a_guess_stands_in_for_a_talker_that_fails_before_it_did_anything() -> None:
    async def fail(hands: Hands) -> Talk:
        raise RuntimeError('broken')

    for part, why in ((saying(fault='unreachable'), 'unreachable'), (fail, 'nonsense')):

        async def scene(stage: Rehearsal, why: str = why) -> None:
            assert await stage.ask('open up') == 'The window is open.'
            assert stage.winners == [('scripted', why)]

        Rehearsal({'open up': GUESS}, talker=ScriptedTalker({'open up': part})).play(scene)


def test_the_talker_hears_what_became_of_its_talk() -> None:
    script = {'sing': saying('La la.'), 'why': saying(), 'how': saying(fault='slow'), 'wait': waiting(saying())}
    talker = ScriptedTalker(script)

    async def scene(stage: Rehearsal) -> None:
        for text in ('sing', 'why', 'how'):
            await stage.ask(text)
        assert talker.faults == ['', 'nonsense', 'slow']
        await stage.ask('air conditioning on')
        stage.hear('wait')
        await stage.until(lambda: talker.heard[-1][0].text == 'wait')
        await stage.ask('stop')
        assert talker.faults == ['', 'nonsense', 'slow']

    Rehearsal({'air conditioning on': setting(AC, True), 'stop': move('stop')}, talker=talker).play(scene)


def test_a_talk_that_broke_off_after_it_acted_is_not_done_again() -> None:
    async def part(hands: Hands) -> Talk:
        await hands.use('car_genius', COOL)
        return Talk(fault='unreachable')

    async def scene(stage: Rehearsal) -> None:
        said = await stage.ask('air conditioning')
        assert said == 'The air conditioning is on. That is as far as I get just now.'
        assert len(stage.guard.proposals) == 1

    Rehearsal({'air conditioning': GUESS}, talker=ScriptedTalker({'air conditioning': part})).play(scene)


def test_a_talk_that_says_and_does_nothing_is_no_answer() -> None:
    talker = ScriptedTalker({'open up': saying(), 'why': saying()})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('open up') == 'The window is open.'
        assert 'no sense' in await stage.ask('why')

    Rehearsal({'open up': GUESS}, talker=talker).play(scene)


def test_honest_words_where_nobody_can_answer() -> None:
    talker = ScriptedTalker({'why': saying(fault='unreachable'), 'how': saying(fault='slow')})

    async def scene(stage: Rehearsal) -> None:
        assert 'larger brain cannot be reached' in await stage.ask('why')
        assert 'takes too long' in await stage.ask('how')
        talker.is_ready = False
        assert 'larger brain cannot be reached' in await stage.ask('where')
        assert '连不上' in await stage.ask('为什么')

    Rehearsal({}, talker=talker).play(scene)


def test_nobody_speaks_of_a_brain_that_was_never_there() -> None:
    talker = ScriptedTalker({})
    talker.is_ready = talker.was_there = False

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('why') == 'Sorry, I did not understand that.'
        assert await stage.ask('open up') == 'The window is open.'
        assert talker.heard == []

    Rehearsal({'open up': GUESS}, talker=talker).play(scene)


def test_a_reflex_that_fails_leaves_it_to_the_talker() -> None:
    talker = ScriptedTalker({'hello': saying('Hi.')})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('hello') == 'Hi.'

    Rehearsal({'hello': RuntimeError('broken')}, talker=talker).play(scene)


def test_a_talk_without_a_sign_of_life_is_given_up() -> None:
    talker = ScriptedTalker({'open up': saying()}, delay=60.0)

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('open up') == 'The window is open.'
        await stage.until(lambda: talker.cancelled == 1)

    Rehearsal({'open up': GUESS}, talker=talker, turn_limit=0.05).play(scene)


def test_a_talk_that_shows_signs_of_life_is_waited_for_however_long_it_thinks() -> None:
    async def pondering(hands: Hands) -> Talk:
        for _ in range(30):
            await asyncio.sleep(0.01)
            hands.pulse()
        return await calling(COOL)(hands)

    talker = ScriptedTalker({'some cool air conditioning please': pondering})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('some cool air conditioning please') == 'The air conditioning is on.'

    Rehearsal({}, talker=talker, turn_limit=0.1).play(scene)


def test_what_may_not_have_been_said_to_the_assistant_is_not_sent_to_a_model() -> None:
    talker = ScriptedTalker({'and then she left': saying('Who?')})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('and then she left', source='microphone') == ''
        assert talker.heard == []

    Rehearsal({}, talker=talker, always_listening=True).play(scene)


def test_the_talk_ends_with_the_turn() -> None:
    talker = ScriptedTalker({'tell me a story': waiting(saying('Once upon a time'))})

    async def scene(stage: Rehearsal) -> None:
        stage.hear('tell me a story')
        await stage.until(lambda: stage.texts == ['Once upon a time'])
        stage.hear('stop')
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert talker.cancelled == 1

    Rehearsal({}, talker=talker).play(scene)


def test_a_talk_that_was_hushed_before_it_began_does_not_begin() -> None:
    talker = ScriptedTalker({'why': saying('Because.')})

    async def scene(stage: Rehearsal) -> None:
        talker.is_ready = False
        stage.hear('why')
        await asyncio.sleep(0.02)
        talker.is_ready = True
        turn, task = stage.assistant._seats[DRIVER].current or pytest.fail('no turn')
        turn.silence()
        await task
        assert (talker.heard, stage.texts) == ([], [])

    Rehearsal({}, reflex=ScriptedBrain({}, delay=0.1), talker=talker).play(scene)


def test_a_turn_leaves_no_talk_behind() -> None:
    ended: list[str] = []

    async def part(hands: Hands) -> Talk:
        try:
            await asyncio.sleep(60.0)
        finally:
            await asyncio.sleep(0.05)
            ended.append('talk')
        return Talk()

    async def scene(stage: Rehearsal) -> None:
        stage.hear('why')
        await stage.until(lambda: bool(talker.heard))
        _, task = stage.assistant._seats[DRIVER].current or pytest.fail('no turn')
        task.add_done_callback(lambda _: ended.append('turn'))
        stage.hear('stop')
        await stage.until(lambda: len(ended) == 2)
        assert ended == ['talk', 'turn']

    talker = ScriptedTalker({'why': part})
    Rehearsal({}, talker=talker).play(scene)
