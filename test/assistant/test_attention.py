import math
from typing import Any

import pytest

from ipa_agents.assistant.attention import Attention, Settings, Verdict, load_stop_words
from ipa_agents.vehicle.exchange import Utterance


def attention(**settings: Any) -> Attention:
    return Attention(Settings(('hey juno', 'juno', '朱诺'), load_stop_words(), **settings))


def said(text: str, utterance_id: str = 'u1', **fields: Any) -> Utterance:
    values = {'seat': 'row1_driver', 'locale': '', 'stamp': 100.0, 'source': 'microphone'} | fields
    return Utterance(utterance_id=utterance_id, text=text, **values)


@pytest.mark.parametrize('source', ['text', 'cockpit', 'drive'])
def test_typed_sentences_need_no_call(source: str) -> None:
    assert attention().hear(said('open the window', source=source), 100.0).verdict is Verdict.ATTEND


def test_a_microphone_needs_a_call() -> None:
    ears = attention()
    assert ears.hear(said('open the window'), 100.0).reason == 'not_called'
    heard = ears.hear(said('Hey Juno, open the window', 'u2'), 100.0)
    assert (heard.verdict, heard.text) == (Verdict.ATTEND, 'open the window')


def test_always_listening_needs_no_call() -> None:
    heard = attention(always_listening=True).hear(said('open the window'), 100.0)
    assert (heard.verdict, heard.reason) == (Verdict.ATTEND, 'always_listening')


def test_after_an_answer_its_seat_needs_no_call_for_a_while() -> None:
    ears = attention(follow_up=8.0)
    ears.listen('row1_driver', 100.0)
    assert ears.hear(said('and the other one'), 105.0).reason == 'follow_up'
    assert ears.hear(said('and the other one', 'u2', seat='row1_passenger'), 105.0).reason == 'not_called'
    assert ears.hear(said('and the other one', 'u3', stamp=108.5), 109.0).reason == 'not_called'


@pytest.mark.parametrize(
    ('fields', 'reason'),
    [
        ({'source': 'media'}, 'loudspeaker'),
        ({'source': 'touch'}, 'touch'),
        ({'is_final': False}, 'partial'),
        ({'seat': 'roof'}, 'no_seat'),
        ({'utterance_id': ''}, 'no_id'),
        ({'stamp': 80.0}, 'stale'),
        ({'text': ' … '}, 'empty'),
        ({'text': '🙂'}, 'empty'),
    ],
)
def test_what_is_never_taken_up(fields: dict[str, Any], reason: str) -> None:
    heard = attention().hear(said(**{'text': 'Juno, open the window'} | fields), 100.0)
    assert (heard.verdict, heard.reason) == (Verdict.DROP, reason)


def test_signs_that_were_typed_are_answered() -> None:
    assert attention().hear(said('🙂', source='text'), 100.0).verdict is Verdict.REPEAT
    assert attention().hear(said('  ', source='text'), 100.0).verdict is Verdict.DROP


def test_an_utterance_is_heard_once() -> None:
    ears = attention()
    assert ears.hear(said('Juno, hello'), 100.0).verdict is Verdict.ATTEND
    assert ears.hear(said('Juno, hello'), 100.0).reason == 'duplicate'


def test_what_was_heard_is_not_remembered_for_ever() -> None:
    ears = attention()
    for number in range(3000):
        ears.hear(said('Juno, hello', f'u{number}'), 100.0)
    assert len(ears._known) < 3000
    assert ears.hear(said('Juno, hello', 'u2999'), 100.0).reason == 'duplicate'


@pytest.mark.parametrize('confidence', [0.1, math.nan])
def test_what_was_hardly_heard_is_asked_for_again(confidence: float) -> None:
    ears = attention()
    assert ears.hear(said('Juno, open it', confidence=confidence), 100.0).verdict is Verdict.REPEAT
    assert ears.hear(said('mumble', 'u2', confidence=confidence), 100.0).verdict is Verdict.DROP


def test_the_name_alone_wakes() -> None:
    assert attention().hear(said('Hey Juno!'), 100.0).verdict is Verdict.WAKE


@pytest.mark.parametrize('text', ['Stop!', 'stop it', '停', '别说了。', 'Juno, stop', 'never mind'])
def test_stop_is_heard_without_a_call(text: str) -> None:
    assert attention().hear(said(text), 100.0).verdict is Verdict.STOP


def test_a_stop_in_a_sentence_is_no_stop() -> None:
    assert attention().hear(said('Juno, stop at the next charger'), 100.0).verdict is Verdict.ATTEND


def test_a_very_long_text_is_cut_off() -> None:
    heard = attention().hear(said('Juno ' + 'very ' * 20_000), 100.0)
    assert heard.verdict is Verdict.TOO_LONG
    assert len(heard.text) < 1000
    assert attention().hear(said('very ' * 20_000), 100.0).verdict is Verdict.DROP
