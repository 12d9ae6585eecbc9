from ipa_agents.assistant.questions import LIFE, Question, Questions, one_challenge
from ipa_agents.brains.interface import Call, Pending


def question(kind: str, text: str = 'Shall I?', asked: float = 0.0) -> Question:
    return Question(Pending(kind), text, asked=asked)  # type: ignore[arg-type]


def test_a_challenge_stays_open_beside_a_new_question() -> None:
    questions = Questions()
    challenge, choice = question('confirm'), question('choose')
    questions.ask((challenge,))
    questions.ask((choice,))
    assert questions.current(1.0) is choice
    questions.close(choice)
    assert questions.current(1.0) is challenge


def test_a_new_question_takes_the_place_of_an_offer() -> None:
    questions = Questions()
    questions.ask((question('offer', 'old'),))
    questions.ask((question('offer', 'new'),))
    assert len(questions) == 1


def test_a_question_expires_and_that_is_known() -> None:
    questions = Questions()
    questions.ask((question('confirm'),))
    assert not questions.has_expired
    assert questions.current(LIFE['confirm'] + 1) is None
    assert questions.has_expired
    questions.clear()
    assert not questions.has_expired


def test_there_is_one_challenge_as_the_guard_keeps_one() -> None:
    questions = Questions()
    for number in range(100):
        questions.ask((question('confirm', str(number)),))
    assert len(questions) == 1


def test_of_two_challenges_at_once_the_newest_is_open_and_the_other_postponed() -> None:
    call = Call('set_signals', {})
    older = Question(Pending('confirm', call), 'older?', 'car_genius')
    only, choice = one_challenge((older, question('choose', 'which?'), question('confirm', 'newer?')))
    assert (only.text, only.postponed, choice.text) == ('newer?', (('car_genius', call),), 'which?')
