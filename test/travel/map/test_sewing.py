import numpy as np

from ipa_agents.travel.map.sewing import sewn


def line(*points: tuple[int, int]) -> np.ndarray:
    return np.array(points)


def sewn_lists(*pieces: np.ndarray, keeps_direction: bool = False) -> list[list[list[int]]]:
    return [whole.tolist() for whole in sewn(pieces, keeps_direction)]


def test_pieces_that_meet_are_one_line_whatever_their_direction() -> None:
    assert sewn_lists(line((1, 0), (0, 0)), line((1, 0), (2, 0)), line((3, 0), (2, 0))) in (
        [[[0, 0], [1, 0], [2, 0], [3, 0]]],
        [[[3, 0], [2, 0], [1, 0], [0, 0]]],
    )


def test_a_junction_and_a_gap_keep_lines_apart() -> None:
    assert len(sewn_lists(line((0, 0), (1, 0)), line((1, 0), (2, 0)), line((1, 0), (1, 1)))) == 3
    assert len(sewn_lists(line((0, 0), (1, 0)), line((2, 0), (3, 0)))) == 2


def test_a_ring_of_pieces_closes_and_ends() -> None:
    (ring,) = sewn_lists(line((0, 0), (1, 0)), line((1, 0), (1, 1)), line((1, 1), (0, 0)))
    assert ring[0] == ring[-1]
    assert len(ring) == 4


def test_a_coast_is_taken_up_at_its_start_and_never_turned_round() -> None:
    pieces = line((1, 0), (2, 0)), line((0, 0), (1, 0)), line((9, 9), (2, 0))
    assert sewn_lists(*pieces, keeps_direction=True) == [[[0, 0], [1, 0], [2, 0]], [[9, 9], [2, 0]]]
