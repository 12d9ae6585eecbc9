import pytest

from ipa_agents.vehicle.simulator.moist_air import dew_point, humidity_ratio, relative_humidity


@pytest.mark.parametrize(('celsius', 'ratio'), [(0, 0.00377), (20, 0.01470), (30, 0.02718)])
def test_saturation_agrees_with_the_psychrometric_chart(celsius: float, ratio: float) -> None:
    assert humidity_ratio(celsius) == pytest.approx(ratio, rel=0.01)


@pytest.mark.parametrize('celsius', [-10, 0, 15, 35])
def test_saturated_air_condenses_at_its_own_temperature(celsius: float) -> None:
    assert dew_point(humidity_ratio(celsius)) == pytest.approx(celsius, abs=0.01)


def test_relative_humidity_is_the_inverse_and_never_above_saturation() -> None:
    assert relative_humidity(25, humidity_ratio(25, 40)) == pytest.approx(40)
    assert relative_humidity(10, humidity_ratio(25)) == 100
