"""A car whose larger brain is a server of its own: words that stream, an act, a stop, and a server that dies."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus  # noqa: E402
from running_car import PARTS, RunningCar  # noqa: E402

from ipa_agents.vehicle.exchange import Status  # noqa: E402

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
TOWNS = ('Ulm', 'Graz', 'Lyon', 'Bath', 'Turku', 'Porto', 'Bergen', 'Delft', 'Arezzo', 'Kiel', 'Vigo', 'Lund')
STORY = ' '.join(f'{town} has wheels that are {age} hundred years old.' for age, town in enumerate(TOWNS, 3))
SCRIPT = {
    'turns': [
        {
            'match': 'heat pump',
            'steps': [{'words': 'A heat pump moves warmth. It needs little power.', 'token_s': 0.02}],
        },
        {
            'match': '热泵',
            'steps': [{'words': '热泵搬运热量。它只需要很少的电。', 'token_s': 0.02}],
        },
        {
            'match': 'freezing',
            'steps': [{'calls': [{'tool': 'set_signals', 'arguments': {'signals': {TEMPERATURE: 27}}}]}],
        },
        {'match': 'history', 'steps': [{'words': STORY, 'token_s': 0.3}]},
    ]
}


class Server:
    """A scripted server as a process, and the file that names it to the assistant."""

    def __init__(self, folder: Path) -> None:
        script, self.endpoints = folder / 'script.yaml', folder / 'endpoints.yaml'
        script.write_text(yaml.safe_dump(SCRIPT), encoding='utf-8')
        command = [sys.executable, '-m', 'ipa_agents.brains.qwen.scripted', str(script), '--port', '0']
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        endpoint = {'name': 'car', 'url': self.url, 'model': 'qwen'}
        self.endpoints.write_text(yaml.safe_dump({'endpoints': [endpoint]}), encoding='utf-8')

    def running(self) -> int:
        """How many answers the server is writing."""
        with urllib.request.urlopen(f'{self.url.removesuffix("/v1")}/metrics', timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return round(float(next(line for line in lines if line.startswith('vllm:num_requests_running')).split()[-1]))

    def kill(self) -> None:
        """End it without a warning."""
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope='module')
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp('model'))
    try:
        yield started
    finally:
        started.kill()


@pytest.fixture(scope='module')
def car(server: Server) -> Iterator[RunningCar]:
    running = RunningCar()
    try:
        running.diagnosed = running.desk.listen('/diagnostics', DiagnosticArray, 10)  # type: ignore[attr-defined]
        for part in PARTS:
            running.start(part, *([f'endpoints:={server.endpoints}'] if part == 'assistant' else []))
        running.await_ready()
        running.desk.wait(lambda: (told := model_told(running)) and told['state'] == 'ready', 'the model')
        yield running
    finally:
        running.close()


def stages(car: RunningCar, name: str) -> list[Any]:
    return [event for event in car.events if event.stage == name]


def model_status(car: RunningCar) -> Any:
    arrays = car.diagnosed  # type: ignore[attr-defined]
    statuses = (status for array in reversed(arrays) for status in array.status)
    return next((status for status in statuses if status.name.endswith('assistant: model')), None)


def model_told(car: RunningCar) -> dict[str, str]:
    """What its diagnostics say of the model; nothing before they came."""
    status = model_status(car)
    return {value.key: value.value for value in status.values} if status else {}


@pytest.mark.parametrize(
    ('question', 'answer'),
    [
        ('What is a heat pump?', 'A heat pump moves warmth. It needs little power.'),
        ('什么是热泵？', '热泵搬运热量。它只需要很少的电。'),
    ],
)
def test_a_question_is_answered_in_words_that_come_while_they_are_made(
    car: RunningCar, question: str, answer: str
) -> None:
    before = len(car.speeches)
    assert car.ask(question).replace('。 ', '。') == answer
    assert len([said for said in car.speeches[before:] if said.text]) > 1
    car.desk.wait(lambda: stages(car, 'race') and stages(car, 'model'), 'the trace')


def test_a_vague_wish_becomes_an_act_of_the_model_through_the_guard(car: RunningCar) -> None:
    since = len(car.outcomes)
    assert '27' in car.ask('I am freezing in here, do something about it')
    car.outcome(Status.DONE, since=since)
    assert car.value(TEMPERATURE) == 27.0


def test_a_sure_command_needs_no_model(car: RunningCar) -> None:
    before = len(stages(car, 'model'))
    assert '22' in car.ask('Set the temperature to 22 degrees')
    assert car.value(TEMPERATURE) == 22.0
    finished = [event for event in stages(car, 'model')[before:] if '"fault": ""' in event.detail]
    assert finished == []


def test_stop_ends_the_answer_here_and_at_the_server(car: RunningCar, server: Server) -> None:
    before = len(car.speeches)
    car.say('Tell me about the history of the wheel')
    car.desk.wait(lambda: any('Ulm' in said.text for said in car.speeches[before:]), 'the story')
    assert server.running() == 1
    car.say('stop')
    car.desk.wait(lambda: server.running() == 0, 'the end of the request')
    car.desk.wait(lambda: any(said.text == 'Okay, stopped.' for said in car.speeches[before:]), 'the answer')
    story = next(said.turn_id for said in car.speeches[before:] if 'Ulm' in said.text)
    stopped = next(index for index, said in enumerate(car.speeches) if said.text == 'Okay, stopped.')
    assert [said.text for said in car.speeches[stopped:] if said.turn_id == story and said.text] == []
    # Its end is no answer to what is asked next.
    car.desk.wait(lambda: any(said.turn_id == story and said.is_last for said in car.speeches[before:]), 'its end')


def test_when_the_server_dies_in_the_middle_the_drive_goes_on(car: RunningCar, server: Server) -> None:
    before = len(car.speeches)
    car.say('Tell me about the history of the wheel')
    car.desk.wait(lambda: any('Ulm' in said.text for said in car.speeches[before:]), 'the story')
    server.kill()
    assert 'as far as I get' in car.answer(before, 'the history')
    assert '24' in car.ask('Set the temperature to 24 degrees')
    assert car.value(TEMPERATURE) == 24.0
    assert 'cannot be reached' in car.ask('Do you think that robots dream?')
    car.desk.wait(lambda: (status := model_status(car)) and status.level == DiagnosticStatus.WARN, 'a warning')
    car.desk.wait(lambda: model_told(car)['state'] == 'away', 'the next check of the server')
    values = model_told(car)
    assert (values['endpoint'], values['preferred']) == ('', 'car')
    assert int(values['aborted']) >= 1
