from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Priority
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result, compose
from ipa_agents.brains.interface import Pending
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import Catalogue


def listener(language: Language = 'en') -> Listener:
    return Listener(load_phrases()[language], Catalogue({}, {}, {}), 'row1_driver')


def test_clauses_are_joined_into_sentences_of_three() -> None:
    results = [Result(Kind.DONE, (f'it is {number}',)) for number in (1, 2, 3, 4)]
    assert compose(listener(), results).text == 'It is 1, it is 2 and it is 3. It is 4.'
    assert compose(listener('zh'), results[:2]).text == 'It is 1，it is 2。'


def test_what_went_wrong_comes_after_what_is_done_and_makes_a_warning() -> None:
    results = [
        Result(Kind.TROUBLE, sentences=('It failed.',)),
        Result(Kind.DONE, ('one is on',), ('Mind the battery.',)),
    ]
    answer = compose(listener(), results)
    assert answer.text == 'One is on. Mind the battery. It failed.'
    assert answer.priority is Priority.WARNING


def test_only_the_first_question_is_spoken_but_none_is_lost() -> None:
    questions = [Question(Pending('offer'), text) for text in ('First?', 'Second?')]
    answer = compose(listener(), [Result(Kind.ASKED, question=question) for question in questions])
    assert answer.text == 'First?'
    assert answer.questions == tuple(questions)


def test_the_same_is_not_said_twice() -> None:
    trouble = Result(Kind.TROUBLE, sentences=('The guard does not answer.',))
    assert compose(listener(), [trouble, trouble]).text == 'The guard does not answer.'


def test_nothing_to_say_is_silence() -> None:
    assert compose(listener(), [Result(Kind.SILENT)]).text == ''
