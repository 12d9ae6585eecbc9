"""What claims a deed, what does not, and what backs a claim."""

from pathlib import Path

import pytest

from ipa_agents.brains.qwen.speech.claims import Backing, load_claims
from ipa_agents.errors import ConfigError
from ipa_agents.language import Language, language_of

CLAIMS = load_claims()
_NAMES = {'window': 'window.position', '车窗': 'window.position', 'heating': 'seat.heating', '座椅加热': 'seat.heating'}
NOTHING = Backing()
WINDOW_DONE = Backing(done=frozenset({'window.position'}), has_done=True)
WINDOW_SEEN = Backing(seen=frozenset({'window.position'}))
SONG_PLAYS = Backing(has_done=True)


def _named(text: str, language: Language) -> set[str]:
    return {function for name, function in _NAMES.items() if name in text}


def _is_unbacked(sentence: str, backing: Backing) -> bool:
    return CLAIMS.is_unbacked(sentence, language_of(sentence), backing, _named)


@pytest.mark.parametrize(
    'sentence',
    [
        "I've opened the window.",
        'I’ve opened the window for you.',
        'Sure, I have just set it to 22 degrees.',
        'The window has been closed.',
        'Your seat heating has now been turned on.',
        'I am opening the window now.',
        'Okay, opening the window.',
        "I'll turn on the seat heating.",
        'Done.',
        'All done, enjoy!',
        "I've opened the window, is that better?",
        '已经为您打开车窗，还需要别的吗？',
        "It's done.",
        'The window is now open.',
        'If you feel cold, say so, and I closed the window.',
        '好的，已经为您打开车窗。',
        '已打开车窗。',
        '我已经把车窗关上了。',
        '正在为您播放音乐。',
        '马上为您打开座椅加热。',
        '车窗已经打开了。',
        '帮您把温度调高了。',
        '搞定了。',
        '好的，设置好了。',
        'Okay, the window is open.',
        'Seat heating is on.',
        'Window opened.',
        'Opened the window for you.',
        'Your seat heating is set to level two.',
        '车窗打开了。',
        '没问题，车窗关上了。',
        '没问题已经打开车窗了。',
        '座椅加热调到2挡。',
    ],
)
def test_a_claim_that_nothing_backs_is_seen(sentence: str) -> None:
    assert _is_unbacked(sentence, NOTHING)


@pytest.mark.parametrize(
    'sentence',
    [
        'It is 22 degrees inside.',
        'I could not open the window.',
        'The window has not been opened.',
        'All set?',
        'Should I open the window?',
        'It is warm, should I open the window?',
        'Shall I turn on the fan and open the window?',
        'Would you like me to turn on the seat heating?',
        'I can open the window if you like.',
        'There is a Thai restaurant two kilometres away.',
        'A heat pump moves warmth from outside into the cabin.',
        'Phone calls are not available in this car.',
        '要不要打开车窗？',
        '车窗没有打开。',
        '抱歉，我无法打电话。',
        '附近有三家餐厅。',
        '如果您觉得冷，可以打开座椅加热。',
        '现在车内22度。',
        '热泵把外面的热量送进车里。',
        'The museum is closed on Mondays.',
        'Seat heating has three levels.',
        'Is the window open?',
        '博物馆周一关了。',
        '座椅加热有三挡。',
    ],
)
def test_what_claims_nothing_may_be_said(sentence: str) -> None:
    assert not _is_unbacked(sentence, NOTHING)


@pytest.mark.parametrize(
    ('sentence', 'backing', 'unbacked'),
    [
        ('I have opened the window.', WINDOW_DONE, False),
        ('我已经把车窗打开了。', WINDOW_DONE, False),
        ('I have turned on the seat heating.', WINDOW_DONE, True),
        ('已为您打开座椅加热。', WINDOW_DONE, True),
        ('I have opened the window and turned on the seat heating.', WINDOW_DONE, True),
        ('The window is already open.', WINDOW_SEEN, False),
        ('车窗已经打开了。', WINDOW_SEEN, True),
        ('I have opened the window.', WINDOW_SEEN, True),
        ('The seat heating is already on.', WINDOW_SEEN, True),
        ('I have started some jazz.', SONG_PLAYS, False),
        ('I have opened the window.', SONG_PLAYS, True),
    ],
)
def test_a_claim_is_backed_by_what_the_car_confirmed_of_that_function(
    sentence: str, backing: Backing, unbacked: bool
) -> None:
    assert _is_unbacked(sentence, backing) is unbacked


def test_a_wrong_expression_is_reported_with_its_place(tmp_path: Path) -> None:
    text = 'openers: {en: [i], zh: [我]}\ndeeds:\n  en: ["("]\n  zh: [了]\nstates: {en: [a], zh: [a]}\n'
    (tmp_path / 'claims.yaml').write_text(
        text + 'results: {en: [a], zh: [a]}\nexempt: {en: [a], zh: [a]}\nclauses: {en: a, zh: a}\n'
    )
    with pytest.raises(ConfigError, match=r'claims\.yaml:3: \('):
        load_claims(tmp_path / 'claims.yaml')
