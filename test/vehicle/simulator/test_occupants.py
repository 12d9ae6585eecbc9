from ipa_agents.vehicle.simulator.occupants import seated


def test_people_sit_belted_and_leave_their_belt() -> None:
    two = seated('row1_driver', 'row2_passenger')
    assert two.seated == two.belted == (True, False, False, True)
    alone = two.sit('row2_passenger', False)
    assert alone.seated == alone.belted == (True, False, False, False)
    joined = alone.sit('row1_passenger', True)
    assert (joined.seated[1], joined.belted[1]) == (True, False)
    assert joined.belt('row1_passenger', True).belted[1]
