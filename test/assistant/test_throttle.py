from ipa_agents.assistant.throttle import Throttle


def test_a_few_go_at_once_and_of_the_rest_the_newest() -> None:
    throttle: Throttle[int] = Throttle(burst=2, period=1.0)
    assert throttle.offer(1, 0.0) == (1, None)
    assert throttle.offer(2, 0.1) == (2, None)
    assert throttle.offer(3, 0.2) == (None, None)
    assert throttle.offer(4, 0.3) == (None, 3)
    assert throttle.release(0.9) is None
    assert throttle.release(1.0) == 4
    assert throttle.release(1.0) is None


def test_whoever_waits_is_not_overtaken() -> None:
    throttle: Throttle[int] = Throttle(burst=1, period=1.0)
    throttle.offer(1, 0.0)
    throttle.offer(2, 0.5)
    assert throttle.offer(3, 2.0) == (None, 2)
    assert throttle.release(2.0) == 3
