import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.travel.map.mercator import ZOOM, to_degrees, to_world


def test_units_are_pixels_of_a_world_map() -> None:
    half = 256 << (ZOOM - 1)
    assert to_world(0.0, 0.0).tolist() == [half, half]
    assert to_world([85.06, -90.0], [-180.0, 180.0]).tolist() == [[0, 0], [2 * half - 1, 2 * half - 1]]


@given(st.floats(-85, 85), st.floats(-180, 179.9))
def test_degrees_come_back_to_a_few_centimetres(latitude: float, longitude: float) -> None:
    back = to_degrees(*to_world(latitude, longitude).tolist())
    assert back == (pytest.approx(latitude, abs=5e-7), pytest.approx(longitude, abs=5e-7))
