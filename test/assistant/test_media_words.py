import pytest

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.media_words import media_done, now_playing
from ipa_agents.assistant.ports import Playing
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import Catalogue

SONG = Playing('PLAYING', 'Moonrise', '月出', 'The Larks', '云雀')


def listener(language: Language = 'en') -> Listener:
    return Listener(load_phrases()[language], Catalogue({}, {}, {}), 'row1_driver')


@pytest.mark.parametrize(
    ('playing', 'english', 'chinese'),
    [
        (SONG, 'Moonrise by The Larks is playing', '正在播放云雀的《月出》'),
        (Playing('PLAYING', 'Moonrise'), 'Moonrise is playing', '正在播放《Moonrise》'),
        (Playing('PAUSED', 'Moonrise'), 'Moonrise is paused', '《Moonrise》已暂停'),
        (Playing('PLAYING', station='Harbour FM'), 'Harbour FM is playing', '正在播放Harbour FM'),
        (Playing('PLAYING', 'Harbour FM', '海港台', station='Harbour FM'), 'Harbour FM is playing', '正在播放海港台'),
        (Playing('STOPPED', 'Moonrise'), 'nothing is playing', '现在没有播放'),
        (None, 'The media player does not answer.', '媒体播放器没有应答。'),
    ],
)
def test_what_plays(playing: Playing | None, english: str, chinese: str) -> None:
    assert (now_playing(listener(), playing), now_playing(listener('zh'), playing)) == (english, chinese)


@pytest.mark.parametrize(
    ('arguments', 'text'),
    [
        ({'action': 'NEXT'}, 'Moonrise by The Larks is playing'),
        ({'action': 'PAUSE'}, 'the music is paused'),
        ({'action': 'SET_VOLUME', 'volume': 40.0}, 'the volume is at 40 percent'),
        ({'action': 'SET_SHUFFLE', 'mode': 'OFF'}, 'shuffle is off'),
        ({'action': 'SET_REPEAT', 'mode': 'ONE'}, 'repeat is on for this title'),
    ],
)
def test_what_was_done(arguments: dict[str, object], text: str) -> None:
    assert media_done(listener(), arguments, SONG) == text
