import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.corridor import Corridor
from ipa_agents.travel.places.zorder import Box

STRAIGHT = Line([31.0, 31.0, 31.3], [165.0, 165.3, 165.3])


@given(st.floats(30.95, 31.35), st.floats(164.95, 165.35))
def test_a_point_stands_where_the_line_says(latitude: float, longitude: float) -> None:
    offsets, along = Corridor(STRAIGHT, 0.0).project(np.array([latitude]), np.array([longitude]), 3000.0)
    exact = STRAIGHT.project(latitude, longitude)
    if exact.offset > 3070:
        assert np.isinf(offsets[0])
    elif exact.offset < 2930:
        # The line is followed in steps of 150 m, which cuts its corner.
        cut = 60 if abs(exact.along - STRAIGHT.along(1)) < 3500 else 3
        assert offsets[0] == pytest.approx(exact.offset, abs=cut)
        beside_both = abs(STRAIGHT.project(latitude, longitude, before=28_600).offset - exact.offset) < 150
        assert beside_both or along[0] == pytest.approx(exact.along, abs=20 + 2 * cut)


def test_places_stand_between_the_points_of_the_line() -> None:
    longitudes = np.linspace(165.02, 165.28, 97)
    _, along = Corridor(STRAIGHT, 0.0).project(np.full(97, 31.002), longitudes, 3000.0)
    exact = [STRAIGHT.project(31.002, longitude).along for longitude in longitudes.tolist()]
    assert along == pytest.approx(exact, abs=5)


def test_what_lies_before_the_start_is_nearest_to_the_start() -> None:
    offsets, along = Corridor(STRAIGHT, 10_000.0).project(np.array([31.0]), np.array([165.09]), 3000.0)
    assert along[0] == pytest.approx(10_000.0)
    assert offsets[0] > 1000


@given(st.floats(0, 2900), st.sampled_from([-1, 1]), st.floats(0, 1))
def test_what_is_near_is_in_the_boxes(apart: float, side: int, share: float) -> None:
    corridor = Corridor(STRAIGHT, 0.0)
    latitude, longitude = np.array([31.0 + side * apart / 111_200]), np.array([165.0 + 0.3 * share])
    assert any(Box(*box).holds(latitude, longitude)[0] for box in corridor.boxes(3000.0))


def test_a_line_across_180_degrees_is_followed() -> None:
    corridor = Corridor(Line([0.0, 0.0], [179.9, -179.9]), 0.0)
    places = np.array([0.001, 0.001, 0.0]), np.array([179.99, -179.95, 0.0])
    offsets, along = corridor.project(*places, 1000.0)
    assert offsets[:2] == pytest.approx([111.2, 111.2], abs=1)
    assert along[:2] == pytest.approx([10_007, 16_679], abs=20)
    assert np.isinf(offsets[2])
    boxes = corridor.boxes(1000.0).tolist()
    for at in (0, 1):
        assert any(Box(*box).holds(places[0][[at]], places[1][[at]])[0] for box in boxes)
    assert not any(Box(*box).holds(places[0][[2]], places[1][[2]])[0] for box in boxes)


def test_a_place_beside_two_parts_of_the_way_stands_by_the_nearer() -> None:
    there_and_back = Line([31.0, 31.0, 31.01, 31.01], [165.0, 165.2, 165.2, 165.0])
    offsets, along = Corridor(there_and_back, 0.0).project(np.array([31.002, 31.008]), np.array([165.1, 165.1]), 3000.0)
    assert offsets == pytest.approx([222, 222], abs=2)
    assert along[0] < there_and_back.length / 2 < along[1]


def test_a_long_line_is_followed_from_end_to_end() -> None:
    line = Line([31.0, 31.0, 36.0], [165.0, 167.0, 167.0])
    rng = np.random.default_rng(7)
    latitudes, longitudes = rng.uniform(30.9, 36.1, 300), rng.uniform(164.9, 167.1, 300)
    offsets, _ = Corridor(line, 0.0).project(latitudes, longitudes, 12_000.0)
    exact = [line.project(*place) for place in zip(latitudes.tolist(), longitudes.tolist(), strict=True)]
    near = np.array([spot.offset < 11_900 for spot in exact])
    assert 20 < near.sum() < 200
    assert np.isfinite(offsets[near]).all()
    # The flat pieces of the earth are small here and long there.
    assert offsets[near] == pytest.approx([spot.offset for spot in exact if spot.offset < 11_900], rel=0.005, abs=60)
    assert np.isinf(offsets[[spot.offset > 12_200 for spot in exact]]).all()
