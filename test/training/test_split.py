"""What is held back is held back in every run, and as a combination too."""

from ipa_agents.training.split import is_unseen, split_of


def _first(wanted: bool) -> str:
    return next(pattern for pattern in map(str, range(1000)) if is_unseen([pattern]) is wanted)


def test_a_whole_pattern_is_held_back_with_any_filling() -> None:
    pattern = _first(wanted=True)
    assert {split_of([pattern], [f'{pattern}|{key}']) for key in range(50)} == {'held'}


def test_of_a_known_pattern_some_combinations_are_held_back() -> None:
    pattern = _first(wanted=False)
    splits = [split_of([pattern], [f'{pattern}|{key}']) for key in range(1200)]
    assert 60 < splits.count('held') < 140


def test_a_sentence_is_held_back_where_any_part_is() -> None:
    known, unseen = _first(wanted=False), _first(wanted=True)
    assert split_of([known, unseen], ['']) == 'held'
    assert split_of([known], ['']) == 'train'


def test_the_split_is_the_same_in_every_run() -> None:
    """The hash must not depend on the process: models are judged long after they were trained."""
    assert [pattern for pattern in map(str, range(100)) if is_unseen([pattern])] == ['2', '25', '52']
