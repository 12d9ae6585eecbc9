from ipa_agents.assistant.questions import LIFE, Question, Questions, one_challenge
from ipa_agents.brains.interface import Call, Option, Pending


def question(kind: str, text: str = 'Shall I?', asked: float = 0.0) -> Question:
    return Question(Pending(kind), text, asked=asked)  # type: ignore[arg-type]


def test_questions_are_answered_in_their_order() -> None:
    questions = Questions()
    choice, challenge = question('choose'), question('confirm')
    questions.ask((choice, challenge))
    assert questions.current(1.0) is choice
    questions.close(choice)
    assert questions.current(1.0) is challenge


def test_a_newer_question_takes_the_place_of_all_older_ones() -> None:
    questions = Questions()
    questions.ask((question('confirm', 'old'),))
    questions.ask(())
    assert len(questions) == 1
    questions.ask((question('offer', 'new'),))
    assert [questions.current(1.0)] == [question('offer', 'new')]
    assert len(questions) == 1


def test_a_question_expires_and_that_is_known() -> None:
    questions = Questions()
    questions.ask((question('confirm'),))
    assert not questions.has_expired
    assert questions.current(LIFE['confirm'] + 1) is None
    assert questions.has_expired
    questions.clear()
    assert not questions.has_expired


def test_of_two_challenges_at_once_the_newest_is_open_and_the_other_postponed() -> None:
    call = Call('set_signals', {})
    older = Question(Pending('confirm', call), 'older?', 'car_genius')
    only, choice = one_challenge((older, question('choose', 'which?'), question('confirm', 'newer?')))
    assert (only.text, only.postponed, choice.text) == ('newer?', (('car_genius', call),), 'which?')


def test_a_choice_that_was_made_can_be_made_again_until_something_else_is_asked() -> None:
    questions = Questions()
    choice = Question(Pending('choose'), 'Which?', options=(Option('a', 'b', {}),))
    questions.ask((choice,))
    questions.close(choice)
    assert questions.current(1.0) is None
    assert questions.chosen(1.0) is choice
    assert questions.chosen(LIFE['choose'] + 1) is None
    questions.ask((question('offer'),))
    assert questions.chosen(1.0) is None


def test_a_question_is_fresh_until_a_turn_ends_without_it() -> None:
    questions = Questions()
    questions.ask((question('choose'),))
    assert questions.is_fresh
    questions.ask(())
    assert not questions.is_fresh
    questions.put_again()
    assert questions.is_fresh
