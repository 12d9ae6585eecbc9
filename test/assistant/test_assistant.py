"""Several sentences: floods, stops, two seats, loudspeakers."""

import asyncio

from rehearsal import AC, WINDOW, FakeGuard, FakePlaces, Rehearsal, acting, done, meaning, move, outcome, place, setting

from ipa_agents.assistant.ports import Playing
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

OPEN, COOL = setting(WINDOW, 100), setting(AC, True)
SCRIPT = {'open': OPEN, 'cool': COOL}


def test_a_flood_is_answered_by_its_newest_sentence_and_nothing_grows() -> None:
    script = {f'set {number}': setting(WINDOW, number % 100) for number in range(1000)}

    async def scene(stage: Rehearsal) -> None:
        for number in range(1000):
            stage.hear(f'set {number}')
            await asyncio.sleep(0)
        assert all(waiting <= 200 for waiting in stage.assistant.queues.values())
        await stage.until(lambda: bool(stage.brain.heard) and stage.brain.heard[-1][0].text == 'set 999')
        await stage.until(lambda: stage.assistant.queues['turns_running'] == 0)
        assert stage.guard.arguments() == {'signals': {WINDOW: 99}}
        assert len(stage.guard.proposals) < 20
        assert stage.assistant.counts['dropped_flood'] > 900
        assert stage.assistant.queues['proposals_waiting'] == 0

    Rehearsal(script).play(scene)


def test_every_turn_that_begins_ends_exactly_once() -> None:
    async def scene(stage: Rehearsal) -> None:
        for number in range(40):
            stage.hear('open' if number % 2 else 'cool')
            await asyncio.sleep(0)
        await stage.until(lambda: stage.assistant.counts['turns'] + stage.assistant.counts['dropped_flood'] == 40)
        await stage.until(lambda: stage.assistant.queues['turns_running'] == 0)
        turns = {turn_id for turn_id, name, _ in stage.events if name == 'heard'}
        assert sorted(turns) == sorted(speech.turn_id for speech in stage.speeches if speech.is_last)

    Rehearsal(SCRIPT, guard=FakeGuard(delay=0.01)).play(scene)


def test_a_newer_sentence_ends_one_that_is_still_thought_about() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('open')
        await asyncio.sleep(0.01)
        assert await stage.ask('cool') == ''
        await stage.until(lambda: bool(stage.texts))
        assert stage.texts == ['The air conditioning is on.']
        assert len(stage.guard.proposals) == 1
        assert stage.brain.cancelled == 1

    Rehearsal(SCRIPT).play(lambda stage: scene(_slow(stage)))


def _slow(stage: Rehearsal) -> Rehearsal:
    stage.brain._delay = 0.1
    return stage


def test_a_newer_sentence_does_not_undo_what_the_guard_has_already() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('open')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        stage.hear('cool')
        await stage.until(lambda: len(stage.guard.proposals) == 2)
        for proposal in stage.guard.proposals:
            stage.assistant.outcome(next(iter(done(proposal))))
        await stage.until(lambda: sum(speech.is_last for speech in stage.speeches) == 2)
        assert stage.texts == ['The air conditioning is on.']

    Rehearsal(SCRIPT, guard=FakeGuard(lambda _: ())).play(scene)


def test_only_so_many_turns_wait_for_a_guard_that_never_ends_them() -> None:
    async def scene(stage: Rehearsal) -> None:
        for count in range(1, 9):
            stage.hear('open' if count % 2 else 'cool')
            await stage.until(lambda count=count: len(stage.guard.proposals) == count)  # type: ignore[misc]
            await asyncio.sleep(0)
            assert stage.assistant.queues['turns_running'] <= 5
        assert stage.assistant.queues['proposals_waiting'] <= 5

    Rehearsal(SCRIPT, guard=FakeGuard(lambda _: ())).play(scene)


def test_what_went_wrong_is_said_even_when_people_have_gone_on() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('open')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        stage.hear('cool')
        await stage.until(lambda: len(stage.guard.proposals) == 2)
        stage.assistant.outcome(outcome(stage.guard.proposals[0], Status.FAILED, reason='The window is stuck.'))
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[1]))))
        await stage.until(lambda: len(stage.texts) == 2)
        assert 'The window is stuck.' in stage.texts[0]

    Rehearsal(SCRIPT, guard=FakeGuard(lambda _: ())).play(scene)


def test_two_seats_are_served_side_by_side_each_by_name() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('open', seat='row1_driver')
        stage.hear('cool', seat='row1_passenger')
        await stage.until(lambda: len(stage.guard.proposals) == 2)
        for proposal in stage.guard.proposals:
            stage.assistant.outcome(next(iter(done(proposal))))
        await stage.until(lambda: len(stage.speeches) == 2)
        said = {speech.seat: speech.text for speech in stage.speeches}
        assert said == {'row1_driver': 'The window is open.', 'row1_passenger': 'The air conditioning is on.'}

    Rehearsal(SCRIPT, guard=FakeGuard(lambda _: ())).play(scene)


def test_the_zone_is_named_when_it_is_not_the_speakers_own() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('open', seat='row1_passenger') == "The window on the driver's side is open."

    Rehearsal(SCRIPT).play(scene)


def test_stop_ends_a_turn_that_is_under_way() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('open')
        await stage.until(lambda: bool(stage.guard.proposals))
        stage.hear('Stop!', source='microphone')
        await stage.until(lambda: len(stage.speeches) == 2)
        assert 'may still finish' in stage.texts[0]
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[0]))))
        await asyncio.sleep(0.05)
        assert len(stage.texts) == 1

    Rehearsal(SCRIPT, guard=FakeGuard(lambda _: ())).play(scene)


def test_cancel_withdraws_a_question() -> None:
    def asking(proposal: Proposal) -> list[Outcome]:
        return [outcome(proposal, Status.NEEDS_CONFIRMATION, reason='Really?', challenge_id='c')]

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open')
        assert await stage.ask('取消') == '好的，那就不做了。'
        assert stage.assistant.queues['questions_open'] == 0

    Rehearsal(SCRIPT, guard=FakeGuard(asking)).play(scene)


def test_a_stop_with_nothing_to_stop_is_left_to_the_brain_or_to_itself() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('stop') == 'The air conditioning is on.'
        stage.hear('stop', source='microphone', seat='row2_driver')
        await asyncio.sleep(0.02)
        assert len(stage.speeches) == 1
        assert stage.assistant.counts['dropped_not_called'] == 1

    Rehearsal({'stop': COOL}).play(scene)


def test_a_stop_with_nothing_else_to_stop_pauses_the_music() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('stop') == 'There is nothing to stop right now.'
        stage.car.playing = Playing('PLAYING', 'Moonrise')
        assert await stage.ask('stop') == 'The music is paused.'
        assert stage.guard.arguments() == {'action': 'PAUSE'}

    Rehearsal({'stop': move('stop')}).play(scene)


def test_the_loudspeaker_is_never_obeyed() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('Juno, open', source='media')
        stage.hear('stop', source='media')
        await asyncio.sleep(0.02)
        assert (stage.speeches, stage.guard.proposals) == ([], [])
        assert stage.assistant.counts['dropped_loudspeaker'] == 2

    Rehearsal({'Juno, open': OPEN, 'open': OPEN}).play(scene)


def test_a_hundred_kilobytes_are_cut_off_with_a_clear_answer() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'too long' in await stage.ask('open ' * 20_000)
        assert (stage.brain.heard, stage.guard.proposals) == ([], [])
        assert all(len(str(detail)) < 2000 for _, _, detail in stage.events)

    Rehearsal(SCRIPT).play(scene)


def test_mixed_scripts_and_emoji_are_answered() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('打开 window 🚗🪟 ouvre ça ﷽')
        assert stage.guard.proposals == []

    Rehearsal(SCRIPT).play(scene)


def test_the_name_alone_and_a_mumble() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('Hey Juno', source='microphone') == 'Yes?'
        assert stage.speeches[-1].expects_answer
        assert await stage.ask('open', source='microphone') == 'The window is open.'
        assert 'say it again' in await stage.ask('Juno mumble', source='microphone', confidence=0.1)

    Rehearsal(SCRIPT).play(scene)


def test_a_persona_words_it_otherwise() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('芬奇', source='microphone') == '请您吩咐。'
        assert await stage.ask('open') == 'The window is open.'

    Rehearsal(SCRIPT, persona='finch').play(scene)


def test_silence_is_an_answer() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('hm') == ''
        assert [(speech.text, speech.is_last) for speech in stage.speeches] == [('', True)]

    Rehearsal({'hm': meaning()}).play(scene)


def test_a_stop_after_other_things_is_no_answer_to_an_old_question() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('cafes') == 'There is Luna, 400 metres away. Shall I take you there?'
        await stage.ask('cool')
        stage.car.playing = Playing('PLAYING', 'Moonrise')
        assert await stage.ask('stop') == 'The music is paused.'

    script = {'cafes': meaning(acting('search_places', kind='cafe')), 'cool': COOL, 'stop': move('stop')}
    Rehearsal(script, places=FakePlaces([place('Luna', 400.0)])).play(scene)
