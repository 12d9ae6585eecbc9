"""How much, in words and as a request."""

from random import Random

import pytest

from ipa_agents.brains.reflex.values import target
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.amounts import load_amounts
from ipa_agents.vehicle.catalogue import Catalogue


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_value_that_is_said_can_be_set(catalogue: Catalogue, language: Language) -> None:
    amounts, rng = load_amounts(), Random(1)
    for function in catalogue.functions.values():
        if function.type != 'boolean':
            for _ in range(20):
                amount = amounts.value(function, language, rng)
                value = target(function, amount.request, function.default)
                path = next(iter(function.paths()))
                assert amount.text
                assert value is not None
                assert catalogue.check(path, value) == value


def test_a_number_is_the_value_that_it_names(catalogue: Catalogue) -> None:
    temperature = catalogue.functions['climate.temperature']
    rng = Random(2)
    for _ in range(50):
        amount = load_amounts().value(temperature, 'zh', rng)
        assert amount.request.number is not None
        assert target(temperature, amount.request, 20.0) == amount.request.number.value


@pytest.mark.parametrize(('operation', 'sign'), [('raise', 1), ('lower', -1)])
def test_a_difference_goes_its_way(catalogue: Catalogue, operation: str, sign: int) -> None:
    limit = catalogue.functions['assist.speed_warning_limit']
    for seed in range(20):
        amount = load_amounts().difference(limit, operation, 'en', Random(seed))  # type: ignore[arg-type]
        value = target(limit, amount.request, 90)
        assert isinstance(value, int)
        assert sign * (value - 90) in (10, 20, 30)
