import json
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus

import ipa_agents.nodes
from ipa_agents import msg
from ipa_agents.config_files import config_folder
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header, signal_array, signals_from, utterance_message
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.signals import Signal, Value

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
COMMAND_TOPICS = ('hvac/command', 'body/command', 'media/command', 'navigation/command')
CAFE = {'place_id': 'n1', 'name': 'Cafe', 'name_zh': '咖啡馆', 'latitude': 48.1, 'longitude': 11.5, 'rating': None}


class Car:
    """The guard in a process of its own; the test is everything else."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.process = self.start()
        self.outcomes = desk.listen('outcome', msg.Outcome, qos.EVENTS)
        self.trace = desk.listen('trace', msg.TurnEvent, qos.TRACE)
        self.diagnostics = desk.listen('/diagnostics', DiagnosticArray, qos.SERVICES)
        self.hvac = desk.listen('hvac/command', msg.SignalArray, qos.COMMANDS)
        self.body = desk.listen('body/command', msg.SignalArray, qos.COMMANDS)
        self.media = desk.listen('media/command', msg.MediaCommand, qos.COMMANDS)
        self.navigation = desk.listen('navigation/command', msg.NavigationCommand, qos.COMMANDS)
        self._utterances = desk.publisher('utterance', msg.Utterance, qos.UTTERANCES)
        self._signals = desk.publisher('signals', msg.SignalArray, qos.SIGNALS)
        self._media_state = desk.publisher('media/state', msg.MediaState, qos.STATE)
        self._navigation_state = desk.publisher('navigation/state', msg.NavigationState, qos.STATE)
        self._rejections = desk.publisher('command/rejected', msg.CommandRejection, qos.EVENTS)
        self._proposals = desk.publisher('proposal', msg.Proposal, qos.EVENTS)
        for topic in ('outcome', 'trace', *COMMAND_TOPICS):
            desk.wait(lambda topic=topic: desk.node.count_publishers(f'{NAMESPACE}/{topic}'), topic)
        self._catalogue = load_catalogue()
        desk.wait(self._is_whole, 'a guard that misses no device')

    def start(self) -> subprocess.Popen[str]:
        """Start the guard, which is also called Ada."""
        return self.desk.run('guard_node', 'addressed_as:=[Ada]')

    def wake(self) -> None:
        """All devices report everything, as they do once a second."""
        for owner in ('simulator', 'hvac', 'body'):
            self.show(owner, self._catalogue.defaults(owner))
        self._media_state.publish(msg.MediaState(status='STOPPED'))
        self._navigation_state.publish(msg.NavigationState(status='IDLE'))

    def _is_whole(self) -> bool:
        """Whether the guard has heard all devices; what is said before it has met a publisher is lost."""
        self.wake()
        said = [
            status.message
            for array in self.diagnostics
            for status in array.status
            if status.name == '/ipa/guard: devices'
        ]
        return bool(said) and 'missing' not in said[-1]

    def show(self, owner: str, values: Mapping[str, Value]) -> None:
        signals = [Signal(path, value) for path, value in values.items()]
        self._signals.publish(signal_array(self.desk.node.get_clock(), owner, signals))

    def say(self, text: str, seat: str = 'row1_driver', source: str = 'text') -> str:
        utterance_id = uuid.uuid4().hex
        self._utterances.publish(utterance_message(Utterance(utterance_id, seat, text, '', time.time(), source)))
        return utterance_id

    def propose(self, tool: str, arguments: Any, utterance_id: str | None = None, **fields: str) -> str:
        proposal_id = uuid.uuid4().hex
        self._proposals.publish(
            msg.Proposal(
                header=header(self.desk.node.get_clock()),
                proposal_id=proposal_id,
                turn_id='turn',
                utterance_id=self.say('something') if utterance_id is None else utterance_id,
                agent='car_genius',
                seat='row1_driver',
                tool=tool,
                arguments=arguments if isinstance(arguments, str) else json.dumps(arguments),
                **fields,
            )
        )
        return proposal_id

    def wish(self, values: Mapping[str, Any], utterance_id: str | None = None) -> str:
        return self.propose('set_signals', {'signals': dict(values)}, utterance_id)

    def outcome(self, proposal_id: str, *, final: bool = True) -> msg.Outcome:
        def find() -> msg.Outcome | None:
            said = (outcome for outcome in self.outcomes if outcome.proposal_id == proposal_id)
            return next((o for o in said if final != (o.status == msg.Outcome.NEEDS_CONFIRMATION)), None)

        return self.desk.wait(find, f'the outcome of {proposal_id}')

    def reject(self, command: msg.SignalArray) -> None:
        self._rejections.publish(
            msg.CommandRejection(command_id=command.command_id, device='hvac', reason='Broken.', reason_zh='已损坏。')
        )

    def answer_media(self, **fields: Any) -> None:
        self._media_state.publish(msg.MediaState(**fields))

    def answer_navigation(self, **fields: Any) -> None:
        self._navigation_state.publish(msg.NavigationState(**fields))


@pytest.fixture
def car(desk: Desk) -> Car:
    return Car(desk)


def test_a_wish_reaches_the_device_and_is_done_when_the_device_shows_it(car: Car) -> None:
    proposal = car.wish({TEMPERATURE: 24})
    command = car.desk.wait(lambda: car.hvac, 'the command')[0]
    assert (command.source, bool(command.command_id)) == ('guard', True)
    assert signals_from(command) == (Signal(TEMPERATURE, 24.0),)
    assert not car.outcomes
    car.show('hvac', {TEMPERATURE: 24.0})
    outcome = car.outcome(proposal)
    assert outcome.status == msg.Outcome.DONE
    assert [signal.number for signal in outcome.signals] == [24.0]
    car.desk.wait(lambda: len(car.trace) >= 4, 'the trace')
    assert [event.stage for event in car.trace] == ['guard', 'command', 'readback', 'outcome']
    assert json.loads(car.trace[0].detail)['decision'] == 'allow'
    assert all(event.elapsed_ms >= 0 for event in car.trace)


def test_a_risky_wish_is_asked_about_and_done_after_a_yes(car: Car) -> None:
    proposal = car.wish({TRUNK: True})
    question = car.outcome(proposal, final=False)
    assert (question.reason, bool(question.challenge_id)) == ('Open the trunk? Please say yes or no.', True)
    yes = car.say('Ada，好的')
    named = {'challenge_id': question.challenge_id, 'answer_utterance_id': yes}
    confirm = car.propose('confirm', {}, yes, **named)
    car.desk.wait(lambda: car.body, 'the command')
    car.show('body', {TRUNK: True})
    assert car.outcome(proposal).status == msg.Outcome.DONE
    assert car.outcome(confirm).status == msg.Outcome.DONE


def test_media_and_navigation_are_told_and_read_back(car: Car) -> None:
    play = car.propose('control_media', {'action': 'PLAY', 'query': 'rain', 'kind': 'mood'})
    media = car.desk.wait(lambda: car.media, 'the media command')[0]
    assert (media.action, media.query, media.kind) == ('PLAY', 'rain', 'mood')
    car.answer_media(command_id=media.command_id, status='PLAYING')
    assert car.outcome(play).status == msg.Outcome.DONE
    start = car.propose('navigate', {'action': 'START', 'place': CAFE})
    told = car.desk.wait(lambda: car.navigation, 'the navigation command')[0]
    assert (told.place.name_zh, told.place.latitude) == ('咖啡馆', 48.1)
    assert told.place.rating != told.place.rating, 'an unknown rating is NaN'
    car.answer_navigation(command_id=told.command_id, status='GUIDING', route=msg.Route(has_tolls=True))
    assert list(car.outcome(start).warnings) == ['This route has tolls.']


def test_a_rejection_ends_the_proposal_with_the_devices_reason(car: Car) -> None:
    proposal = car.wish({TEMPERATURE: 25})
    car.reject(car.desk.wait(lambda: car.hvac, 'the command')[0])
    outcome = car.outcome(proposal)
    assert (outcome.status, outcome.reason, outcome.reason_zh) == (msg.Outcome.FAILED, 'Broken.', '已损坏。')


def test_bad_messages_are_answered_and_survived(car: Car) -> None:
    bad = [
        car.propose('set_signals', '{"signals": {"Vehicle.Speed": NaN}}'),
        car.propose('set_signals', 'x' * 100_000),
        car.wish({'Vehicle.No.Such.Path': 1}),
        car.wish({TEMPERATURE: 1000}),
        car.wish({TEMPERATURE: 24}, car.say('x' * 100_000)),
        car.wish({TEMPERATURE: 24}, car.say('warmer', source='media')),
        car.wish({TEMPERATURE: 24}, 'invented'),
    ]
    assert [car.outcome(proposal).status for proposal in bad] == [msg.Outcome.DENIED] * len(bad)
    assert not car.hvac
    for index in range(1000):
        newest = car.say(f'{index} 🚗 摄氏度')
    car.wake()
    proposal = car.wish({TEMPERATURE: 26}, newest)
    car.desk.wait(lambda: car.hvac, 'the command after the flood')
    car.show('hvac', {TEMPERATURE: 26.0})
    assert car.outcome(proposal).status == msg.Outcome.DONE


def test_missing_devices_are_named_in_the_diagnostics(desk: Desk) -> None:
    diagnostics = desk.listen('/diagnostics', DiagnosticArray, qos.SERVICES)
    desk.run('guard_node')
    status = desk.wait(lambda: [s for array in diagnostics for s in array.status if 'missing' in s.message])[-1]
    assert status.name == '/ipa/guard: devices'
    assert status.level == DiagnosticStatus.ERROR
    assert status.message.startswith('missing: hvac, body')
    shown = {value.key for array in diagnostics for s in array.status for value in s.values}
    assert {'acts in flight', 'questions open'} <= shown


def test_nothing_but_the_guard_publishes_commands_and_without_it_nothing_does(car: Car) -> None:
    def publishers() -> list[str]:
        node = car.desk.node
        topics = (f'{NAMESPACE}/{topic}' for topic in COMMAND_TOPICS)
        return [info.node_name for topic in topics for info in node.get_publishers_info_by_topic(topic)]

    car.desk.wait(lambda: publishers() == ['guard'] * len(COMMAND_TOPICS), 'the guard, and nobody else')
    car.process.terminate()
    car.process.wait()
    car.desk.wait(lambda: not publishers(), 'the end of the publishers')
    unheard = car.wish({TEMPERATURE: 24})
    car.start()

    def is_carried_out() -> bool:
        """Whether the second guard has met everybody: what is wished is carried out."""
        car.wake()
        car.wish({TEMPERATURE: 26})
        return bool(car.hvac)

    car.desk.wait(is_carried_out, 'the command of the second guard')
    assert {signals_from(command) for command in car.hvac} == {(Signal(TEMPERATURE, 26.0),)}
    assert unheard not in {outcome.proposal_id for outcome in car.outcomes}


def test_no_other_source_file_publishes_on_a_command_topic() -> None:
    """Conditions of the simulated world (simulator/command) are no commands to a device."""
    topics = re.compile(r"create_(?:lifecycle_)?publisher\(\s*[^,()]+,\s*f?['\"]([^'\"]+)['\"]")
    found = {
        (file.name, topic)
        for file in Path(ipa_agents.nodes.__file__).parents[1].rglob('*.py')
        for topic in topics.findall(file.read_text(encoding='utf-8'))
        if topic.endswith('/command') and topic != 'simulator/command'
    }
    assert found == {
        ('guard_node.py', '{device}/command'),
        ('guard_node.py', 'media/command'),
        ('guard_node.py', 'navigation/command'),
    }


def test_a_mistake_in_the_rules_ends_the_node_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / 'policy'
    shutil.copytree(config_folder() / 'guard', folder)
    rules = folder / 'rules' / 'safety.yaml'
    rules.write_text(rules.read_text(encoding='utf-8').replace('light.mode', 'light.moood'), encoding='utf-8')
    command = [sys.executable, '-m', 'ipa_agents.nodes.guard_node', '--ros-args', '-p', f'policy:={folder}']
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert re.search(r'safety\.yaml:\d+: .*light\.moood', ended.stderr)
