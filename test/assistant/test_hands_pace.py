"""When the hands speak, and what becomes of an act when people go on or stop."""

import asyncio
import json

from rehearsal import AC, FakeGuard, FakePlaces, Rehearsal, done, outcome, place
from talkers import ScriptedTalker, calling, saying, waiting

from ipa_agents.brains.interface import Call, Hands, Talk
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.vehicle.exchange import Status

COOL = Call('set_signals', {'signals': {AC: True}})
CAFES = Call('search_places', {'kind': 'cafe', 'tell': False})
LUNA, SOL = place('Luna', 400.0, rating=4.25), place('Sol', 1500.0, address='High Street 1')


def test_what_was_done_is_told_before_the_model_goes_on() -> None:
    async def part(hands: Hands) -> Talk:
        await hands.use('car_genius', COOL)
        await hands.say('A heat pump')
        await hands.say(' moves warmth.', continues=True)
        return Talk()

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('air conditioning, and what is a heat pump')
        said = [(speech.text, speech.continues, speech.is_last) for speech in stage.speeches]
        assert said == [
            ('The air conditioning is on.', False, False),
            ('A heat pump', False, False),
            (' moves warmth.', True, False),
            ('', False, True),
        ]

    Rehearsal({}, talker=ScriptedTalker({'air conditioning, and what is a heat pump': part})).play(scene)


def test_a_slow_tool_is_acknowledged_once_and_a_slow_model_too() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('air conditioning') == 'Switching on the air conditioning… The air conditioning is on.'

    talker = ScriptedTalker({'air conditioning': calling(COOL)}, delay=0.05)
    Rehearsal({}, talker=talker, guard=FakeGuard(delay=0.2), hesitation=0.05, thinking=5.0).play(scene)

    async def thinking(stage: Rehearsal) -> None:
        assert await stage.ask('why') == 'Let me think… Because.'
        await stage.ask('why')
        assert [entry.text for entry in slow.heard[-1][1].history] == ['why', 'Because.']

    slow = ScriptedTalker({'why': saying('Because.')}, delay=0.1)
    Rehearsal({}, talker=slow, thinking=0.02).play(thinking)


def test_when_people_go_on_what_the_guard_has_is_finished_and_known_but_nothing_more_is_said() -> None:
    async def part(hands: Hands) -> Talk:
        await hands.use('car_genius', COOL)
        await hands.say('Far too late.')
        return Talk()

    talker = ScriptedTalker({'air conditioning': part, 'and now?': saying('Fine.')})

    async def scene(stage: Rehearsal) -> None:
        stage.hear('air conditioning')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        assert 'Fine.' in await stage.ask('and now?')
        assert talker.cancelled == 1
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[0]))))
        await stage.until(lambda: stage.assistant.queues['turns_running'] == 0)
        await stage.ask('and now?')
        tools = [json.loads(entry.text)['status'] for entry in talker.heard[-1][1].history if entry.role == 'tool']
        assert tools == ['DONE']
        assert stage.texts == ['Fine.', 'Fine.']
        assert len(stage.guard.proposals) == 1

    Rehearsal({}, talker=talker, guard=FakeGuard(lambda _: ())).play(scene)


def test_after_a_stop_nothing_is_said_and_the_outcome_is_known() -> None:
    talker = ScriptedTalker({'air conditioning': waiting(calling(COOL)), 'and now?': saying('Fine.')})

    async def scene(stage: Rehearsal) -> None:
        stage.hear('air conditioning')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        stage.hear('stop')
        await asyncio.sleep(0.02)
        failed = outcome(stage.guard.proposals[0], Status.FAILED, reason='The compressor is stuck.')
        stage.assistant.outcome(failed)
        await stage.until(lambda: stage.assistant.queues['turns_running'] == 0)
        assert len(stage.texts) == 1
        assert 'may still finish' in stage.texts[0]
        await stage.ask('and now?')
        tools = [json.loads(entry.text)['status'] for entry in talker.heard[-1][1].history if entry.role == 'tool']
        assert tools == ['FAILED']

    Rehearsal({}, talker=talker, guard=FakeGuard(lambda _: ())).play(scene)


def test_places_that_were_found_are_kept_when_people_cut_it_short() -> None:
    async def part(hands: Hands) -> Talk:
        await hands.use('travel_companion', CAFES)
        await hands.say('There are Luna and')
        await asyncio.sleep(60.0)
        return Talk()

    async def scene(stage: Rehearsal) -> None:
        stage.hear('any good cafes?')
        await stage.until(lambda: bool(stage.texts))
        stage.hear('the second one')
        await stage.until(lambda: bool(stage.guard.proposals))
        assert stage.guard.arguments()['place']['name'] == 'Sol'
        assert talker.cancelled == 1

    talker = ScriptedTalker({'any good cafes?': part})
    places = FakePlaces([LUNA, SOL])
    Rehearsal({}, reflex=ReflexBrain(), talker=talker, is_talker_first=True, places=places).play(scene)


def test_that_it_takes_its_time_is_said_after_a_sentence_and_never_within() -> None:
    async def part(hands: Hands) -> Talk:
        slow = asyncio.create_task(hands.use('car_genius', COOL))
        await hands.say('A heat pump')
        await asyncio.sleep(0.3)
        await hands.say(' moves warmth.', continues=True)
        await slow
        return Talk()

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('air conditioning, and what is a heat pump')
        assert stage.texts == [
            'A heat pump',
            ' moves warmth.',
            'Switching on the air conditioning…',
            'The air conditioning is on.',
        ]

    talker = ScriptedTalker({'air conditioning, and what is a heat pump': part})
    Rehearsal({}, talker=talker, guard=FakeGuard(delay=1.5), hesitation=0.05, thinking=5.0).play(scene)
