"""What people say around what they want."""

from random import Random

import pytest

from ipa_agents.brains.interface import Call, Domain
from ipa_agents.language import Language
from ipa_agents.training.part import Part
from ipa_agents.training.speech import load_speech

_CALL = Call('control_media', {'action': 'NEXT'})


def _part(text: str, is_order: bool = True) -> Part:
    return Part(text, Domain.MEDIA, text, '', (_CALL,), is_order=is_order)


def _said(language: Language, *parts: Part) -> set[str]:
    speech = load_speech(language)
    return {speech.sentence(parts, Random(seed)) for seed in range(300)}


def test_orders_are_asked_for_and_statements_are_not() -> None:
    assert any(text.lower().startswith('could you') for text in _said('en', _part('turn on the light')))
    for text in _said('en', _part('I want the light on', is_order=False)) | _said('en', _part('no more light')):
        assert not text.lower().startswith(('could you', 'can you', 'would you'))


@pytest.mark.parametrize(('language', 'text'), [('en', 'is the light on'), ('zh', '灯开着吗')])
def test_a_question_ends_as_one(language: Language, text: str) -> None:
    written = [said for said in _said(language, _part(text)) if not said[-1].isalnum()]
    assert written
    assert all(said.endswith(('?', '？')) for said in written)


@pytest.mark.parametrize('language', ['en', 'zh'])
def test_all_parts_are_said_in_their_order(language: Language) -> None:
    first, second = ('open the roof', 'play jazz') if language == 'en' else ('打开天窗', '播放爵士')
    for text in _said(language, _part(first), _part(second)):
        folded = text.lower()
        assert folded.index(second[-4:]) > folded.index(first[-2:])


def test_a_fraction_keeps_its_point() -> None:
    for text in _said('en', _part('set it to 22.5 degrees')) | _said('zh', _part('温度调到22.5度')):
        assert '22.5' in text
