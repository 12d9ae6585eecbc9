import pytest

from ipa_agents.assistant.car_words import Tense, describe, names_of
from ipa_agents.assistant.listener import Listener
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.seats import SEATS, Seat
from ipa_agents.vehicle.signals import Value

CATALOGUE = load_catalogue()
STATION = 'Vehicle.Cabin.HVAC.Station.{}.{}.Temperature'


def listener(language: Language = 'en', seat: Seat = 'row1_driver') -> Listener:
    return Listener(load_phrases()[language], CATALOGUE, seat)


def spoken(
    values: dict[str, Value], tense: Tense = 'done', language: Language = 'en', seat: Seat = 'row1_driver'
) -> str:
    return ' | '.join(describe(listener(language, seat), values, tense))


def windows(*seats: Seat) -> dict[str, Value]:
    function = CATALOGUE.functions['window.position']
    return {function.path_of(seat): 100 for seat in seats}


@pytest.mark.parametrize(
    ('seats', 'english', 'chinese'),
    [
        (('row1_driver',), 'the window is open', '车窗已打开'),
        (('row1_passenger',), 'the window on the passenger side is open', '副驾车窗已打开'),
        (('row2_driver', 'row2_passenger'), 'the windows in the back are open', '后排车窗已打开'),
        (('row1_passenger', 'row2_passenger'), 'the windows on the passenger side are open', '右侧车窗已打开'),
        (SEATS, 'all windows are open', '所有车窗已打开'),
    ],
)
def test_zones_are_named_unless_they_are_the_listeners_own(seats: tuple[Seat, ...], english: str, chinese: str) -> None:
    assert spoken(windows(*seats)) == english
    assert spoken(windows(*seats), language='zh') == chinese


def test_numbers_come_with_their_unit() -> None:
    path = STATION.format('Row1', 'Driver')
    assert spoken({path: 22.5}) == 'the temperature is set to 22.5 degrees'
    assert spoken({path: 22.0}, 'state', 'zh') == '温度设定为22度'
    assert spoken({path: 22.0}, seat='row1_passenger') == "the temperature on the driver's side is set to 22 degrees"


def test_levels_are_counted_as_people_count_them() -> None:
    path = CATALOGUE.functions['climate.fan'].path_of('row1_driver')
    assert spoken({path: 60}) == 'the fan is at level 3'
    assert spoken({path: 60}, language='zh') == '风量已调到3挡'
    assert spoken({path: 0}) == 'the fan is off'


def test_one_signal_of_two_functions_is_called_by_what_it_does() -> None:
    path = CATALOGUE.functions['seat.heating'].path_of('row1_driver')
    assert 'heating' in spoken({path: 100})
    assert 'ventilation' in spoken({path: -100})
    assert 'level' in spoken({path: -100})


def test_values_of_different_zones_make_clauses_of_their_own() -> None:
    values: dict[str, Value] = {STATION.format('Row1', 'Driver'): 21.0, STATION.format('Row1', 'Passenger'): 24.0}
    assert len(describe(listener(), values, 'state')) == 2


def test_what_is_not_in_the_catalogue_is_left_out() -> None:
    assert describe(listener(), {'Vehicle.No.Such': 1}, 'state') == []
    assert names_of(listener(), ['Vehicle.No.Such']) == ''


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('tense', ['done', 'state', 'doing', 'offer'])
def test_every_function_of_the_catalogue_can_be_spoken_of(language: Language, tense: Tense) -> None:
    for function in CATALOGUE.functions.values():
        for value in {function.default, function.on, function.off, *function.allowed} - {None}:
            (path, *_) = function.paths()
            text = spoken({path: value}, tense, language)  # type: ignore[dict-item]
            assert text
            assert '{' not in text
            assert '  ' not in text


def test_all_but_the_listeners_own_are_the_others() -> None:
    assert spoken(windows(*SEATS[1:])) == 'the other windows are open'
    assert spoken(windows(*SEATS[1:]), language='zh') == '其他车窗已打开'
    assert spoken(windows(*SEATS[:3]), seat='row2_passenger') == 'the other windows are open'


def test_what_usually_is_for_one_seat_is_said_to_be_everywhere() -> None:
    heating, fan = CATALOGUE.functions['seat.heating'], CATALOGUE.functions['climate.fan']
    assert spoken(dict.fromkeys(heating.paths(), 0)) == 'the seat heating everywhere is off'
    assert spoken(dict.fromkeys(heating.paths(), 0), language='zh') == '全车座椅加热已关闭'
    assert spoken(dict.fromkeys(fan.paths(), 0)) == 'the fan is off'


def test_the_end_of_a_range_is_told_when_it_is_reached() -> None:
    heating = CATALOGUE.functions['seat.heating'].path_of('row1_driver')
    path = STATION.format('Row1', 'Driver')
    assert spoken({path: 28.0}) == 'the temperature is set to 28 degrees, the highest'
    assert spoken({path: 16.0}, language='zh') == '温度已调到最低的16度'
    assert spoken({path: 28.0}, 'state') == 'the temperature is set to 28 degrees'
    assert spoken({heating: -100}) == 'the seat ventilation is at level 3, the highest'
