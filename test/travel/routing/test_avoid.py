from ipa_agents.travel.routing.avoid import NOTHING, Avoid, wishes


def test_of_what_is_given_up_there_is_as_little_as_possible_and_the_last_comes_first() -> None:
    wanted = Avoid(('tolls', 'tunnels'), ('Ring Road',))
    compromises = list(wanted.compromises())
    assert compromises[:4] == [NOTHING, Avoid(roads=('Ring Road',)), Avoid(('tunnels',)), Avoid(('tolls',))]
    assert set(compromises[-1].kinds) == set(wanted.kinds)
    assert compromises[-1].roads == wanted.roads
    assert len(compromises) == len(set(compromises)) == 8


def test_what_is_given_up_is_still_used_as_little_as_may_be() -> None:
    wanted = Avoid(('tolls', 'motorways'))
    assert wanted.costing(NOTHING) == {'exclude_tolls': True, 'exclude_highways': True}
    assert wanted.costing(Avoid(('tolls',))) == {'use_tolls': 0.0, 'exclude_highways': True}


def test_a_preference_is_a_wish_like_others_and_no_wish_twice() -> None:
    assert wishes('no_tolls', NOTHING) == Avoid(('tolls',))
    assert wishes('no_tolls', Avoid(('tolls', 'ferries'))) == Avoid(('tolls', 'ferries'))
    assert wishes('fastest', NOTHING) == NOTHING
    assert list(NOTHING.compromises()) == [NOTHING]
