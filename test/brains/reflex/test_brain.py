"""The brain as a whole: it never raises, never guesses, and answers the same each time."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipa_agents.brains.interface import Act, Call, Context, Dialogue, Domain, Option, Pending, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import ACTING_TOOLS
from ipa_agents.vehicle.seats import SEATS

_ENGLISH = ['open', 'the', 'window', 'and', 'no', 'turn', 'on', '22', 'degrees', 'play', 'a bit', ',', '.', 'İ']
_CHINESE = [
    '打开',
    '空调',
    '把',
    '不',
    '二十三度',
    '车窗',
    '一半',
    '副驾',
    '和',
    '播放',
    '导航到',
    '了',
    '吗',
    '百分之',
]
_STRANGE = ['{query}', '(', '[', '\\', '😀', '０', '\u200b', ' ']
_WORDS = st.sampled_from(_ENGLISH + _CHINESE + _STRANGE)


@given(text=st.one_of(st.text(), st.lists(_WORDS).map(' '.join), st.lists(_WORDS).map(''.join)))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_it_fail(brain: ReflexBrain, catalogue: Catalogue, text: str) -> None:
    focus = (Call('set_signals', {'signals': {'Vehicle.Cabin.Sunroof.Position': 50}}),)
    for dialogue in (Dialogue(), Dialogue(focus=focus, pending=Pending('clarify', focus[0], 'value'))):
        for language in LANGUAGES:
            interpretation = brain.understand(Sentence(text, language), Context({}, dialogue))
            assert interpretation.steps
            for step in interpretation.steps:
                if step.act is Act.ACT and step.call is not None and step.call.tool == 'set_signals':
                    for path, value in step.call.arguments['signals'].items():
                        assert catalogue.check(path, value) == value


@pytest.mark.parametrize(
    'text', ['打开空调' * 25_000, 'open the window and ' * 5_000, '有点' * 50_000, 'a' * 100_000, '一' * 100_000]
)
def test_a_text_of_100_kilobytes_is_answered(brain: ReflexBrain, text: str) -> None:
    for language in LANGUAGES:
        assert brain.understand(Sentence(text, language), Context()).steps


@pytest.mark.parametrize('text', ['', '   ', '😀🎉', '...', '？！', '\u200b\ufeff'])
def test_nothing_said_is_ignored(brain: ReflexBrain, text: str) -> None:
    assert brain.understand(Sentence(text, 'en'), Context()).steps[0].act is Act.IGNORE


def test_what_is_not_understood_says_what_was_caught(brain: ReflexBrain) -> None:
    interpretation = brain.understand(Sentence('my cousin told me the sunroof of his boat leaks', 'en'), Context())
    assert interpretation.confidence < 0.5
    assert interpretation.caught == ('sunroof',)
    assert interpretation.steps[0].domain is Domain.NONE


def test_a_condition_is_left_to_those_who_can_check_it(brain: ReflexBrain) -> None:
    interpretation = brain.understand(Sentence('open the sunroof if it is warmer than 25 degrees', 'en'), Context())
    assert interpretation.confidence < 0.5
    assert all(step.act is not Act.ACT for step in interpretation.steps)


@pytest.mark.parametrize(
    ('text', 'language'),
    [
        ('the windows are all open', 'en'),
        ('my windshield is foggy and the windows are down', 'en'),
        ('even with the windows open', 'en'),
        ('he opened the trunk', 'en'),
        ('why did you open the window', 'en'),
        ('do not unlock the doors', 'en'),
        ('我刚刚打开了天窗', 'zh'),
        ('他说打开车窗', 'zh'),
        ('别打开后备箱', 'zh'),
        ('为什么打开车窗', 'zh'),
        ('不要解锁车门', 'zh'),
    ],
)
def test_stories_and_negations_move_nothing(brain: ReflexBrain, text: str, language: Language) -> None:
    steps = brain.understand(Sentence(text, language), Context()).steps
    assert not [s for s in steps if s.act is Act.ACT and s.call is not None and s.call.tool in ACTING_TOOLS]


def test_names_keep_their_words(brain: ReflexBrain) -> None:
    step = brain.understand(Sentence('play Simon and Garfunkel', 'en'), Context()).steps[0]
    assert step.call is not None
    assert step.call.arguments['query'] == 'Simon and Garfunkel'
    step = brain.understand(Sentence('导航到三里屯和平路', 'zh'), Context()).steps[0]
    assert step.call is not None
    assert step.call.arguments['place'] == {'query': '三里屯和平路'}


@pytest.mark.parametrize('seat', SEATS)
def test_here_is_where_the_speaker_sits(brain: ReflexBrain, catalogue: Catalogue, seat: str) -> None:
    step = brain.understand(Sentence('打开我这边的车窗', 'zh', seat), Context()).steps[0]  # type: ignore[arg-type]
    assert step.call is not None
    (path,) = step.call.arguments['signals']
    assert catalogue[path].zone == seat


def test_relative_change_starts_from_what_the_car_shows(brain: ReflexBrain) -> None:
    path = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
    step = brain.understand(Sentence('two degrees warmer', 'en'), Context({path: 19.5})).steps[0]
    assert step.call == Call('set_signals', {'signals': {path: 21.5}})


def test_a_change_ends_at_the_range(brain: ReflexBrain) -> None:
    path = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
    step = brain.understand(Sentence('温度调高十度', 'zh'), Context({path: 27.0})).steps[0]
    assert step.call == Call('set_signals', {'signals': {path: 28.0}})


def test_an_option_is_chosen_by_its_name(brain: ReflexBrain) -> None:
    options = (Option('Golden Lotus', '金莲花餐厅', {}), Option('Harbour Grill', '海港烤肉', {}))
    for text, language, index in (
        ('Harbour Grill', 'en', 1),
        ('the first one', 'en', 0),
        ('第二个', 'zh', 1),
        ('金莲花', 'zh', 0),
        ('the last', 'en', -1),
    ):
        step = brain.understand(Sentence(text, language), Context(dialogue=Dialogue(options=options))).steps[0]  # type: ignore[arg-type]
        assert (step.move, step.slots['index']) == ('choose', index)


def test_a_correction_puts_back_what_was_wrong(brain: ReflexBrain) -> None:
    driver, passenger = (f'Vehicle.Cabin.Door.Row1.{side}Side.Window.Position' for side in ('Driver', 'Passenger'))
    dialogue = Dialogue(focus=(Call('set_signals', {'signals': {driver: 100}}),), before={driver: 30})
    step = brain.understand(Sentence('no, the passenger side', 'en'), Context({driver: 100}, dialogue)).steps[0]
    assert step.call == Call('set_signals', {'signals': {driver: 30, passenger: 100}})


def test_the_interface_is_asynchronous(brain: ReflexBrain) -> None:
    sentence = Sentence('open the sunroof', 'en')
    assert asyncio.run(brain.interpret(sentence, Context())) == brain.understand(sentence, Context())


@pytest.mark.parametrize(
    ('text', 'language', 'is_sure'),
    [
        ('Is the air conditioning on?', 'en', True),
        ('空调开着吗', 'zh', True),
        ('What is a heat pump?', 'en', False),
        ('Tell me about the history of the wheel', 'en', False),
        ('给我讲讲这座城市的历史', 'zh', False),
        ('Navigate to the museum of history', 'en', True),
        ('Why is the battery range shorter in winter?', 'en', False),
        ('Should I use recirculation in a tunnel?', 'en', False),
        ('座椅加热是怎么工作的', 'zh', False),
        ('胎压低危险吗', 'zh', False),
    ],
)
def test_a_question_that_no_signal_answers_is_left_to_whoever_knows_more(
    brain: ReflexBrain, catalogue: Catalogue, text: str, language: Language, is_sure: bool
) -> None:
    heard = brain.understand(Sentence(text, language), Context(catalogue.defaults()))
    assert (heard.confidence >= 0.9) is is_sure
