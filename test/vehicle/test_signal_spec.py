import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.signal_spec import SignalSpec

FAN = SignalSpec('Vehicle.Fan', 'hvac', 'integer', unit='percent', minimum=0, maximum=100)
HEAT = SignalSpec('Vehicle.Heat', 'hvac', 'float', unit='celsius', minimum=16, maximum=28)
FREE = SignalSpec('Vehicle.Free', 'simulator', 'float')
RISING = SignalSpec('Vehicle.Rising', 'simulator', 'float', minimum=0)
LIGHT = SignalSpec('Vehicle.Light', 'body', 'boolean')
MODE = SignalSpec('Vehicle.Mode', 'body', 'string', allowed=('LOW', 'HIGH'))
NAME = SignalSpec('Vehicle.Name', 'media', 'string')
CODES = SignalSpec('Vehicle.Codes', 'simulator', 'list')
ALL = [FAN, HEAT, FREE, RISING, LIGHT, MODE, NAME, CODES]
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
ANYTHING = PLAIN | st.lists(PLAIN)


@pytest.mark.parametrize(
    ('spec', 'value', 'checked'),
    [
        (FAN, 0, 0),
        (FAN, 40.0, 40),
        (HEAT, 22, 22.0),
        (HEAT, 16.5, 16.5),
        (LIGHT, True, True),
        (MODE, 'LOW', 'LOW'),
        (NAME, '', ''),
        (CODES, ['P0128'], ('P0128',)),
        (CODES, (), ()),
    ],
)
def test_good_values_come_back_as_the_type_of_the_signal(spec: SignalSpec, value: object, checked: object) -> None:
    assert spec.check(value) == checked
    assert type(spec.check(value)) is type(checked)


@pytest.mark.parametrize(
    ('spec', 'value', 'reason'),
    [
        (FAN, True, 'a number'),
        (FAN, '40', 'a number'),
        (FAN, None, 'a number'),
        (FAN, [40], 'a number'),
        (FAN, 40.5, 'a whole number'),
        (FAN, -1, 'at least 0 percent'),
        (FAN, 101, 'at most 100 percent'),
        (FAN, math.nan, 'finite'),
        (FAN, math.inf, 'finite'),
        (HEAT, -math.inf, 'finite'),
        (HEAT, 1e400, 'finite'),
        (HEAT, 10**400, 'at most 28 celsius'),
        (FREE, 10**400, 'finite'),
        (FREE, -(10**400), 'finite'),
        (RISING, -0.1, 'at least 0'),
        (LIGHT, 1, 'true or false'),
        (LIGHT, 'true', 'true or false'),
        (MODE, 'low', 'one of LOW, HIGH'),
        (MODE, 3, 'text'),
        (CODES, 'P0128', 'a list of texts'),
        (CODES, [1], 'a list of texts'),
    ],
)
def test_bad_values_are_refused_with_the_reason(spec: SignalSpec, value: object, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason) as caught:
        spec.check(value)
    assert (caught.value.path, caught.value.reason) == (spec.path, f'must be {reason}')


@given(st.sampled_from(ALL), ANYTHING)
def test_whatever_comes_a_checked_value_is_one_that_the_signal_may_have(spec: SignalSpec, value: Any) -> None:
    try:
        checked = spec.check(value)
    except InvalidValue:
        return
    if isinstance(checked, int | float) and not isinstance(checked, bool):
        assert math.isfinite(checked)
        assert spec.minimum is None or checked >= spec.minimum
        assert spec.maximum is None or checked <= spec.maximum
    assert type(checked) is {'integer': int, 'float': float, 'boolean': bool, 'string': str, 'list': tuple}[spec.type]
    assert spec.check(checked) == checked


@given(st.floats(16, 28))
def test_everything_in_range_is_taken(value: float) -> None:
    assert HEAT.check(value) == value


@given(st.floats(allow_nan=False).filter(lambda value: not 16 <= value <= 28))
def test_nothing_out_of_range_is_taken(value: float) -> None:
    with pytest.raises(InvalidValue):
        HEAT.check(value)


def test_specs_can_be_kept_in_sets() -> None:
    assert len({FAN, HEAT, FAN}) == 2
