from collections import Counter
from random import Random

import pytest

from ipa_agents.training.tiny.batches import plan_batches

LENGTHS = [length for length in range(40, 400) for _ in range(50)]
Random(3).shuffle(LENGTHS)
TOKENS = 4096


@pytest.fixture(scope='module')
def plans():
    return plan_batches(LENGTHS, 2, TOKENS, 1)


def test_each_example_comes_once_an_epoch(plans) -> None:
    counts = Counter(number for plan in plans for number in plan.members)
    assert counts == dict.fromkeys(range(len(LENGTHS)), 2)


def test_rows_hold_their_examples_and_batches_their_tokens(plans) -> None:
    for plan in plans:
        assert max(LENGTHS[number] for number in plan.members) <= plan.width
        assert len(plan.members) * plan.width <= TOKENS


def test_little_is_padding(plans) -> None:
    room = sum(len(plan.members) * plan.width for plan in plans)
    assert sum(LENGTHS) * 2 > 0.9 * room


def test_an_example_longer_than_a_batch_is_a_batch(plans) -> None:
    (plan,) = plan_batches([5000], 1, TOKENS, 1)
    assert plan.members == (0,)
    assert plan.width >= 5000


def test_the_order_follows_from_the_seed(plans) -> None:
    assert plan_batches(LENGTHS, 2, TOKENS, 1) == plans
    assert plan_batches(LENGTHS, 2, TOKENS, 2) != plans
    assert plans[0] != plans[len(plans) // 2]
