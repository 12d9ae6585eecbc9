"""What is told of a simulated clock."""

from ipa_agents.nodes.clock_watch import ClockWatch


def test_one_that_goes_is_nothing_to_tell_of_however_slowly_or_fast_or_backwards() -> None:
    watch = ClockWatch()
    for steady, time in enumerate((0.0, 10.0, 10.1, 500.0, 3.0, 3.1)):
        assert watch.look(time, 2.0 * steady) == ('', 'ok')


def test_one_that_was_never_there_is_an_error() -> None:
    watch = ClockWatch()
    assert watch.look(0.0, 100.0) == ('', 'ok'), 'it may take a moment to be found'
    assert watch.look(0.0, 102.0) == ('', 'ok')
    reason, level = watch.look(0.0, 103.5)
    assert level == 'error'
    assert 'nobody publishes /clock' in reason
    assert watch.look(7.0, 104.0) == ('', 'ok')


def test_one_that_stands_is_a_warning_until_it_goes_on() -> None:
    watch = ClockWatch()
    watch.look(42.0, 100.0)
    reason, level = watch.look(42.0, 105.0)
    assert (reason, level) == ('stands still at 42.0 s since 5 s: nothing is due until it goes on', 'warn')
    assert watch.look(42.1, 106.0) == ('', 'ok')
