from ipa_agents.cabin.bounded_names import BoundedNames


def test_the_first_names_are_kept_and_all_others_are_one() -> None:
    names = BoundedNames(2)
    assert [names(name) for name in ('a', 'b', 'c', 'a', 3)] == ['a', 'b', 'other', 'a', 'other']


def test_a_long_name_is_cut() -> None:
    assert len(BoundedNames(1)('x' * 1000)) == 40
