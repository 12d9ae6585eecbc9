import pytest
from fake_cabin import speech

from ipa_agents.assistant.ports import Priority
from ipa_agents.cabin.events import Condition as State
from ipa_agents.cabin.events import Event, Report, Stage
from ipa_agents.cabin.watch import Watch
from ipa_agents.vehicle.drive import Answer, Condition, Expectation
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Signal

SPEED = 'Vehicle.Speed'


def outcome(status: Status, rule: str = '') -> Outcome:
    return Outcome('p', 't', status, rule)


def watch(expected: Expectation, *events: Event, is_answer: bool = True) -> Watch:
    made = Watch(expected, {SPEED: 0.0}, is_answer=is_answer)
    for event in events:
        made.hear(event)
    return made


def test_a_signal_is_waited_for() -> None:
    expected = Expectation(signals={SPEED: Condition(above=20)})
    waiting = watch(expected, is_answer=False)
    assert waiting.missing() == ('Vehicle.Speed should be above 20, but is 0.0',)
    assert not waiting.is_over
    waiting.hear(Report('simulator', (Signal(SPEED, 30.0),)))
    assert waiting.is_over


def test_an_unknown_signal_is_said_to_be_unknown() -> None:
    expected = Expectation(signals={'Vehicle.Other': Condition(near=5.0, tolerance=1.0)})
    assert watch(expected).missing() == ('Vehicle.Other should be within 1 of 5.0, but is unknown',)


def test_a_turn_is_over_only_when_the_assistant_has_finished() -> None:
    expected = Expectation(outcome=Status.DONE)
    waiting = watch(expected, outcome(Status.DONE), speech('One moment', is_last=False))
    assert not waiting.missing()
    assert not waiting.is_over
    waiting.hear(speech('Done.'))
    assert waiting.is_over


@pytest.mark.parametrize(
    ('expected', 'fault'),
    [
        (Expectation(outcome=Status.DONE), 'the outcome should be DONE, but was DENIED by seat-rights'),
        (Expectation(rule='cb-004'), 'the outcome should be an outcome by cb-004, but was DENIED by seat-rights'),
        (
            Expectation(say=Answer(contains=('yes', 'ja'))),
            "the answer should contain 'yes' or 'ja', but was 'No. Never.'",
        ),
        (Expectation(say=Answer(pattern='^Y')), "the answer should match '^Y', but was 'No. Never.'"),
        (Expectation(asks=True), 'a question should be asked'),
        (Expectation(silent=True), "nothing should be said, but was 'No. Never.'"),
    ],
)
def test_what_came_instead_is_named(expected: Expectation, fault: str) -> None:
    heard = watch(expected, outcome(Status.DENIED, 'seat-rights'), speech('No.', is_last=False), speech('Never.'))
    assert heard.missing() == (fault,)


def test_status_and_rule_must_belong_to_one_outcome() -> None:
    expected = Expectation(outcome=Status.DENIED, rule='cb-004')
    assert watch(expected, outcome(Status.DENIED), outcome(Status.DONE, 'cb-004')).missing()
    assert not watch(expected, outcome(Status.DENIED, 'cb-004')).missing()


def test_no_question_is_known_only_at_the_end_of_the_turn() -> None:
    expected = Expectation(asks=False)
    assert watch(expected).missing()
    assert not watch(expected, speech('Done.')).missing()
    assert watch(expected, speech('Really?', expects_answer=True)).missing()


def test_the_parts_of_a_sentence_are_one_answer() -> None:
    expected = Expectation(say=Answer(pattern='^One heat pump. Hello. Two.$'))
    parts = (
        speech('One heat', is_last=False),
        speech('Hello.', turn_id='other', is_last=False),
        speech(' pump.', is_last=False, continues=True),
        speech('Two.', is_last=False),
        speech('', continues=True),
    )
    assert watch(expected, *parts).is_over
    assert not watch(expected, *parts[:-1]).is_over


def test_guidance_answers_nobody() -> None:
    guidance = speech('Turn left.', priority=Priority.INFORMATION)
    silent = Expectation(silent=True)
    assert not watch(silent, guidance).missing()
    assert watch(silent, guidance, is_answer=False).missing()
    assert not watch(Expectation(outcome=Status.DONE), outcome(Status.DONE), guidance).is_over


def test_the_brain_that_answers_is_waited_for() -> None:
    def understood(brain: str, **detail: str) -> Stage:
        return Stage('t', 'assistant', 'brain', {'brain': brain, **detail}, 1.0, 1.0)

    expected = Expectation(brain='reflex')
    assert not watch(expected, speech('Done.'), understood('reflex')).missing()
    assert watch(expected, speech('Done.'), understood('qwen')).missing() == (
        "the answer should come from reflex, but came from ['qwen']",
    )
    assert watch(expected, understood('reflex', fault='slow')).missing()


def test_the_state_of_the_model_is_the_newest() -> None:
    away, ready = (
        State('/ipa/assistant: model', 'ok', '', {'state': state}, 'ipa_agents') for state in ('away', 'ready')
    )
    expected = Expectation(model='away')
    assert watch(expected).missing() == ('the model should be away, but was unknown',)
    assert watch(expected, away, ready).missing() == ('the model should be away, but was ready',)
    assert not watch(expected, ready, away).missing()


def test_silence_is_over_when_it_breaks() -> None:
    expected = Expectation(silent=True)
    assert not watch(expected, speech('', is_last=True)).is_over
    broken = watch(expected, outcome(Status.DONE))
    assert broken.is_over
    assert broken.missing() == ('nothing should be done, but an outcome was DONE',)
