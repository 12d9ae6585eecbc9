import pytest

from ipa_agents.brains.qwen.prompt.differences import STEP, Difference, differences
from ipa_agents.brains.reflex.lexicon import Lexicon, Number
from ipa_agents.brains.reflex.verbs import load_verbs
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import load_catalogue

CATALOGUE = load_catalogue()
VERBS = load_verbs()
LEXICONS = {language: Lexicon(language, CATALOGUE, VERBS, load_words(language)) for language in LANGUAGES}


def said(text: str, language: Language) -> tuple[Difference, ...]:
    return differences(LEXICONS[language].tags(text), VERBS.changing(language))


def of(value: float, unit: str = '') -> Difference:
    return Difference(Number(value, unit))


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('make it warmer', 'en', (STEP,)),
        ('turn the temperature up three degrees', 'en', (STEP, of(3, 'degrees'))),
        ('温度调高两度', 'zh', (STEP, of(2, 'degrees'))),
        ('much louder', 'en', (STEP, Difference(amount='a_lot'))),
        ('把车窗开大一点', 'zh', (STEP,)),
        ('turn the temperature up and set the volume to 30', 'en', (STEP,)),
        ('温度调高一点，音量调到30', 'zh', (STEP,)),
        ('temperature up 1, volume down 5, fan up 2', 'en', (STEP, of(1), of(5))),
        ('set the temperature to 22', 'en', ()),
        ('打开空调', 'zh', ()),
        ('I am cold', 'en', (STEP,)),
    ],
)
def test_differences_are_steps_and_the_numbers_that_nothing_is_set_to(
    text: str, language: Language, expected: tuple[Difference, ...]
) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    ('function', 'now', 'difference', 'lower', 'higher'),
    [
        ('climate.temperature', 22.0, STEP, 21.0, 23.0),
        ('climate.temperature', 22.0, of(1.5, 'degrees'), 20.5, 23.5),
        ('climate.temperature', 16.0, STEP, 16.0, 17.0),  # never below its range
        ('climate.temperature', None, STEP, 21.0, 23.0),  # as if it were at its usual value
        ('seat.heating', 33, STEP, 0, 67),  # by levels
        ('seat.heating', 100, of(2, 'level'), 33, 100),
        ('seat.ventilation', -33, STEP, 0, -67),  # counted the other way
        ('light.ambient_brightness', 50, Difference(amount='a_lot'), 1, 100),
    ],
)
def test_a_value_moves_as_the_function_counts_and_within_its_range(
    function: str, now: float | None, difference: Difference, lower: float, higher: float
) -> None:
    one = CATALOGUE.functions[function]
    assert (difference.lower(one, now), difference.higher(one, now)) == (lower, higher)
