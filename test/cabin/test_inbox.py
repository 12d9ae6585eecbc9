import threading

from fake_cabin import speech

from ipa_agents.cabin.inbox import Inbox


def test_events_come_in_order_and_once() -> None:
    inbox = Inbox()
    inbox.put(speech('one'))
    inbox.put(speech('two'))
    assert [event.text for event in inbox.take(1.0)] == ['one', 'two']
    assert inbox.take() == []


def test_an_event_of_another_thread_wakes_the_one_that_waits() -> None:
    inbox = Inbox()
    thread = threading.Timer(0.05, lambda: inbox.put(speech('late')))
    thread.start()
    assert [event.text for event in inbox.take(30.0)] == ['late']
    thread.join()


def test_a_flood_is_kept_whole() -> None:
    inbox = Inbox()
    for _ in range(100_000):
        inbox.put(speech('x'))
    assert len(inbox.take(1.0)) == 100_000
    assert inbox.take() == []
