import pytest

from ipa_agents.assistant.about import about, about_at_end
from ipa_agents.language import Language


@pytest.mark.parametrize(
    ('text', 'language', 'topic', 'value'),
    [
        ('I like Sichuan food.', 'en', 'cuisine', 'sichuan'),
        ("I'd say nothing", 'en', None, None),
        ('My favourite food is sushi', 'en', 'cuisine', 'sushi'),
        ('I love to listen to jazz', 'en', 'music', 'jazz'),
        ('I love jazz music', 'en', 'music', 'jazz'),
        ("I'm vegan", 'en', 'diet', 'vegan'),
        ('I eat no meat', 'en', 'diet', 'vegetarian'),
        ('I prefer cheap restaurants', 'en', 'price', 'cheap'),
        ('I like it at twenty one degrees', 'en', 'temperature', 21.0),
        ('I like it at 45 degrees', 'en', None, None),
        ('I do not like jazz', 'en', None, None),
        ('my wife likes jazz', 'en', None, None),
        ('I like you', 'en', None, None),
        ('我喜欢川菜', 'zh', 'cuisine', 'sichuan'),
        ('我最喜歡聽爵士樂', 'zh', 'music', 'jazz'),
        ('我喜欢古典音乐', 'zh', 'music', 'classical'),
        ('我吃素', 'zh', 'diet', 'vegetarian'),
        ('我是素食者', 'zh', 'diet', 'vegetarian'),
        ('我喜欢便宜的餐厅', 'zh', 'price', 'cheap'),
        ('我喜欢二十二度', 'zh', 'temperature', 22.0),
        ('我不喜欢川菜', 'zh', None, None),
        ('我女儿对坚果过敏', 'zh', None, None),
    ],
)
def test_what_is_said_of_oneself_is_understood(
    text: str, language: Language, topic: str | None, value: str | float | None
) -> None:
    found = about(text, language)
    assert (found and found.topic.id, found and found.value) == (topic, value)


@pytest.mark.parametrize(
    ('text', 'language', 'topic', 'place'),
    [
        ('my home is at Elm Street 5', 'en', 'home', 'Elm Street 5'),
        ('our house is on Elm Street', 'en', 'home', 'Elm Street'),
        ('I live in Harbour Lane', 'en', 'home', 'Harbour Lane'),
        ('I work at the Town Hall', 'en', 'work', 'the Town Hall'),
        ('我家在榆树街5号', 'zh', 'home', '榆树街5号'),
        ('我在市政厅上班', 'zh', 'work', '市政厅'),
        ('我们公司在市政厅', 'zh', 'work', '市政厅'),
    ],
)
def test_a_place_is_understood_as_its_words(text: str, language: Language, topic: str, place: str) -> None:
    found = about(text, language)
    assert found is not None
    assert (found.topic.id, found.place) == (topic, place)


@pytest.mark.parametrize(
    ('text', 'language', 'topic'),
    [
        ('forget that I like jazz', 'en', 'music'),
        ('please forget that my home is Elm Street 5', 'en', 'home'),
        ('忘掉我喜欢川菜', 'zh', 'cuisine'),
    ],
)
def test_the_end_of_a_sentence_is_enough_to_forget(text: str, language: Language, topic: str) -> None:
    found = about_at_end(text, language)
    assert found is not None
    assert found.topic.id == topic
    assert about('forget that I like jazz', 'en') is None
