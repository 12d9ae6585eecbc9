from ipa_agents.vehicle.claims import Claim, Claims

SPEED, PLACE = 'Vehicle.Speed', 'Vehicle.CurrentLocation.Latitude'


def claims(*heard: Claim) -> Claims:
    known = Claims()
    for claim in heard:
        known.hear(claim)
    return known


def claim(source: str, since: float, *paths: str) -> Claim:
    return Claim(source, frozenset(paths), since)


def test_the_earlier_claim_holds_whoever_is_heard_first() -> None:
    early, late = claim('gazebo', 1.0, SPEED, PLACE), claim('carla', 2.0, SPEED)
    for known in (claims(early, late), claims(late, early)):
        assert known.holder(SPEED) == 'gazebo'
        assert known.lost('carla') == {SPEED: 'gazebo'}
        assert known.lost('gazebo') == {}
        assert known.paths == {SPEED, PLACE}
        assert known.holders == {'gazebo'}


def test_of_two_at_the_same_time_the_first_name_holds() -> None:
    assert claims(claim('gazebo', 1.0, SPEED), claim('carla', 1.0, SPEED)).holder(SPEED) == 'carla'


def test_a_claim_that_is_over_leaves_its_signals_to_others() -> None:
    known = claims(claim('gazebo', 1.0, SPEED, PLACE), claim('carla', 2.0, SPEED), claim('gazebo', 3.0))
    assert known.holder(SPEED) == 'carla'
    assert known.holder(PLACE) is None
    assert known.lost('carla') == {}


def test_who_claims_nothing_has_lost_nothing() -> None:
    assert claims(claim('gazebo', 1.0, SPEED)).lost('carla') == {}
