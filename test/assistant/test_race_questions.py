"""Whose an answer is while a question is open: the reflex knows its own and those of the guard, the talker its own."""

from typing import Any

from rehearsal import AC, WINDOW, Rehearsal, move, setting
from talkers import ScriptedTalker, calling, saying

from ipa_agents.brains.interface import Call, Context, Hands, Sentence, Talk

COOL = Call('set_signals', {'signals': {AC: True}})
ASKING = calling(Call('ask_user', {'question': 'Cooler or warmer?', 'options': ['air conditioning', 'heating']}))


def test_with_the_talker_first_it_has_every_sentence_but_the_answers_to_questions() -> None:
    script = {'air conditioning on': setting(WINDOW, 0), 'cafes': move('thanks'), 'yes': move('yes'), 'no': move('no')}
    talker = ScriptedTalker(
        {
            'air conditioning on': calling(COOL),
            'cafes': calling(Call('search_places', {'kind': 'cafe', 'tell': True}), agent='travel_companion'),
            'yes': saying('I should not be asked.'),
        }
    )

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('air conditioning on') == 'The air conditioning is on.'
        assert stage.winners == [('qwen', 'asked')]
        stage.places.found = [_cafe()]
        assert await stage.ask('cafes') == 'There is Luna, 400 metres away. Shall I take you there?'
        assert 'Luna' in await stage.ask('yes')
        assert stage.guard.proposals[-1].tool == 'navigate'
        assert stage.winners[-1] == ('scripted', 'answer')
        talker.is_ready = False
        assert 'cannot be reached' in await stage.ask('sing')

    Rehearsal(script, talker=talker, is_talker_first=True).play(scene)


def _cafe() -> Any:
    from rehearsal import place

    return place('Luna', 400.0)


def test_a_yes_and_a_choice_for_the_talkers_own_question_are_the_talkers() -> None:
    heard: list[str] = []

    async def part(hands: Hands) -> Talk:
        await hands.use('car_genius', COOL)
        return Talk()

    class Answering(ScriptedTalker):
        async def talk(self, sentence: Sentence, context: Context, hands: Hands) -> Talk:
            heard.append(f'{context.question} {sentence.text}')
            return await super().talk(sentence, context, hands)

    talker = Answering({'I feel funny': ASKING, 'air conditioning': part, 'yes': part})

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('I feel funny') == 'Cooler or warmer?'
        assert stage.speeches[-1].expects_answer
        assert await stage.ask('the first one') == 'The air conditioning is on.'
        assert heard[-1] == 'Cooler or warmer? air conditioning'
        await stage.ask('I feel funny')
        assert await stage.ask('yes') == 'The air conditioning is on.'
        await stage.ask('I feel funny')
        assert await stage.ask('no') == 'Okay, I leave it.'
        assert heard[-1] == ' I feel funny'

    script = {'the first one': move('choose', index=0), 'yes': move('yes'), 'no': move('no')}
    Rehearsal(script, talker=talker).play(scene)


def test_a_whole_command_goes_before_the_answer_to_an_open_question() -> None:
    talker = ScriptedTalker({'I feel funny': ASKING})

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('I feel funny')
        assert await stage.ask('open the window') == 'The window is open.'

    Rehearsal({'open the window': setting(WINDOW, 100)}, talker=talker).play(scene)


def test_a_question_in_the_talkers_own_words_waits_for_its_answer() -> None:
    shut = Call('set_signals', {'signals': {WINDOW: 0}})
    talker = ScriptedTalker(
        {'it is loud in here': saying('It is the wind.', 'Shall I close the window?'), 'yes please': calling(shut)}
    )

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('it is loud in here')
        assert [speech.expects_answer for speech in stage.speeches if speech.is_last] == [True]
        await stage.ask('yes please')
        assert talker.heard[-1][1].question == 'Shall I close the window?'
        assert stage.guard.arguments() == {'signals': {WINDOW: 0}}

    Rehearsal({'yes please': move('yes')}, talker=talker).play(scene)
