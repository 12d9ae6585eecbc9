from collections.abc import Mapping
from typing import Any

import pytest

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.stage_words import label, load_stage_words
from ipa_agents.cabin.waterfall import Bar, Turn, Turns, Verdict

NOON = 1_800_000_000.0


def stage(node: str, name: str, at: float, /, counts_from: float = 0.0, **detail: Any) -> Stage:
    """A stage at `at` ms of the turn, of a node that counts from `counts_from`."""
    return Stage('t', node, name, detail, at - counts_from, NOON + at / 1000)


HEARD = stage('assistant', 'heard', 0, seat='row1_driver', text='Open the trunk', source='text')
SAID = stage('assistant', 'said', 90, text='The trunk is open.', is_last=True)


def turn(*stages: Stage) -> Turn:
    turns = Turns()
    for told in stages:
        turns.add(told)
    drawn = turns.last()
    assert drawn is not None
    return drawn


def spans(drawn: Turn) -> dict[tuple[str, str], tuple[float, float]]:
    return {(bar.node, bar.stage): span(bar) for bar in drawn.bars}


def span(bar: Bar) -> tuple[float, float]:
    """In ms, without what a stamp of so many seconds cannot hold."""
    return round(bar.start_ms, 2), round(bar.end_ms, 2)


def wish(proposal: str, asked: float, decided: float, shown: float, counts_from: float = 0.0) -> list[Stage]:
    guard: Mapping[str, Any] = {'counts_from': counts_from, 'proposal': proposal}
    return [
        stage('assistant', 'proposed', asked, proposal_id=proposal, tool='set_signals', arguments={}),
        stage('guard', 'guard', decided, decision='allow', rules=['cb-011'], **guard),
        stage('guard', 'command', decided + 1, counts_from, command='c', device='hvac'),
        stage('guard', 'readback', shown, shown=['Vehicle.Cabin.Fan'], **guard),
        stage('guard', 'outcome', shown + 1, status='DONE', rule='cb-011', **guard),
        stage('assistant', 'outcome', shown + 3, proposal_id=proposal, status='DONE'),
    ]


def test_each_stage_lasts_from_what_it_waited_for() -> None:
    brain = stage('assistant', 'brain', 4, brain='reflex', confidence=0.95)
    drawn = turn(HEARD, brain, *wish('p', 5, 8, 80), SAID)
    assert (drawn.text, drawn.seat, drawn.total_ms, drawn.is_over) == ('Open the trunk', 'row1_driver', 90, True)
    assert drawn.verdicts == (Verdict('DONE', ('cb-011',)),)
    assert spans(drawn) == {
        ('assistant', 'heard'): (0, 0),
        ('assistant', 'brain'): (0, 4),
        ('assistant', 'proposed'): (4, 5),
        ('guard', 'guard'): (5, 8),
        ('assistant', 'outcome'): (5, 83),
        ('guard', 'command'): (9, 9),
        ('guard', 'readback'): (9, 80),
        ('guard', 'outcome'): (81, 81),
        ('assistant', 'said'): (83, 90),
    }


def test_a_guard_that_counts_from_an_earlier_sentence_is_placed_by_its_stamps() -> None:
    proposed, *rest = wish('earlier', 5, 8, 80, counts_from=-30_000)
    yes = stage('assistant', 'proposed', 5, proposal_id='yes', tool='confirm')
    done = stage('assistant', 'outcome', 83, proposal_id='yes', status='DONE')
    drawn = turn(HEARD, yes, *rest[:-1], done, SAID)
    assert proposed.stage == 'proposed'
    assert spans(drawn)['guard', 'readback'] == (9, 80)
    assert drawn.total_ms == 90
    assert drawn.verdicts == (Verdict('DONE', ('cb-011',)),)


def test_two_proposals_at_once_are_told_apart() -> None:
    drawn = turn(HEARD, *wish('a', 5, 8, 80), *wish('b', 6, 9, 40), SAID)
    readbacks = [span(bar) for bar in drawn.bars if bar.stage == 'readback']
    assert readbacks == [(9, 80), (10, 40)]
    assert len(drawn.verdicts) == 2


def test_stages_may_come_in_any_order() -> None:
    stages = [HEARD, *wish('a', 5, 8, 80), SAID]
    assert turn(*stages).bars == turn(*reversed(stages)).bars


def test_a_turn_that_was_cut_shows_what_the_guard_still_does() -> None:
    cut = stage('assistant', 'said', 20, text='', is_last=True)
    drawn = turn(HEARD, *wish('a', 5, 8, 80)[:-1], cut)
    assert drawn.is_over
    assert spans(drawn)['guard', 'readback'] == (9, 80)
    assert drawn.verdicts == ()


def test_a_question_that_runs_out_later_does_not_stretch_the_turn() -> None:
    asked = [
        stage('assistant', 'proposed', 5, proposal_id='p'),
        stage('guard', 'guard', 8, proposal='p', decision='ask', rules=['cb-004']),
        stage('assistant', 'outcome', 9, proposal_id='p', status='NEEDS_CONFIRMATION'),
        stage('assistant', 'said', 10, text='Open it?', is_last=True),
        stage('guard', 'guard', 30_000, proposal='p', decision='denied', rules=['confirmation']),
    ]
    drawn = turn(HEARD, *asked)
    assert drawn.total_ms == 10
    assert drawn.verdicts[0].status == 'NEEDS_CONFIRMATION'


def test_what_is_dropped_by_attention_is_over() -> None:
    assert turn(HEARD, stage('assistant', 'attention', 1, verdict='drop', reason='media')).is_over
    assert not turn(HEARD, stage('assistant', 'attention', 1, verdict='attend', reason='typed')).is_over


ASKED = {'agent': 'car_genius', 'model': 'tiny', 'endpoint': 'car', 'prompt_tokens': 1800, 'cached_tokens': 1792}


def test_a_request_to_a_model_falls_into_first_token_and_the_rest() -> None:
    asked = stage('assistant', 'model', 80, ms=70, ttft_ms=30, tokens=24, calls=['set_signals'], **ASKED)
    drawn = turn(HEARD, asked, SAID)
    assert spans(drawn)['assistant', 'first_token'] == (10, 40)
    assert spans(drawn)['assistant', 'model'] == (40, 80)
    labels = {bar.stage: bar.label for bar in drawn.bars}
    assert labels['first_token'] == 'car_genius tiny car 1792/1800 cached'
    assert labels['model'] == 'car_genius set_signals 24 tokens'


def test_two_agents_stand_side_by_side() -> None:
    first = stage('assistant', 'model', 80, ms=70, ttft_ms=30, **ASKED)
    second = stage('assistant', 'model', 85, ms=73, ttft_ms=20, **(ASKED | {'agent': 'travel_companion'}))
    drawn = turn(HEARD, first, second, SAID)
    begun = [(bar.label.split()[0], span(bar)) for bar in drawn.bars if bar.stage == 'first_token']
    assert begun == [('car_genius', (10, 40)), ('travel_companion', (12, 32))]


def test_a_request_that_failed_has_no_first_token() -> None:
    drawn = turn(HEARD, stage('assistant', 'model', 80, ms=70, ttft_ms=None, agent='car_genius', fault='slow'))
    assert [(bar.stage, span(bar), bar.label) for bar in drawn.bars[1:]] == [('model', (10, 80), 'car_genius')]


def test_a_first_token_is_drawn_once_before_and_after_the_end_of_its_request() -> None:
    told = stage('assistant', 'first_token', 40, ttft_ms=30, request_id='r', endpoint='car')
    assert spans(turn(HEARD, told))['assistant', 'first_token'] == (10, 40)
    asked = stage('assistant', 'model', 80, ms=70, ttft_ms=30, request_id='r', **ASKED)
    drawn = turn(HEARD, told, asked)
    assert [bar.stage for bar in drawn.bars] == ['heard', 'first_token', 'model']


def test_nothing_begins_before_the_sentence_was_heard() -> None:
    heard = stage('assistant', 'heard', 0.2, text='Hello')
    drawn = turn(heard, stage('assistant', 'brain', 40, brain='qwen', ms=40), SAID)
    assert [bar.stage for bar in drawn.bars] == ['heard', 'brain', 'said']
    assert spans(drawn)['assistant', 'brain'] == (0.2, 40)


def test_a_first_token_never_comes_after_the_end() -> None:
    drawn = turn(HEARD, stage('assistant', 'model', 20, ms=500, ttft_ms=300, **ASKED))
    assert spans(drawn)['assistant', 'first_token'] == (0, 20)


def test_words_that_go_on_are_one_bar() -> None:
    def part(ms: float, text: str, **detail: Any) -> Stage:
        return stage('assistant', 'said', ms, text=text, is_last=False, **detail)

    more = [part(20 + number, f' {number}', continues=True) for number in range(1000)]
    last = stage('assistant', 'said', 2000, text='.', is_last=True, continues=True)
    drawn = turn(HEARD, part(10, 'One'), *more, last)
    first, rest = [bar for bar in drawn.bars if bar.stage == 'said']
    assert (first.label, span(first)) == ('One', (0, 10))
    assert rest.label.startswith(' 0 1 2')
    assert span(rest) == (10, 2000)
    assert drawn.is_over


@pytest.mark.parametrize('ms', [float('nan'), float('inf'), -5.0])
def test_times_that_cannot_be_are_the_beginning(ms: float) -> None:
    drawn = turn(HEARD, Stage('t', 'assistant', 'brain', {}, ms, NOON))
    assert drawn.total_ms == 0


def test_a_clock_that_is_set_back_keeps_bars_in_the_turn() -> None:
    early = Stage('t', 'guard', 'guard', {'proposal': 'p', 'rules': []}, 8, NOON - 3600)
    drawn = turn(HEARD, stage('assistant', 'proposed', 5, proposal_id='p'), early, SAID)
    assert all(0 <= bar.start_ms <= bar.end_ms <= drawn.total_ms for bar in drawn.bars)


def test_a_turn_seen_from_its_middle_still_has_bars() -> None:
    drawn = turn(*wish('a', 5, 8, 80))
    assert drawn.text == ''
    assert len(drawn.bars) == 6


def test_details_of_any_shape_are_shown() -> None:
    odd: list[dict[str, Any]] = [
        {'shown': 'no list', 'not shown': [1]},
        {'rules': {'a': 1}, 'proposal': ['x']},
        {'arguments': 'text', 'found': None},
    ]
    names = ('brain', 'search', 'proposed', 'guard', 'command', 'readback', 'outcome', 'said', 'attention', 'new')
    drawn = turn(HEARD, *(stage('guard', name, 5, **detail) for name in names for detail in odd))
    assert len(drawn.bars) == 1 + len(names) * len(odd)


@pytest.mark.parametrize(
    ('name', 'detail', 'text'),
    [
        ('proposed', {'tool': 'set_signals', 'arguments': {'signals': {'Vehicle.A.Fan': 2}}}, 'set_signals Fan=2'),
        ('proposed', {'tool': 'navigate', 'arguments': {'action': 'CANCEL'}}, 'navigate action=CANCEL'),
        ('guard', {'decision': 'ask', 'rules': ['cb-004', 'cb-008']}, 'ask cb-004 cb-008'),
        ('readback', {'shown': ['Vehicle.A.Fan'], 'not shown': ['Vehicle.B.Door']}, 'Fan ✗ Door'),
        ('search', {'text': 'pizza', 'kind': 'restaurant', 'found': 4}, 'pizza (4)'),
        ('race', {'winner': 'reflex', 'why': 'sure'}, 'reflex'),
        ('failover', {'from': 'car', 'to': 'edge', 'reason': 'slow'}, 'car → edge'),
        (
            'tool',
            {'agent': 'a', 'tool': 'search_places', 'ms': 3.0, 'error': 'no such kind'},
            'a search_places ✗ no such kind',
        ),
        ('unasked', {'tool': 'navigate', 'arguments': {'action': 'CANCEL'}, 'why': 'x'}, 'navigate action=CANCEL x'),
        ('said', {'text': 'x' * 500}, 'x' * 159 + '…'),
    ],
)
def test_a_label_is_short(name: str, detail: dict[str, Any], text: str) -> None:
    assert label(stage('assistant', name, 1, **detail)) == text


@pytest.mark.parametrize(
    ('name', 'detail', 'en', 'zh'),
    [
        ('race', {'winner': 'reflex', 'why': 'slow'}, 'reflex it takes too long', 'reflex 反应太慢'),
        ('brain', {'brain': 'qwen', 'fault': 'refused'}, 'qwen it refused to answer', 'qwen 拒绝回答'),
        ('model', {'agent': 'a', 'fault': 'status 400'}, 'a the server answers HTTP 400', 'a 服务器返回 HTTP 400'),
        (
            'failover',
            {'from': 'car', 'to': 'edge', 'reason': 'no_connection'},
            'car → edge no connection',
            'car → edge 无法连接',
        ),
        ('model', {'agent': 'a', 'fault': ''}, 'a', 'a'),
        ('said', {'text': 'x', 'reason': 'slow'}, 'x', 'x'),
    ],
)
def test_a_reason_is_told_in_the_language_of_who_looks(name: str, detail: dict[str, Any], en: str, zh: str) -> None:
    drawn = turn(HEARD, stage('assistant', name, 5, **detail)).bars[-1]
    assert (drawn.about('en'), drawn.about('zh')) == (en, zh)


def test_only_the_newest_turns_are_kept() -> None:
    turns = Turns(most=2)
    for number in range(5):
        turns.add(Stage(f't{number}', 'assistant', 'heard', {'text': str(number)}, 0, NOON))
    assert turns.ids() == ('t3', 't4')
    assert turns.find('t0') is None
    last = turns.last()
    assert last is not None
    assert last.text == '4'


def test_a_turn_keeps_a_limited_number_of_stages() -> None:
    drawn = turn(HEARD, *(stage('assistant', 'brain', 1) for _ in range(2000)))
    assert len(drawn.bars) == 300


def test_without_turns_there_is_no_last_one() -> None:
    assert Turns().last() is None


def test_stages_have_names_in_both_languages() -> None:
    words = load_stage_words()
    assert (words.node('guard').en, words.stage('brain').zh) == ('guard', '理解')
    assert words.stage('unheard_of').zh == 'unheard_of'


def test_a_moment_has_no_length() -> None:
    assert turn(HEARD).bars == (Bar('assistant', 'heard', 0, 0, 'row1_driver text'),)
