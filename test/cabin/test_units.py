import pytest

from ipa_agents.cabin.units import degrees, kilometres, kilowatts, played, whole


@pytest.mark.parametrize(('value', 'shown'), [(46.6, '47'), (0.4, '0'), (-0.4, '0'), (-11.0, '−11'), (None, '–')])
def test_a_whole_number_has_no_sign_for_nothing_and_a_dash_for_the_unknown(value: float | None, shown: str) -> None:
    assert whole(value) == shown


@pytest.mark.parametrize(('value', 'shown'), [(22.0, '22'), (22.4, '22.5'), (18.2, '18'), (None, '–'), (True, '–')])
def test_a_temperature_is_told_to_half_a_degree(value: float | None, shown: str) -> None:
    assert degrees(value) == shown


def test_a_range_is_never_rounded_up() -> None:
    assert kilometres(28_999) == '28'
    assert kilometres(None) == '–'


def test_power_is_told_in_kilowatts() -> None:
    assert kilowatts(-65_600.0) == '−66'


def test_time_within_a_song_counts_minutes_and_seconds() -> None:
    assert [played(seconds) for seconds in (0, 65.9, 5000)] == ['0:00', '1:05', '83:20']
