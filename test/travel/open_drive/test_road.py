import numpy as np
import pytest
from crossings import crossing, lanes, road

from ipa_agents.errors import MapMissing
from ipa_agents.travel.open_drive.road import Road, read_roads

LINE = '<geometry s="0" x="0" y="0" hdg="0" length="50"><line/></geometry>'


def only(document_road: str) -> Road:
    (found,) = read_roads(f'<OpenDRIVE>{document_road}</OpenDRIVE>')
    return found


def test_what_a_road_is() -> None:
    main, *others = read_roads(crossing())
    assert (main.number, main.name, main.highway) == ('1', 'Main Street', 'residential')
    assert (main.forward, main.backward) == (1, 1)
    assert main.speed == pytest.approx(48.28, abs=0.01)
    assert not main.is_in_junction
    assert (main.before, main.after) == (None, None)
    turn = next(other for other in others if other.number == '13')
    assert turn.is_in_junction
    assert (turn.before, turn.after) == (('3', 'end'), ('1', 'end'))
    assert (turn.forward, turn.backward, turn.speed) == (1, 0, None)


def test_a_road_lies_in_the_middle_of_its_lanes() -> None:
    assert only(road('1', LINE, lanes(1, 1))).points == pytest.approx(np.array([[0, 0], [50, 0]]))
    assert only(road('1', LINE, lanes(2, 0))).points == pytest.approx(np.array([[0, -3.5], [50, -3.5]]))
    assert only(road('1', LINE, lanes(0, 1))).points == pytest.approx(np.array([[0, 1.75], [50, 1.75]]))


def test_on_the_left_lanes_go_the_other_way() -> None:
    right, left = only(road('1', LINE, lanes(2, 1))), only(road('1', LINE, lanes(2, 1), rule='LHT'))
    assert (right.forward, right.backward) == (2, 1)
    assert (left.forward, left.backward) == (1, 2)


@pytest.mark.parametrize(
    ('said', 'speed'),
    [('max="10"', 36), ('max="60" unit="km/h"', 60), ('max="no limit"', None), ('max="5" unit="knots"', None)],
)
def test_a_speed_in_any_unit(said: str, speed: float | None) -> None:
    kind = f'<type s="0" type="motorway"><speed {said}/></type>'
    found = only(road('1', LINE, lanes(), kind=kind))
    assert found.highway == 'motorway'
    assert found.speed == (None if speed is None else pytest.approx(speed))


@pytest.mark.parametrize(
    ('document', 'reason'),
    [
        ('', 'cannot be read'),
        ('<OpenDRIVE><road>', 'cannot be read'),
        ('<OpenDRIVE/>', 'no road'),
        (f'<OpenDRIVE>{road("1", LINE, lanes(kind="sidewalk"))}</OpenDRIVE>', 'no road'),
        (f'<OpenDRIVE>{road("1", "", lanes())}</OpenDRIVE>', 'no <geometry>'),
        (f'<OpenDRIVE>{road("1", LINE, lanes().replace("3.5", "wide"))}</OpenDRIVE>', "width .* 'wide', which is no"),
    ],
)
def test_a_document_without_roads_says_so(document: str, reason: str) -> None:
    with pytest.raises(MapMissing, match=reason):
        read_roads(document)
