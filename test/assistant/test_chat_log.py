from ipa_agents.assistant.chat_log import ChatLog, Said, ToolResult, UserSaid
from ipa_agents.brains.interface import Call


def test_the_history_of_a_seat_is_its_own_words_oldest_first() -> None:
    log = ChatLog()
    log.add(UserSaid(1.0, 't1', 'row1_driver', 'open it'))
    log.add(ToolResult(2.0, 't1', 'row1_driver', Call('set_signals', {}), None))
    log.add(UserSaid(2.5, 't2', 'row1_passenger', 'play jazz'))
    log.add(Said(3.0, 't1', 'row1_driver', 'It is open.'))
    assert log.history('row1_driver') == (('user', 'open it'), ('assistant', 'It is open.'))
    assert len(list(log)) == 4


def test_the_log_is_bounded() -> None:
    log = ChatLog(size=10)
    for number in range(100):
        log.add(UserSaid(float(number), 't', 'row1_driver', str(number)))
    assert len(log) == 10
    assert log.history('row1_driver', 2) == (('user', '98'), ('user', '99'))
