import pytest

from ipa_agents.brains.reflex.verbs import load_verbs
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import Catalogue


@pytest.mark.parametrize(
    ('family', 'language', 'said', 'operation'),
    [
        ('switch', 'en', ('turn on',), 'on'),
        ('switch', 'en', ('turn', 'off'), 'off'),
        ('open', 'en', ('roll', 'up'), 'off'),
        ('adjust', 'zh', ('调高',), 'raise'),
        ('open', 'zh', ('升起来',), 'off'),
        ('lock', 'zh', ('解锁',), 'off'),
        ('adjust', 'en', ('set',), 'set'),
        ('switch', 'en', (), None),
    ],
)
def test_words_mean_operations(family: str, language: Language, said: tuple[str, ...], operation: str | None) -> None:
    assert load_verbs().operation(family, language, said) == operation


def test_every_function_has_a_family(catalogue: Catalogue) -> None:
    families = load_verbs().families
    assert {function.verbs for function in catalogue.functions.values()} <= families.keys()


def test_a_plain_word_means_the_same_everywhere() -> None:
    verbs = load_verbs()
    for language in LANGUAGES:
        for family in ('switch', 'adjust', 'open'):
            assert verbs.operation(family, language, (verbs.plain('off', language),)) == 'off'
