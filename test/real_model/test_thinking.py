"""A model that thinks, behind the real server: thoughts come apart from the answer, which alone obeys the grammar."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from answers import Answer, answers, asking
from grammars import TOOLBOX, TOOLS, broken
from real_model import RealModel

from ipa_agents.brains.qwen.prompt.grammar import structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.brains.qwen.wire.chat import CallPart, Thought, Words
from ipa_agents.vehicle.catalogue import load_catalogue

pytestmark = pytest.mark.timeout(900)

RUNS = 20


@pytest.fixture(scope='module')
def thinker(any_folder: Path, random_weights: Path) -> Iterator[RealModel]:
    model = RealModel(random_weights, any_folder / 'thinker.log', {'reasoning-parser': 'qwen3'})
    model.start()
    yield model
    model.stop()


@pytest.fixture(scope='module')
def found() -> Slice:
    return Slicer(load_catalogue()).find('打开空调', 'zh')


def asked(thinker: RealModel, found: Slice, **more: object) -> Sequence[Answer]:
    grammar = structural_tag(TOOLBOX, TOOLBOX, found)
    requests = [asking(f'{seed}', tools=TOOLS, grammar=grammar, seed=seed, **more) for seed in range(RUNS)]
    return answers(thinker.endpoint(), requests)


def ended(got: Sequence[Answer], most: int) -> Sequence[Answer]:
    """Those that were not cut off in their thoughts or in a call; vLLM calls a call that was cut off a call."""
    return [answer for answer in got if answer.usage.completion_tokens < most]


def test_what_follows_the_thoughts_obeys_the_grammar(thinker: RealModel, found: Slice) -> None:
    got = asked(thinker, found, is_thinking=True, max_tokens=4000)
    answered = [answer for answer in ended(got, 4000) if answer.words or answer.calls]
    assert [broken(answer, found) for answer in answered] == [[]] * len(answered)
    assert any(answer.words for answer in answered)
    assert any(answer.calls for answer in answered)


def test_thoughts_come_one_by_one_and_before_the_answer(thinker: RealModel, found: Slice) -> None:
    kinds = [
        [type(event) for event in answer.events if isinstance(event, Thought | Words | CallPart)]
        for answer in asked(thinker, found, is_thinking=True, max_tokens=60)
    ]
    assert all(kind == sorted(kind, key=lambda one: one is not Thought) for kind in kinds)
    assert max(kind.count(Thought) for kind in kinds) > 5


def test_what_is_not_to_think_answers_at_once_and_by_the_grammar(thinker: RealModel, found: Slice) -> None:
    got = asked(thinker, found, max_tokens=4000)
    whole = ended(got, 4000)
    assert [broken(answer, found) for answer in whole] == [[]] * len(whole)
    assert len(whole) > RUNS / 2
    assert not [event for answer in got for event in answer.events if isinstance(event, Thought)]
