"""Whole turns: a sentence in, one honest answer out."""

import asyncio
import json

from rehearsal import AC, CATALOGUE, WINDOW, FakeGuard, Rehearsal, acting, done, meaning, outcome, setting

from ipa_agents.assistant.ports import Priority
from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status
from ipa_agents.vehicle.signals import Signal

COOL = setting(AC, True)
FAN = CATALOGUE.functions['climate.fan'].path_of('row1_driver')
SEAT = CATALOGUE.functions['seat.heating'].path_of('row1_driver')
HEATING_OFF = {SEAT: 0}
BOTH = meaning(acting('set_signals', signals={AC: True}), acting('set_signals', signals={WINDOW: 100}))


def test_done_is_said_after_the_guard_said_so() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('cool')
        await stage.until(lambda: bool(stage.guard.proposals))
        await asyncio.sleep(0.05)
        assert stage.texts == []
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[0]))))
        await stage.until(lambda: bool(stage.speeches))
        assert stage.texts == ['The air conditioning is on.']
        assert [(speech.is_last, speech.expects_answer, speech.sequence) for speech in stage.speeches] == [
            (True, False, 0)
        ]

    Rehearsal({'cool': COOL}, guard=FakeGuard(lambda _: ())).play(scene)


def test_the_answer_is_in_the_language_of_the_sentence() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('打开空调') == '空调已打开。'
        assert stage.speeches[-1].language == 'zh'

    Rehearsal({'打开空调': COOL}).play(scene)


def test_a_proposal_names_where_it_comes_from() -> None:
    async def scene(stage: Rehearsal) -> None:
        utterance = stage.hear('cool', seat='row1_passenger')
        await stage.until(lambda: bool(stage.speeches))
        (proposal,) = stage.guard.proposals
        assert (proposal.utterance_id, proposal.seat) == (utterance.utterance_id, 'row1_passenger')
        assert (proposal.agent, proposal.tool, proposal.challenge_id) == ('car_genius', 'set_signals', '')
        assert stage.guard.arguments() == {'signals': {AC: True}}

    Rehearsal({'cool': COOL}).play(scene)


def test_two_commands_go_out_together_and_get_one_answer() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.hear('both')
        await stage.until(lambda: len(stage.guard.proposals) == 2)
        for proposal in reversed(stage.guard.proposals):
            stage.assistant.outcome(next(iter(done(proposal))))
        await stage.until(lambda: bool(stage.speeches))
        assert stage.texts == ['The air conditioning is on and the window is open.']

    Rehearsal({'both': BOTH}, guard=FakeGuard(lambda _: ())).play(scene)


def test_what_was_not_done_is_said_with_its_reason() -> None:
    def answers(proposal: Proposal) -> list[Outcome]:
        if AC in proposal.arguments:
            return done(proposal)
        return [
            outcome(proposal, Status.DENIED, rule='seat-rights', reason='Only the driver may do that.', reason_zh='不')
        ]

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('both') == 'The air conditioning is on. Only the driver may do that.'
        assert stage.speeches[-1].priority is Priority.WARNING

    Rehearsal({'both': BOTH}, guard=FakeGuard(answers)).play(scene)


def test_failed_and_timed_out_are_not_called_done() -> None:
    for status, words in ((Status.FAILED, 'stuck'), (Status.TIMED_OUT, 'cannot confirm')):
        guard = FakeGuard(lambda proposal, status=status: [outcome(proposal, status, reason='The motor is stuck.')])

        async def scene(stage: Rehearsal, words: str = words) -> None:
            text = await stage.ask('cool')
            assert words in text
            assert 'The motor is stuck.' in text
            assert 'is on' not in text

        Rehearsal({'cool': COOL}, guard=guard).play(scene)


def test_warnings_are_spoken_with_the_outcome() -> None:
    guard = FakeGuard(lambda proposal: [outcome(proposal, Status.DONE, warnings=('The zones differ by 5 degrees.',))])

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('cool') == 'The air conditioning is on. The zones differ by 5 degrees.'

    Rehearsal({'cool': COOL}, guard=guard).play(scene)


def test_a_guard_that_is_away_means_that_nothing_was_done() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('cool') == 'Nothing was done: the safety guard does not answer.'
        assert stage.guard.proposals == []

    Rehearsal({'cool': COOL}, guard=FakeGuard(present=False)).play(scene)


def test_a_late_outcome_is_never_spoken() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'does not answer' in await stage.ask('cool')
        stage.assistant.outcome(next(iter(done(stage.guard.proposals[0]))))
        await asyncio.sleep(0.05)
        assert len(stage.speeches) == 1
        assert stage.assistant.counts['outcomes_unclaimed'] == 1

    Rehearsal({'cool': setting('Vehicle.Nothing', 1)}, guard=FakeGuard(lambda _: ()), guard_patience=0.05).play(scene)


def test_a_silent_guard_does_not_hide_what_the_car_shows() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'nobody has confirmed it' in await stage.ask('cool')

    script = {'cool': setting('Vehicle.Nothing', 1)}
    guard = FakeGuard(lambda _: ())
    Rehearsal(script, guard=guard, guard_patience=0.05, signals={'Vehicle.Nothing': 1}).play(scene)


def test_a_slow_command_is_acknowledged_before_its_end() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open')
        assert stage.texts == ['Opening the window…', 'The window is open.']
        assert [(speech.sequence, speech.is_last) for speech in stage.speeches] == [(0, False), (1, True)]

    Rehearsal({'open': setting(WINDOW, 100)}, guard=FakeGuard(delay=0.2), hesitation=0.05).play(scene)


def test_a_fast_command_is_not_acknowledged_twice() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open')
        await asyncio.sleep(0.1)
        assert stage.texts == ['The window is open.']

    Rehearsal({'open': setting(WINDOW, 100)}, hesitation=0.05).play(scene)


def test_a_sentence_that_is_not_understood_does_nothing_and_says_what_it_caught() -> None:
    script = {'unsure': meaning(*BOTH.steps, confidence=0.4, caught=('the window',))}

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('unsure') == 'Sorry, I did not understand the whole. I only caught the window.'
        assert await stage.ask('gibberish') == 'Sorry, I did not understand that.'
        assert stage.guard.proposals == []

    Rehearsal(script).play(scene)


def test_talk_that_was_not_for_the_assistant_is_left_alone() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('the weather is nice', source='microphone') == ''
        assert stage.speeches[-1].is_last

    Rehearsal({}, always_listening=True).play(scene)


def test_what_there_is_no_access_to_is_declined() -> None:
    script = {
        'call mum': meaning(Step(Domain.PHONE, Act.REFUSE)),
        '明天天气': meaning(Step(Domain.WEATHER, Act.INFORM, topic='forecast')),
        'hello': meaning(Step(Domain.SMALLTALK, Act.INFORM, topic='who')),
    }

    async def scene(stage: Rehearsal) -> None:
        assert 'no phone' in await stage.ask('call mum')
        assert '没有天气预报' in await stage.ask('明天天气')
        assert await stage.ask('hello') == 'I am Juno, the assistant of this car.'

    Rehearsal(script).play(scene)


def test_a_question_about_the_car_is_answered_from_its_signals() -> None:
    path = 'Vehicle.Powertrain.TractionBattery.Range'
    script = {'how far': meaning(Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': [path]})))}

    async def scene(stage: Rehearsal) -> None:
        assert 'no reading' in await stage.ask('how far')
        stage.car.signals[path] = 312_400.0
        assert await stage.ask('how far') == 'The range is 312 kilometres.'

    Rehearsal(script).play(scene)


def test_an_idle_remark_is_answered_by_an_offer_and_yes_does_it() -> None:
    call = Call('set_signals', {'signals': {AC: False}})
    script = {
        'I am cold': meaning(Step(Domain.VEHICLE, Act.ASK, call)),
        'yes': meaning(Step(Domain.NONE, Act.ACT, move='yes')),
    }

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('I am cold') == 'Shall I switch off the air conditioning?'
        assert stage.speeches[-1].expects_answer
        assert stage.guard.proposals == []
        assert await stage.ask('yes') == 'The air conditioning is off.'
        assert stage.guard.proposals[0].tool == 'set_signals'

    Rehearsal(script).play(scene)


def test_a_brain_that_breaks_ends_in_an_honest_answer() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'Nothing was done' in await stage.ask('crash')
        assert any(stage_name == 'error' for _, stage_name, _ in stage.events)

    Rehearsal({'crash': ValueError('broken')}).play(scene)


def test_a_tool_that_breaks_does_not_take_the_other_steps_with_it() -> None:
    script = {'both': meaning(acting('unheard_of'), *COOL.steps)}

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('both') == 'The air conditioning is on. Sorry, something went wrong with that.'

    Rehearsal(script).play(scene)


def test_every_stage_is_traced_in_order() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('cool')
        assert [name for _, name, _ in stage.events] == ['heard', 'attention', 'brain', 'proposed', 'outcome', 'said']
        assert len({turn_id for turn_id, _, _ in stage.events}) == 1

    Rehearsal({'cool': COOL}).play(scene)


def test_brains_see_history_dialogue_and_signals() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('cool')
        await stage.ask('again')
        _, context = stage.brain.heard[-1]
        assert context.signals == {AC: False}
        said = [(entry.role, entry.text) for entry in context.history if entry.role != 'tool']
        assert said == [('user', 'cool'), ('assistant', 'The air conditioning is on.')]
        assert [entry.role for entry in context.history] == ['user', 'tool', 'assistant']
        assert context.dialogue.focus == (COOL.steps[0].call,)
        assert context.dialogue.before == {AC: False}
        assert context.dialogue.last_said == 'The air conditioning is on.'

    Rehearsal({'cool': COOL}, signals={AC: False}).play(scene)


def test_what_the_same_sentence_sets_anew_is_told_once() -> None:
    def answers(proposal: Proposal) -> list[Outcome]:
        if json.loads(proposal.arguments)['signals'] == HEATING_OFF:
            return [outcome(proposal, Status.SUPERSEDED, reason='A newer request took its place.')]
        return done(proposal)

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('both') == 'The seat ventilation is at level 3, the highest.'

    steps = (acting('set_signals', signals=HEATING_OFF), acting('set_signals', signals={SEAT: -100}))
    Rehearsal({'both': meaning(*steps)}, guard=FakeGuard(answers)).play(scene)


def test_what_the_guard_takes_for_the_wish_is_told_as_the_wish() -> None:
    def answers(shown: int) -> FakeGuard:
        signals = (Signal(FAN, shown),)
        return FakeGuard(lambda proposal: [outcome(proposal, Status.DONE, signals=signals)])

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('fan') == 'The fan is at level 3.'

    Rehearsal({'fan': setting(FAN, 60)}, guard=answers(50)).play(scene)

    async def astray(stage: Rehearsal) -> None:
        assert await stage.ask('fan') == 'The fan is at level 4.'

    Rehearsal({'fan': setting(FAN, 60)}, guard=answers(80)).play(astray)
