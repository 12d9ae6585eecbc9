import pytest

from ipa_agents.vehicle.seats import DRIVER, SEATS, is_seat, vss_row, vss_side


def test_the_driver_sits_in_the_car() -> None:
    assert DRIVER in SEATS


def test_rows_and_sides_of_vss() -> None:
    assert [f'{vss_row(seat)}.{vss_side(seat)}' for seat in SEATS] == [
        'Row1.Driver',
        'Row1.Passenger',
        'Row2.Driver',
        'Row2.Passenger',
    ]


@pytest.mark.parametrize('text', ['', 'driver', 'row3_driver', 'ROW1_DRIVER', 'row1_driver '])
def test_what_is_no_seat(text: str) -> None:
    assert not is_seat(text)


def test_each_seat_is_one() -> None:
    assert all(map(is_seat, SEATS))
