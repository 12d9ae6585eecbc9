"""The assistant as a process of its own, over real DDS, with a guard and a navigation that the test plays."""

import json
from pathlib import Path
from typing import Any

from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus

from ipa_agents import msg, srv
from ipa_agents.memory.store import Memory
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal

AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


class Car:
    """The other nodes, as far as the assistant can see: `status` is what the guard makes of a proposal."""

    def __init__(self, desk: Desk, *parameters: str, has_guard: bool = True) -> None:
        self.desk = desk
        self.status = msg.Outcome.DONE
        self.outcomes = desk.node.create_publisher(msg.Outcome, 'outcome', qos.EVENTS)
        self.proposals: list[Any] = []
        if has_guard:
            desk.node.create_subscription(msg.Proposal, 'proposal', self._judge, qos.EVENTS)
        self.said = desk.listen('say', msg.Say, qos.EVENTS)
        self.traced = desk.listen('trace', msg.TurnEvent, qos.TRACE)
        self.diagnosed = desk.listen('/diagnostics', DiagnosticArray, 10)
        desk.run('assistant_node', 'hesitation_s:=5.0', 'guard_timeout_s:=1.0', *parameters)
        self.voice = desk.publisher('utterance', msg.Utterance, qos.UTTERANCES)
        desk.wait(lambda: desk.node.count_publishers('/ipa/say'), 'the assistant')
        if has_guard:
            desk.wait(lambda: self.outcomes.get_subscription_count(), 'the assistant to listen')
            desk.wait(lambda: desk.node.count_publishers('/ipa/proposal'), 'proposals')
        self._count = 0

    def say(self, text: str, **fields: Any) -> None:
        self._count += 1
        utterance = msg.Utterance(
            utterance_id=f'u{self._count}', seat='row1_driver', text=text, confidence=1.0, is_final=True, source='text'
        )
        utterance.header.stamp = self.desk.node.get_clock().now().to_msg()
        for name, value in fields.items():
            setattr(utterance, name, value)
        self.voice.publish(utterance)

    def answer(self, text: str, **fields: Any) -> Any:
        """Say something and wait for the last sentence of the answer."""
        before = len(self.said)
        self.say(text, **fields)
        return self.desk.wait(
            lambda: next((said for said in self.said[before:] if said.is_last), None), f'the answer to {text!r}'
        )

    def stages(self, turn_id: str) -> list[str]:
        """What the assistant has reported of a turn, but for a race with a model that was not looked for yet."""
        traced = (event for event in self.traced if event.turn_id == turn_id and event.node == 'assistant')
        return [event.stage for event in traced if event.stage != 'race']

    def _judge(self, proposal: Any) -> None:
        self.proposals.append(proposal)
        if self.status:
            outcome = msg.Outcome(proposal_id=proposal.proposal_id, turn_id=proposal.turn_id, status=self.status)
            outcome.reason, outcome.reason_zh = 'Because of a test.', '因为是测试。'
            self.outcomes.publish(outcome)


def test_a_sentence_becomes_a_proposal_and_its_outcome_an_answer(desk: Desk) -> None:
    car = Car(desk)
    answer = car.answer('turn on the air conditioning')
    assert 'air conditioning is on' in answer.text
    assert (answer.locale, answer.seat, answer.expects_answer) == ('en', 'row1_driver', False)
    (proposal,) = car.proposals
    assert (proposal.utterance_id, proposal.tool) == ('u1', 'set_signals')
    assert json.loads(proposal.arguments) == {'signals': {AC: True}}
    assert '空调' in car.answer('打开空调').text
    stages = ['heard', 'attention', 'brain', 'proposed', 'outcome', 'said']
    desk.wait(lambda: car.stages(answer.turn_id) == stages, 'the trace of the turn')

    car.status = msg.Outcome.DENIED
    assert car.answer('turn off the air conditioning').text == 'Because of a test.'

    car.status = 0
    assert 'does not answer' in car.answer('turn off the air conditioning').text
    late = car.proposals[-1]
    heard = len(car.said)
    car.outcomes.publish(msg.Outcome(proposal_id=late.proposal_id, turn_id=late.turn_id, status=msg.Outcome.DONE))
    car.outcomes.publish(msg.Outcome(proposal_id='x', status=99))
    desk.wait(lambda: _shown(car, 'outcomes_unclaimed') and _shown(car, 'outcomes malformed'), 'the late outcome')
    assert len(car.said) == heard


def test_without_a_guard_or_navigation_that_is_said(desk: Desk) -> None:
    car = Car(desk, has_guard=False)
    assert car.answer('turn on the air conditioning').text == 'Nothing was done: the safety guard does not answer.'
    assert 'avigation' in car.answer('navigate to the nearest car park').text
    assert 'no open question' in car.answer('yes').text
    desk.wait(lambda: any('nobody listens' in status.message for array in car.diagnosed for status in array.status))


def test_a_broken_memory_is_diagnosed_and_the_command_line_s_changes_are_followed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / 'memory.sqlite'
    file.write_bytes(b'not a data base ' * 100)
    car = Car(desk, f'memory_file:={file}')
    desk.wait(lambda: 'ipa memory erase' in _memory(car).message, 'the broken memory to be told')
    assert 'air conditioning is on' in car.answer('turn on the air conditioning').text
    assert 'cannot look up' in car.answer('what do you know about me?').text

    memory = Memory(file)
    memory.erase()
    memory.keep('row1_driver', 'music', 'jazz', 'told', 1.0)
    desk.wait(lambda: _memory(car).level == DiagnosticStatus.OK, 'the memory to be well again')
    assert 'jazz' in car.answer('what do you know about me?').text
    assert car.answer('forget everything about me').text == 'That is forgotten.'
    assert memory.kept() == ()


def _memory(car: Car) -> DiagnosticStatus:
    """What was said of the memory last."""
    told = [
        status for array in list(car.diagnosed) for status in array.status if status.name.endswith('assistant: memory')
    ]
    return told[-1] if told else DiagnosticStatus()


def test_a_place_is_searched_and_proposed(desk: Desk) -> None:
    car = Car(desk)
    asked: list[Any] = []

    def search(request: Any, response: Any) -> Any:
        asked.append(request)
        response.success = True
        response.places = [
            msg.Place(place_id=f'n{number}', name=name, name_zh=name, kind='parking', distance=float(number) * 300)
            for number, name in enumerate(('North Garage', 'South Garage'), 1)
        ]
        return response

    desk.node.create_service(srv.SearchPlaces, 'navigation/search_places', search)
    desk.wait(lambda: 'North Garage' in car.answer('navigate to the nearest car park').text, 'navigation to be found')
    assert asked[0].kind == 'parking'
    assert json.loads(car.proposals[-1].arguments)['place']['place_id'] == 'n1'


def test_a_flood_and_the_loudspeaker(desk: Desk) -> None:
    car = Car(desk)
    for number in range(200):
        car.say(f'set the temperature to {17 + number % 5} degrees')
    car.say('turn on the air conditioning', source='media')
    desk.wait(lambda: _shown(car, 'dropped_loudspeaker'), 'the loudspeaker to be dropped')
    assert 'air conditioning is on' in car.answer('turn on the air conditioning').text
    assert len(car.proposals) < 100


def _shown(car: Car, key: str) -> bool:
    return any(value.key == key for array in car.diagnosed for status in array.status for value in status.values)


def test_what_nobody_repeats_is_not_known_any_more(desk: Desk) -> None:
    car = Car(desk, 'signal_age_s:=2.0')
    world = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)

    def asked(goes: bool) -> str:
        if goes:
            world.publish(signal_array(desk.node.get_clock(), 'world', [Signal('Vehicle.Speed', 72.0)]))
        return str(car.answer('how fast are we going').text)

    desk.wait(lambda: '72' in asked(True), 'the speed')
    desk.wait(lambda: '72' not in asked(False), 'the end of what is known')
    assert 'speed' in asked(False), 'what is not known is named'
