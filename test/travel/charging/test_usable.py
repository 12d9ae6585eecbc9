import pytest

from ipa_agents.travel.charging.electric_car import load_terms
from ipa_agents.travel.charging.usable import wait_at
from ipa_agents.travel.occupancy.occupancy import Occupancy

TERMS = load_terms()


@pytest.mark.parametrize(
    ('occupancy', 'seconds'),
    [
        (Occupancy(0, 600.0), 600.0),
        (Occupancy(None, 0.0), 0.0),
        (Occupancy(2), 0.0),
        (Occupancy(2, 0.0), 0.0),
        (Occupancy(0), TERMS.full),
        (Occupancy(0, 0.0), TERMS.full),
        (Occupancy(), TERMS.wait),
    ],
)
def test_the_wait_is_what_is_told_and_else_what_is_usual(occupancy: Occupancy, seconds: float) -> None:
    assert wait_at(occupancy, TERMS) == seconds
