import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.errors import SignalError
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.function import Function

NAMES = {'en': ('fan',), 'zh': ('风量',)}
FAN = Function(
    'a.fan', 'Vehicle.{row}.{side}.Fan', 'hvac', 'integer', NAMES, 'adjust',
    minimum=0, maximum=100, step=20, levels=5, zones=('row1_driver', 'row2_passenger'),
)  # fmt: skip
HEATING = Function('a.heating', 'Vehicle.Seat', 'hvac', 'integer', NAMES, 'adjust', minimum=0, maximum=100, levels=3)
VENTILATION = Function(
    'a.ventilation', 'Vehicle.Seat', 'hvac', 'integer', NAMES, 'adjust', minimum=-100, maximum=0, levels=3, sign=-1
)
NUMBERS = [f for f in load_catalogue().functions.values() if f.minimum is not None]
COUNTED = [f for f in NUMBERS if f.levels]


def test_each_zone_has_its_path() -> None:
    assert FAN.paths() == {'Vehicle.Row1.Driver.Fan': 'row1_driver', 'Vehicle.Row2.Passenger.Fan': 'row2_passenger'}
    assert FAN.path_of('row2_passenger') == 'Vehicle.Row2.Passenger.Fan'


def test_a_function_without_zones_has_one_path() -> None:
    assert HEATING.paths() == {'Vehicle.Seat': None}
    assert HEATING.path_of() == 'Vehicle.Seat'


def test_levels_count_to_the_far_end() -> None:
    assert [FAN.level_of(value) for value in (0, 20, 40, 60, 80, 100)] == [0, 1, 2, 3, 4, 5]
    assert [HEATING.level_of(value) for value in (0, 16, 33, 67, 100)] == [0, 0, 1, 2, 3]
    assert [VENTILATION.level_of(value) for value in (0, -33, -67, -100)] == [0, 1, 2, 3]


def test_a_value_of_the_other_function_of_the_path_is_level_0() -> None:
    assert (HEATING.level_of(-67), VENTILATION.level_of(33)) == (0, 0)


@pytest.mark.parametrize('function', COUNTED, ids=lambda function: function.id)
def test_every_level_of_the_catalogue_can_be_set(function: Function) -> None:
    far = function.maximum if function.sign > 0 else function.minimum
    assert far is not None
    for level in range(1, function.levels + 1):
        value = function.nearest(far * level / function.levels)
        assert isinstance(value, int | float)
        assert function.level_of(value) == level


@given(st.sampled_from(NUMBERS), st.floats(-1e9, 1e9))
def test_nearest_is_in_range_on_a_step_and_near(function: Function, value: float) -> None:
    assert function.minimum is not None
    assert function.maximum is not None
    near = function.nearest(value)
    assert isinstance(near, float if function.type == 'float' else int)
    assert function.minimum <= near <= function.maximum
    if function.minimum <= value <= function.maximum:
        assert abs(near - value) <= function.step / 2 + 1e-9
    assert function.nearest(near) == near


def test_a_word_has_no_nearest_value() -> None:
    word = Function('a.word', 'Vehicle.Word', 'body', 'string', NAMES, 'choose', allowed={'A': NAMES, 'B': NAMES})
    with pytest.raises(SignalError, match=r'a\.word is no number'):
        word.nearest(3)


def test_functions_can_be_kept_in_sets() -> None:
    assert len({FAN, HEATING, FAN}) == 2
