from ipa_agents.assistant.chat_log import ChatLog, Said, ToolResult, UserSaid
from ipa_agents.brains.interface import Call, Entry


def test_the_history_of_a_seat_is_its_own_oldest_first_with_what_became_of_calls() -> None:
    log = ChatLog()
    log.add(UserSaid(1.0, 't1', 'row1_driver', 'open it'))
    log.add(ToolResult(2.0, 't1', 'row1_driver', Call('set_signals', {'signals': {'A': True}}), None))
    log.add(UserSaid(2.5, 't2', 'row1_passenger', 'play jazz'))
    log.add(Said(3.0, 't1', 'row1_driver', 'It is open.'))
    call = '{"tool": "set_signals", "arguments": {"signals": {"A": true}}, "status": "NO_ANSWER"}'
    assert log.history('row1_driver') == (
        Entry(0, 'user', 'open it'),
        Entry(1, 'tool', call),
        Entry(3, 'assistant', 'It is open.'),
    )
    assert len(list(log)) == 4
    assert log.history('row1_driver', without='t1') == ()


def test_what_goes_on_is_one_entry() -> None:
    log = ChatLog()
    log.add(Said(1.0, 't1', 'row1_driver', 'A heat pump'))
    log.add(UserSaid(2.0, 't2', 'row1_passenger', 'play jazz'))
    log.go_on('t1', ' moves warmth.')
    log.go_on('t9', 'nobody says this')
    assert log.history('row1_driver') == (Entry(0, 'assistant', 'A heat pump moves warmth.'),)


def test_the_log_is_bounded_and_its_entries_keep_their_numbers() -> None:
    log = ChatLog(size=10)
    for number in range(100):
        log.add(UserSaid(float(number), 't', 'row1_driver', str(number)))
    assert len(log) == 10
    assert log.history('row1_driver', 2) == (Entry(98, 'user', '98'), Entry(99, 'user', '99'))
