"""What is spoken of an answer, and when."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import FakeHands

from ipa_agents.brains.qwen.budget import SpeechLimits
from ipa_agents.brains.qwen.speech.claims import Backing
from ipa_agents.brains.qwen.speech.judge import Complaint, Judge, load_manners
from ipa_agents.brains.qwen.speech.mouth import Answer, Floor
from ipa_agents.language import Language

MANNERS = load_manners()
LIMITS = SpeechLimits(sentence=120, length=300)


def _judge(language: Language, texts: str = '') -> Judge:
    return Judge(MANNERS, language, lambda text, language: set(), Backing, lambda: texts)


def _spoken(pieces: list[str], language: Language = 'en') -> tuple[list[tuple[str, bool]], Complaint]:
    async def speak() -> tuple[list[tuple[str, bool]], Complaint]:
        hands, is_free = FakeHands(), asyncio.Event()
        is_free.set()
        answer = Answer(Floor(hands, is_free), _judge(language), LIMITS)
        for piece in pieces:
            await answer.hear(piece)
        await answer.end()
        return hands.spoken, answer.complaint

    return asyncio.run(speak())


@given(
    words=st.lists(
        st.sampled_from(['Sure', ', ', 'it is warm', '. ', "I've opened it", '**Oak** ', 'Done. ',
                         '\n', '- ', '😀', 'why?']),
        max_size=12,
    ),
    data=st.data(),
)  # fmt: skip
@settings(deadline=None)
def test_the_speech_does_not_depend_on_how_the_stream_was_cut(words: list[str], data: st.DataObject) -> None:
    text = ''.join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert _spoken(pieces) == _spoken([text])


@pytest.mark.parametrize(
    ('text', 'language', 'spoken'),
    [
        ('Outside, it is warm.', 'en', [('Outside', False), (', it is warm.', True)]),
        ('外面，现在很暖和。', 'zh', [('外面', False), ('，现在很暖和。', True)]),
        ('Warm? **Very** warm.', 'en', [('Warm?', False), ('Very warm.', False)]),
        ('I am fine.', 'en', [('I am fine.', False)]),
        ('我很好。', 'zh', [('我很好。', False)]),
        ('🎉', 'en', []),
    ],
)
def test_the_first_word_is_spoken_at_once_unless_it_may_begin_a_claim(
    text: str, language: Language, spoken: list[tuple[str, bool]]
) -> None:
    assert _spoken(list(text), language) == (spoken, '')


@pytest.mark.parametrize(
    ('text', 'language', 'spoken', 'complaint'),
    [
        ('It is warm. I have opened the window. Bye.', 'en', 'It is warm.', 'claim'),
        ('很暖和。已经为您打开车窗。再见。', 'zh', '很 暖和。', 'claim'),
        ('Hello. 今天的天气非常好，适合出门。', 'en', 'Hello.', 'language'),
        ('Yes. Yes. Yes. Yes.', 'en', 'Yes. Yes.', 'repetition'),
        ('Well. As an AI, I cannot.', 'en', 'Well.', 'refusal'),
    ],
)
def test_from_what_may_not_be_said_it_is_silent(
    text: str, language: Language, spoken: str, complaint: Complaint
) -> None:
    pieces, found = _spoken([text], language)
    assert (''.join(piece for piece, _ in pieces).replace(' ', ''), found) == (spoken.replace(' ', ''), complaint)


def test_who_has_not_the_floor_waits() -> None:
    async def speak() -> list[tuple[str, bool]]:
        hands, is_free = FakeHands(), asyncio.Event()
        floor = Floor(hands, is_free)
        await floor.say('Second.')
        assert (hands.spoken, floor.said) == ([], '')
        is_free.set()
        await floor.end()
        await floor.say('Third.')
        assert floor.said == 'Second. Third.'
        return hands.spoken

    assert asyncio.run(speak()) == [('Second.', False), ('Third.', False)]
