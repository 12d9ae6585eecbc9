"""One of the sentences that a template stands for."""

from random import Random

import pytest

from ipa_agents.training.templates import Template, fill


def _all(text: str, **slots: str) -> set[str]:
    return {fill(Template(text), slots, Random(seed)) for seed in range(40)}


def test_a_choice_and_an_optional_part_give_every_sentence() -> None:
    assert _all('(turn|switch) on {it} [please]', it='the light') == {
        'turn on the light',
        'switch on the light',
        'turn on the light please',
        'switch on the light please',
    }


def test_empty_slots_leave_no_gap() -> None:
    assert _all('open {it} {bit} more, please', it='the window', bit='') == {'open the window more, please'}


def test_an_article_fits_what_follows() -> None:
    assert _all('find a {kind}', kind='airport') == {'find an airport'}
    assert _all('find a {kind}', kind='museum') == {'find a museum'}


def test_a_slot_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill(Template('open {it}'), {}, Random(1))


@pytest.mark.parametrize(
    ('text', 'is_order'),
    [
        ('turn on {it}', True),
        ('(open|shut) {it}', True),
        ('打开{it}', True),
        ('(把|将){it}打开', True),
        ('{it} on', False),
        ('I want {it} on', False),
        ('我要{it}', False),
        ('{it}打开', False),
    ],
)
def test_only_orders_can_be_asked_for(text: str, is_order: bool) -> None:
    assert Template(text).is_order is is_order
