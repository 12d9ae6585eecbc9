import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.guard.limits import RateLimiter, load_limits
from ipa_agents.vehicle.seats import SEATS


def test_a_seat_has_its_own_window():
    limiter = RateLimiter(window=10, per_seat=2, passengers=100)
    assert [limiter.admit('row1_passenger', now) for now in (0, 1, 2, 9.9, 10.1)] == [True, True, False, False, True]
    assert limiter.admit('row2_driver', 2)


def test_passengers_together_have_a_window_that_leaves_the_driver_free():
    limiter = RateLimiter(window=10, per_seat=2, passengers=3)
    assert [limiter.admit(seat, 0) for seat in SEATS[1:] * 2] == [True, True, True, False, False, False]
    assert limiter.admit('row1_driver', 0)


def test_what_was_refused_does_not_count():
    limiter = RateLimiter(window=10, per_seat=1, passengers=10)
    assert limiter.admit('row1_driver', 0)
    assert not any(limiter.admit('row1_driver', now) for now in range(1, 10))
    assert limiter.admit('row1_driver', 10)


@pytest.mark.parametrize('line', ['proposal_age: -1', 'proposal_age: soon', 'no_such_limit: 3'])
def test_a_wrong_limit_is_an_error(tmp_path, line):
    file = tmp_path / 'limits.yaml'
    file.write_text(line)
    with pytest.raises(ConfigError):
        load_limits(file)
