import pytest

from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.telling import occupancy_reasons, with_occupancy
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place


@pytest.mark.parametrize(
    ('kind', 'occupancy', 'told'),
    [
        ('parking', Occupancy(12), [Reason('free_spaces', 12)]),
        ('parking', Occupancy(0, 600.0), [Reason('full')]),
        ('charging_station', Occupancy(2, 0.0), [Reason('free_outlets', 2)]),
        ('charging_station', Occupancy(0, 600.0), [Reason('full'), Reason('wait', 600.0)]),
        ('charging_station', Occupancy(), []),
        ('cafe', Occupancy(3, 600.0), []),
    ],
)
def test_only_what_an_operator_tells_of_such_a_place_is_a_reason(
    kind: str, occupancy: Occupancy, told: list[Reason]
) -> None:
    assert list(map(repr, occupancy_reasons(occupancy, kind))) == list(map(repr, told))


def test_a_full_one_comes_last_where_the_best_is_wanted() -> None:
    near, far = (
        Found(Place(name, '', '', 'charging_station', 0.0, 0.0), 0.0, (Reason('distance', 1.0),)) for name in 'nf'
    )
    results, known = Results((near, far)), {'n': Occupancy(0), 'f': Occupancy(3)}
    best = with_occupancy(results, known, full_last=True)
    assert [place.place_id for place in best.places] == ['f', 'n']
    assert [reason.code for reason in best.found[0].reasons] == ['free_outlets', 'distance']
    assert [place.place_id for place in with_occupancy(results, known, full_last=False).places] == ['n', 'f']
    assert with_occupancy(results, {}, full_last=True) == results
