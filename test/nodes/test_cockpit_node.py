"""The node of the page: what people do on it as messages, and what it says of its port."""

import json
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus

from ipa_agents import msg
from ipa_agents.cabin.scene import Question
from ipa_agents.cockpit.server import PageServer
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.language import Words
from ipa_agents.nodes import qos
from ipa_agents.nodes.cockpit_node import CockpitNode
from ipa_agents.nodes.composition import Composition, ros_arguments
from ipa_agents.nodes.messages import seconds
from ipa_agents.nodes.touching import Hands
from ipa_agents.nodes.view_messages import view_from
from ipa_agents.travel.places.view import View

NOW = 1.7e9 + 0.25
CLIMATE = {'signals': {'Vehicle.Cabin.HVAC.IsAirConditioningActive': True}}


class Watched:
    """A person's hands, and all that they bring."""

    def __init__(self, desk: Desk) -> None:
        self.hands = Hands(desk.node, lambda: NOW)
        self._desk = desk
        self._views = desk.listen('cockpit/map_view', msg.MapView, qos.STATE)
        self._utterances = desk.listen('utterance', msg.Utterance, qos.UTTERANCES)
        self._proposals = desk.listen('proposal', msg.Proposal, qos.EVENTS)

    def utterance(self) -> Any:
        return self._desk.wait(lambda: self._utterances and self._utterances[-1], 'an utterance')

    def view(self, number: int) -> View | None:
        return view_from(self._desk.wait(lambda: len(self._views) > number and self._views[number], 'a view'))

    def proposal(self) -> Any:
        return self._desk.wait(lambda: self._proposals and self._proposals[-1], 'a proposal')


@pytest.fixture
def watched(desk: Desk) -> Watched:
    return Watched(desk)


QUESTION = Question('c', 'p', 't', 'risky', Words('Open?', '打开？'), 0.0)


def test_what_is_said_on_the_page_is_an_utterance(watched: Watched) -> None:
    watched.hands.say('打开空调', Viewer(seat='row2_driver'))
    heard = watched.utterance()
    assert (heard.text, heard.seat, heard.source, heard.is_final) == ('打开空调', 'row2_driver', 'cockpit', True)


def test_the_car_is_told_what_is_seen_of_the_map_and_at_first_that_none_is_open(watched: Watched) -> None:
    seen = View(((31.0, 165.0), (32.0, 165.0), (32.0, 166.0)))
    assert watched.view(0) is None
    watched.hands.see(seen)
    assert watched.view(1) == seen


def test_a_touch_is_an_utterance_and_a_proposal_that_rests_on_it(watched: Watched) -> None:
    watched.hands.touch('set_signals', CLIMATE, Viewer('zh', 'row1_passenger'))
    heard, proposal = watched.utterance(), watched.proposal()
    assert (heard.source, heard.locale) == ('touch', 'zh')
    assert json.loads(heard.text) == {'tool': 'set_signals', 'arguments': CLIMATE}
    assert (proposal.utterance_id, proposal.seat, proposal.agent) == (heard.utterance_id, 'row1_passenger', 'cockpit')
    assert (proposal.tool, json.loads(proposal.arguments)) == ('set_signals', CLIMATE)


def test_a_touched_yes_confirms_its_question_and_no_other(watched: Watched) -> None:
    watched.hands.answer(QUESTION, True, Viewer())
    heard, confirm = watched.utterance(), watched.proposal()
    assert (confirm.tool, confirm.challenge_id, confirm.answer_utterance_id) == ('confirm', 'c', heard.utterance_id)
    assert (heard.source, json.loads(heard.text)) == ('touch', {'challenge': 'c', 'answer': 'yes'})
    assert [seconds(message.header.stamp) for message in (heard, confirm)] == [NOW, NOW]


def test_a_touched_no_is_heard_and_proposes_nothing(watched: Watched) -> None:
    watched.hands.answer(QUESTION, False, Viewer())
    assert json.loads(watched.utterance().text) == {'challenge': 'c', 'answer': 'no'}
    watched.hands.touch('set_signals', CLIMATE, Viewer())
    assert watched.proposal().tool == 'set_signals'


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        yield taken.getsockname()[1]


def test_a_port_in_use_is_said_and_the_page_comes_when_it_is_free(desk: Desk) -> None:
    heard = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)

    def status(level: bytes) -> Any:
        statuses = (status for array in heard for status in array.status if status.name == '/ipa/cockpit: status')
        return next((status for status in statuses if status.level == level), None)

    with taken_port() as port:
        desk.run('cockpit_node', f'port:={port}')
        assert f'port {port} of 127.0.0.1 is in use' in desk.wait(lambda: status(DiagnosticStatus.ERROR)).message
    heard.clear()
    desk.wait(lambda: status(DiagnosticStatus.OK), 'a page that is well')
    with urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=30) as answer:
        assert answer.status == 200


def test_a_page_that_ended_by_itself_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: PageServer) -> None:
        raise RuntimeError('nothing more to follow')

    monkeypatch.setattr(PageServer, 'follow', fail)
    heard = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    with taken_port() as port:
        free = port
    with Composition(ros_arguments(NAMESPACE, 'warn', {'cockpit:port': free})) as car:
        car.add(CockpitNode)
        desk.wait(
            lambda: [
                status
                for array in heard
                for status in array.status
                if status.level == DiagnosticStatus.ERROR and 'nothing more to follow' in status.message
            ],
            'a fault',
        )


@pytest.mark.parametrize(
    ('parameters', 'line'),
    [
        (('host:=0.0.0.0',), 'give it a token'),
        (('token:=short',), 'too short'),
        (('language:=fr',), 'en, zh'),
        (('persona:=nobody',), 'nobody'),
    ],
)
def test_a_wrong_parameter_ends_it_with_one_clear_line(
    desk: Desk, capfd: pytest.CaptureFixture[str], parameters: tuple[str, ...], line: str
) -> None:
    process = desk.run('cockpit_node', *parameters)
    assert process.wait(30) == 2
    said = capfd.readouterr().err.strip()
    assert line in said
    assert len(said.splitlines()) == 1
