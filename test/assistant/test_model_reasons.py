"""Reasons in words of both languages."""

from typing import get_args

import pytest

from ipa_agents.assistant.model_reasons import told_reasons, words_of_reason, words_of_reasons
from ipa_agents.errors import ModelReason
from ipa_agents.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ('reason', 'language', 'words'),
    [
        ('status 503', 'en', 'the server answers HTTP 503'),
        ('status 503', 'zh', '服务器返回 HTTP 503'),
        ('slow', 'zh', '反应太慢'),
        ('no_key IPA_KEY', 'en', 'no usable key in IPA_KEY'),
        ('never heard of', 'en', 'never heard of'),
        ('', 'en', ''),
    ],
)
def test_a_reason_is_put_into_words(reason: str, language: Language, words: str) -> None:
    assert words_of_reason(reason, language) == words


def test_the_reasons_of_several_endpoints_are() -> None:
    told = told_reasons((('car', 'no_connection'), ('edge', 'status 400')))
    assert words_of_reasons(told, 'en') == 'car: no connection; edge: the server answers HTTP 400'
    assert words_of_reasons(told, 'zh') == 'car: 无法连接; edge: 服务器返回 HTTP 400'
    assert words_of_reasons('', 'zh') == ''
    assert words_of_reasons('older words', 'zh') == 'older words'


def test_every_reason_has_words() -> None:
    talks = ('unreachable', 'slow', 'nonsense', 'refused', 'steps')
    races = ('sure', 'unsure', 'asked', 'answer', 'alone')
    for language in LANGUAGES:
        for key in (*get_args(ModelReason), *talks, *races, 'aborted', 'odd'):
            assert words_of_reason(key, language) != key or key in races
