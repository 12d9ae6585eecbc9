import pytest

from ipa_agents.media.likeness import LEAST_SCORE, normal, score, spellings


@pytest.mark.parametrize(
    ('name', 'said'),
    [
        ('晴天 (Sunny Day) [Live 2004]', {'晴天', 'sunny day'}),
        ('Ann Lee feat. Bo Hu', {'ann lee', 'bo hu'}),
        ('Ann Lee & 林夏', {'ann lee', '林夏'}),
        ('Blue Train (Remastered 2011)', {'blue train'}),
        ('Featherweight', {'featherweight'}),
        ('', {''}),
    ],
)
def test_a_name_has_several_spellings(name: str, said: set[str]) -> None:
    assert said <= set(spellings(name))
    assert spellings(name)[0] == normal(name)


def test_a_name_of_one_word_has_one_spelling() -> None:
    assert spellings('Leaves') == ('leaves',)


@pytest.mark.parametrize(('text', 'plain'), [('Café Zoë!', 'cafe zoe'), ('風裡', '风里'), ('The  Song', 'the song')])
def test_accents_marks_and_traditional_characters_do_not_count(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_numbers_are_never_merely_alike() -> None:
    assert score('fm 97.5', 'fm 97.6') == 0
    assert score('tramlin nine', 'tramline nine') > LEAST_SCORE
