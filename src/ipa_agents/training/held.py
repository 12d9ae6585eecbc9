"""The sentences that are held back: each function in each language by known patterns, then all kinds as they come."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.dataset import Dataset, Made
from ipa_agents.training.split import is_unseen
from ipa_agents.vehicle.function import Function

__all__ = ['held_back', 'once_each']

_TRIES = 200


def held_back(dataset: Dataset, seed: int, count: int) -> Iterator[Made]:
    """At most `count` held samples without repeats; the same for the same seed."""
    return islice(_new(_all(dataset, seed)), count)


def once_each(samples: Iterator[Made]) -> Iterator[Made]:
    """Of the samples of two agents for one sentence the first; none whose meaning hangs on a question asked before."""
    seen = set()
    for made in samples:
        known = (made.sample.sentence.text, made.sample.sentence.seat)
        if known not in seen and not made.sample.question:
            seen.add(known)
            yield made


def _all(dataset: Dataset, seed: int) -> Iterator[Made]:
    rng = Random(seed)
    for function in dataset.catalogue.functions.values():
        for language in LANGUAGES:
            yield from islice(filter(_is_of_known_patterns, _tries(dataset, function, language, rng)), 1)
    yield from (made for made in dataset.samples(seed) if made.split == 'held')


def _tries(dataset: Dataset, function: Function, language: Language, rng: Random) -> Iterator[Made]:
    """Sentences about `function`: alone, and where none of those is held back, beside another one."""
    for others in (0, 1):
        for _ in range(_TRIES):
            yield from dataset.about(function, language, rng, others)


def _is_of_known_patterns(made: Made) -> bool:
    """Whether it is held back, though not for a pattern, and asks the agent to do something."""
    return made.split == 'held' and not is_unseen(made.sample.patterns) and bool(made.sample.calls)


def _new(samples: Iterator[Made]) -> Iterator[Made]:
    seen = set()
    for made in samples:
        known = (made.sample.sentence.text, made.sample.agent.id, made.sample.sentence.seat)
        if known not in seen:
            seen.add(known)
            yield made
