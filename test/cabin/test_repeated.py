from ipa_agents.cabin.repeated import Repeated


def test_what_is_not_repeated_while_others_are_is_gone_once() -> None:
    repeated = Repeated()
    repeated.hear(['speed', 'gear'], 100.0)
    for second in range(101, 107):
        repeated.hear(['gear'], second)
        assert not repeated.gone()
    repeated.hear(['gear'], 107.0)
    assert repeated.gone() == {'speed'}
    assert not repeated.gone()
    repeated.hear(['speed'], 108.0)
    assert not repeated.gone()


def test_nothing_grows_old_while_nobody_reports() -> None:
    repeated = Repeated()
    repeated.hear(['speed', 'gear'], 100.0)
    repeated.hear(['gear'], 1000.0)  # a simulation that stood, and goes on
    assert not repeated.gone()
    repeated.hear(['speed'], 1000.5)
    for second in range(1001, 1008):
        repeated.hear(['gear'], second)
    assert repeated.gone() == {'speed'}
