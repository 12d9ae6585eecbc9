"""What the agents of one turn know of each other."""

from collections.abc import Sequence

from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.speech.claims import Backing

DONE = Used({'status': 'DONE'}, is_settled=True)
SET = Call('set_signals', {'signals': {'Vehicle.A': 1}})
READ = Call('read_signals', {'paths': ['Vehicle.B'], 'tell': False})
NEXT = Call('control_media', {'action': 'NEXT'})


def _functions_of(path: str) -> Sequence[str]:
    return {'Vehicle.A': ['a.one', 'a.two'], 'Vehicle.B': ['b']}.get(path, [])


def _board(*uses: tuple[str, Call, Used]) -> Blackboard:
    board = Blackboard(_functions_of)
    for agent, call, used in uses:
        board.note(agent, call, used)
    return board


def test_what_came_of_a_call_before_is_no_second_deed() -> None:
    again = Used({'status': 'DONE'}, is_settled=True)
    assert len(_board(('one', SET, DONE), ('two', SET, DONE)).uses) == 1
    assert [use.call for use in _board(('one', NEXT, DONE), ('one', NEXT, again)).uses] == [NEXT, NEXT]


def test_an_agent_sees_what_the_other_did_and_not_what_it_did_itself() -> None:
    board = _board(('car', SET, DONE), ('travel', READ, Used({'error': 'no <b>reading</b>'}, is_settled=False)))
    assert board.beside('travel') == ['set_signals {"signals": {"Vehicle.A": 1}}: DONE']
    assert board.beside('car') == ['read_signals {"paths": ["Vehicle.B"], "tell": false}: no ‹b›reading‹/b›']


def test_a_line_about_the_other_is_short() -> None:
    assert len(_board(('car', Call('remember', {'note': 'x' * 900}), DONE)).beside('travel')[0]) <= 160


def test_claims_stand_on_what_was_confirmed_and_on_what_was_looked_at() -> None:
    seen = Used({'signals': {'Vehicle.B': 1}}, is_settled=False)
    assert _board(('car', SET, DONE), ('car', READ, seen)).backing() == Backing(
        done=frozenset({'a.one', 'a.two'}), seen=frozenset({'b'}), has_done=True
    )
    assert _board(('car', NEXT, DONE)).backing() == Backing(has_done=True)
    refused, failed = Used({'status': 'REFUSED'}, is_settled=False), Used({'error': 'no'}, is_settled=False)
    assert _board(('car', SET, refused), ('car', READ, failed)).backing() == Backing()


def test_names_that_were_found_are_known() -> None:
    found = Used({'places': [{'name': '海底捞'}]}, is_settled=False, is_trusted=False)
    assert '海底捞' in _board(('travel', READ, found)).texts()
