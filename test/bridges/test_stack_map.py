import pytest
from last_words import last_words


@pytest.mark.parametrize(
    ('parameters', 'said'),
    [
        ((), 'origin: where the map lies is not known'),
        (('origin:="91,24"',), "origin: '91,24' is no place on the earth"),
        (('projector:=Mercator',), "projector: 'Mercator' is none of LocalCartesian, "),
    ],
)
def test_a_map_that_lies_nowhere_ends_a_node_in_one_line(parameters: tuple[str, ...], said: str) -> None:
    assert said in last_words('bridges.autoware_car.node', *parameters)
