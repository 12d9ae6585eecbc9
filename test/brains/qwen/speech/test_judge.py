"""What no sentence of a model may be, and that names may be foreign."""

import pytest

from ipa_agents.brains.qwen.speech.claims import Backing
from ipa_agents.brains.qwen.speech.judge import Complaint, Judge, load_manners
from ipa_agents.language import Language

MANNERS = load_manners()


def _judge(language: Language, texts: str = '') -> Judge:
    return Judge(MANNERS, language, lambda text, language: set(), Backing, lambda: texts)


@pytest.mark.parametrize(
    ('sentence', 'language', 'texts', 'complaint'),
    [
        ('海底捞火锅旗舰店 is 2 km away.', 'en', '海底捞火锅旗舰店', ''),
        ('附近有 Blue Bottle Coffee Roasters。', 'zh', 'Blue Bottle Coffee Roasters', ''),
        ('附近有星巴克 Reserve 店。', 'zh', '', ''),
        ('The word for it is 你好.', 'en', '', ''),
        ('22.', 'zh', '', ''),
        ('Okay.', 'zh', '', 'language'),
        ('好的。', 'en', '', 'language'),
        ('There are 今天天气非常好适合出门.', 'en', '', 'language'),
    ],
)
def test_names_may_be_foreign(sentence: str, language: Language, texts: str, complaint: Complaint) -> None:
    assert _judge(language, texts).complaint(sentence) == complaint


def test_a_chant_within_a_sentence_is_heard() -> None:
    assert _judge('en').complaint('la ' * 20) == 'repetition'
    assert _judge('en').complaint('He said no, no, no.') == ''


@pytest.mark.parametrize(
    ('word', 'language', 'may'),
    [
        ('Sure', 'en', False),
        ('Outside', 'en', True),
        ('It', 'en', True),
        ("I've", 'en', False),
        ('I’ve', 'en', False),
        ('Sorry', 'en', False),
        ('Done', 'en', False),
        ('好的', 'en', False),
        ('好的', 'zh', False),
        ('外面', 'zh', True),
        ('附近', 'zh', True),
        ('已经', 'zh', False),
        ('我把', 'zh', False),
        ('Sure', 'zh', False),
    ],
)
def test_a_word_after_which_a_claim_may_come_does_not_go_ahead(word: str, language: Language, may: bool) -> None:
    assert _judge(language).may_open(word) is may


@pytest.mark.parametrize(
    'sentence',
    [
        "I'm sorry, I can't help with that.",
        'I am just an AI.',
        'As a language model, I do not know.',
        'That is against my guidelines.',
        'I am Qwen, made by Alibaba Cloud.',
    ],
)
def test_a_refusal_is_recognised(sentence: str) -> None:
    assert _judge('en').complaint(sentence) == 'refusal'


@pytest.mark.parametrize(
    'sentence', ['我是通义千问。', '作为一个语言模型，我没有感觉。', '抱歉，我无法协助您完成这个请求。']
)
def test_a_refusal_is_recognised_in_chinese(sentence: str) -> None:
    assert _judge('zh').complaint(sentence) == 'refusal'


@pytest.mark.parametrize(
    ('sentence', 'language'),
    [
        ('Phone calls are not available in this car.', 'en'),
        ('I cannot find a parking space there.', 'en'),
        ('抱歉，这辆车没有座椅按摩。', 'zh'),
        ('我不能打电话。', 'zh'),
    ],
)
def test_an_honest_no_is_no_refusal(sentence: str, language: Language) -> None:
    assert _judge(language).complaint(sentence) == ''
