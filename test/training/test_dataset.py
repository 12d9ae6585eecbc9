"""Samples of all kinds: right, whole, and the same for the same seed."""

from collections import Counter
from itertools import islice

import pytest

from ipa_agents.brains.interface import Dialogue
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.training.dataset import Dataset, Made
from ipa_agents.training.held import held_back, once_each
from ipa_agents.training.lines import line
from ipa_agents.training.split import split_of
from ipa_agents.vehicle.exchange import ACTING_TOOLS


@pytest.fixture(scope='module')
def many(dataset: Dataset) -> list[Made]:
    return list(islice(dataset.samples(1), 500))


def test_the_same_seed_gives_the_same_lines(dataset: Dataset, many: list[Made]) -> None:
    again = islice(dataset.samples(1), 20)
    assert [line(made.sample, made.found, made.split) for made in again] == [
        line(made.sample, made.found, made.split) for made in many[:20]
    ]


def test_all_kinds_come_in_both_languages(many: list[Made]) -> None:
    kinds = Counter((made.sample.kind, made.sample.sentence.language) for made in many)
    for kind in ('car', 'car_chain', 'mixed_chain', 'media', 'navigation', 'reading', 'follow_up', 'refusals'):
        assert kinds[kind, 'en'], kind
        assert kinds[kind, 'zh'], kind
    languages = Counter(made.sample.sentence.language for made in many)
    assert 0.4 < languages['en'] / languages.total() < 0.6


def test_signals_that_are_set_or_read_are_those_that_are_shown(many: list[Made]) -> None:
    for made in many:
        writable = made.found.paths().keys()
        readable = {*writable, *(spec.path for spec in made.found.sensors)}
        for call in made.sample.calls:
            if call.tool == 'set_signals':
                assert call.arguments['signals'].keys() <= writable
            if call.tool == 'read_signals':
                assert readable.issuperset(call.arguments['paths'])


def test_of_two_agents_each_does_its_own_part_once(many: list[Made]) -> None:
    shared = [made for made in many if made.sample.kind == 'mixed_chain' and len(made.sample.whole) == 2]
    assert any(len(made.sample.calls) == 1 for made in shared)
    for made in shared:
        acting = [call for call in made.sample.calls if call.tool in ACTING_TOOLS]
        assert all(any(call.tool == other.tool for other in made.sample.whole) for call in acting)
        assert len(made.sample.calls) <= 2


def test_the_answer_is_calls_or_words_and_never_both(many: list[Made]) -> None:
    for made in many:
        assert not (made.sample.calls and made.sample.words)


def test_the_slice_is_the_one_that_the_car_would_find(dataset: Dataset, many: list[Made]) -> None:
    slicer = Slicer(dataset.catalogue)
    for made in many[:40]:
        sentence, dialogue = made.sample.sentence, made.sample.dialogue or Dialogue()
        assert made.found == slicer.find(sentence.text, sentence.language, dialogue, made.sample.question)


def test_few_samples_are_dropped(dataset: Dataset, many: list[Made]) -> None:
    """What is dropped names a tool or a signal that the model would not have been offered."""
    assert dataset.dropped.total() < 0.06 * len(many) * 2


def test_what_is_held_back_is_not_for_training(dataset: Dataset, many: list[Made]) -> None:
    held = list(held_back(dataset, 1, 30))
    assert len(held) == 30
    assert all(split_of(made.sample.patterns, made.sample.keys) == 'held' for made in held)
    texts = {made.sample.sentence.text for made in many if made.split == 'train'}
    assert not texts & {made.sample.sentence.text for made in held}


def test_held_samples_begin_with_each_function_in_each_language(dataset: Dataset) -> None:
    held = list(held_back(dataset, 1, 10))
    functions = list(dataset.catalogue.functions.values())[:5]
    for index, function in enumerate(functions):
        pair = held[2 * index : 2 * index + 2]
        assert [made.sample.sentence.language for made in pair] == ['en', 'zh']
        assert all(made.sample.calls[0].arguments['signals'].keys() <= function.paths().keys() for made in pair)


def test_a_suite_has_each_sentence_once_and_none_that_answers_a_question(many: list[Made]) -> None:
    kept = list(once_each(iter([*many, *many])))
    assert len({(made.sample.sentence.text, made.sample.sentence.seat) for made in kept}) == len(kept)
    assert not any(made.sample.question for made in kept)
    assert any(made.sample.question for made in many)
