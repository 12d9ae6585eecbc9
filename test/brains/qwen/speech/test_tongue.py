"""Languages that nobody in the car spoke."""

import re

import pytest

from ipa_agents.brains.qwen.speech.tongue import load_tongues
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import load_phrases

TONGUES = load_tongues()

OTHERS = [
    '温度を22度に設定しました。',
    'はい、分かりました。',
    '窓を開けますか？',
    'エアコンをつけました。',
    '실내 온도를 22도로 설정했습니다.',
    '네, 알겠습니다.',
    'Температура установлена на 22 градуса.',
    'Хорошо.',
    'تم ضبط درجة الحرارة على 22.',
    'ตั้งอุณหภูมิเป็น 22 องศาแล้ว',
    'तापमान 22 डिग्री पर है।',
    'La température est réglée à 22 degrés.',
    "D'accord, je vais chercher un restaurant.",
    'Oui.',
    'Bien sûr.',
    'Die Temperatur ist jetzt auf 22 Grad.',
    'Möchten Sie das Fenster öffnen?',
    'La temperatura es de 22 grados.',
    '¿Quiere que abra la ventana?',
    'La temperatura è di 22 gradi.',
    'A temperatura está em 22 graus.',
    'De temperatuur is nu 22 graden.',
    'Nhiệt độ là 22 độ.',
    'Sıcaklık şimdi 22 derece.',
]


@pytest.mark.parametrize('language', ['en', 'zh'])
@pytest.mark.parametrize('sentence', OTHERS)
def test_an_answer_in_a_third_language_is_foreign_to_all(sentence: str, language: Language) -> None:
    assert TONGUES.is_foreign(sentence, language, '')


@pytest.mark.parametrize(
    ('sentence', 'language', 'texts'),
    [
        ('The word for it is привет.', 'en', ''),
        ('Café de la Paix is 2 km away.', 'en', ''),
        ('Playing La Vie en Rose.', 'en', 'now playing La vie en rose by Édith Piaf'),
        ('El Camino Real is closed between San Jose and Los Gatos.', 'en', ''),
        ('Would you like tapas at Casa de la Playa or sushi at すし匠?', 'en', ''),
        ('すし匠 is 300 metres away.', 'en', 'すし匠'),
        ('Zoë, your résumé is on the seat.', 'en', ''),
        ('Take the A1 to Leuven.', 'en', ''),
        ('Sure.', 'en', ''),
        ('Twenty-two degrees.', 'en', ''),
        ('22.', 'en', ''),
        ('优の良品在前面两百米。', 'zh', ''),
        ('正在播放《さくら》，来自森山直太朗。', 'zh', ''),
        ('正在播放《사랑》。', 'zh', ''),
        ('前面两百米就是 Café de la Paix。', 'zh', ''),
        ('22。', 'zh', ''),
    ],
)
def test_names_are_not(sentence: str, language: Language, texts: str) -> None:
    assert not TONGUES.is_foreign(sentence, language, texts)


@pytest.mark.parametrize(
    ('word', 'language', 'may'),
    [
        ('It', 'en', True),
        ('La', 'en', True),
        ('Nous', 'en', False),
        ('Das', 'en', False),
        ('Хорошо', 'en', False),
        ('好的', 'en', False),
        ('前面', 'zh', True),
        ('はい', 'zh', False),
        ('Sure', 'zh', False),
    ],
)
def test_the_first_word_goes_ahead_where_it_may_be_the_right_language(word: str, language: Language, may: bool) -> None:
    assert TONGUES.may_open(word, language) is may


def test_no_small_word_is_of_two_minds() -> None:
    assert TONGUES.own & TONGUES.others == set()
    assert all(word == word.lower() for word in TONGUES.own | TONGUES.others)


@pytest.mark.parametrize('language', LANGUAGES)
def test_what_the_assistant_itself_says_is_foreign_to_nobody(language: Language) -> None:
    said = [re.sub(r'\{\w+\}', '22', phrase) for phrase in load_phrases()[language].phrases.values()]
    assert [text for text in said if TONGUES.is_foreign(text, language, '')] == []
