import threading

from recordings import note

from ipa_agents.recording.buffer import Buffer


def test_records_are_handed_over_in_order() -> None:
    buffer = Buffer()
    told = [note(second, str(second)) for second in range(3)]
    for record in told:
        buffer.put(record)
    assert buffer.take(0) == told
    assert buffer.take(0) == []


def test_what_comes_too_fast_is_counted() -> None:
    buffer = Buffer(most=2)
    told = [note(second, str(second)) for second in range(5)]
    for record in told:
        buffer.put(record)
    assert (buffer.take(0), buffer.dropped) == (told[3:], 3)


def test_a_record_wakes_who_waits() -> None:
    buffer, told = Buffer(), note(0, 'a')
    thread = threading.Thread(target=lambda: buffer.put(told))
    thread.start()
    assert buffer.take(30) == [told]
    thread.join()
