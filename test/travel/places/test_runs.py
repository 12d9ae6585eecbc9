import numpy as np
import pytest

from ipa_agents.travel.places.runs import numbers_in


@pytest.mark.parametrize(
    ('runs', 'numbers'),
    [
        ([(3, 6), (10, 11), (6, 8)], [3, 4, 5, 10, 6, 7]),
        ([(3, 3), (5, 7), (9, 9)], [5, 6]),
        ([], []),
    ],
)
def test_runs_are_all_their_numbers_in_turn(runs: list[tuple[int, int]], numbers: list[int]) -> None:
    firsts, ends = np.array(runs, np.int64).reshape(-1, 2).T
    assert numbers_in(firsts, ends).tolist() == numbers
