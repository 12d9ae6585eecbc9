import pytest

from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import load_guidance

GUIDANCE = load_guidance()
HARBOUR = Words('Harbour Street', '港湾街')


@pytest.mark.parametrize(
    ('metres', 'english', 'chinese'),
    [
        (3, '10 metres', '10米'),
        (47, '50 metres', '50米'),
        (312, '300 metres', '300米'),
        (640, '600 metres', '600米'),
        (980, '1 kilometre', '1公里'),
        (1620, '1.5 kilometres', '1.5公里'),
        (23_700, '24 kilometres', '24公里'),
    ],
)
def test_distances_as_people_say_them(metres: float, english: str, chinese: str) -> None:
    assert GUIDANCE.distance('en', metres) == english
    assert GUIDANCE.distance('zh', metres) == chinese


def test_a_manoeuvre_in_both_languages() -> None:
    turn = GUIDANCE.instruction('LEFT', HARBOUR)
    assert turn == Words('Turn left into Harbour Street', '左转，进入港湾街')
    ahead = GUIDANCE.ahead(300, turn)
    assert ahead == Words('In 300 metres, turn left into Harbour Street.', '前方300米左转，进入港湾街。')
    assert GUIDANCE.now(turn) == Words('Turn left into Harbour Street.', '左转，进入港湾街。')


def test_two_manoeuvres_at_once() -> None:
    both = GUIDANCE.now(GUIDANCE.instruction('LEFT'), GUIDANCE.instruction('RIGHT', HARBOUR))
    assert both == Words('Turn left, then turn right into Harbour Street.', '左转，然后右转，进入港湾街。')


def test_directions_and_exits() -> None:
    assert GUIDANCE.instruction('START', heading=359.0) == Words('Head north', '向北出发')
    assert GUIDANCE.instruction('START', HARBOUR, heading=130.0).zh == '沿港湾街向东南出发'
    assert GUIDANCE.instruction('ROUNDABOUT', exit_number=3).en == 'At the roundabout take the third exit'
    assert '第八个' in GUIDANCE.instruction('ROUNDABOUT', exit_number=99).zh
