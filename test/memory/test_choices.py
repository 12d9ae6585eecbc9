from ipa_agents.memory.choices import Choices
from ipa_agents.memory.topics import load_topics

CUISINE, DIET = load_topics()['cuisine'], load_topics()['diet']


def test_people_are_asked_once_when_they_chose_alike_often_enough() -> None:
    choices = Choices()
    assert [choices.chosen('Anna', CUISINE, 'thai') for _ in range(5)] == [False, False, True, False, False]


def test_each_person_and_each_value_is_counted_alone() -> None:
    choices = Choices()
    for person, value in [('Anna', 'thai'), ('Ben', 'thai'), ('Anna', 'greek'), ('Anna', 'thai'), ('Ben', 'thai')]:
        assert not choices.chosen(person, CUISINE, value)
    assert choices.chosen('Anna', CUISINE, 'thai')


def test_what_is_never_learned_from_choices_is_never_asked() -> None:
    choices = Choices()
    assert not any(choices.chosen('Anna', DIET, 'vegan') for _ in range(9))


def test_who_is_forgotten_is_counted_from_nothing() -> None:
    choices = Choices()
    for person in ('Anna', 'Ben'):
        for _ in range(2):
            choices.chosen(person, CUISINE, 'thai')
    choices.forget('Anna')
    assert not choices.chosen('Anna', CUISINE, 'thai')
    assert choices.chosen('Ben', CUISINE, 'thai')
