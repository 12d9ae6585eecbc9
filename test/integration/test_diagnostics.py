"""Every node tells how it is, and the figures of a real turn can be read."""

import ast
import socket
from functools import partial
from pathlib import Path

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from desk import Desk  # noqa: E402
from diagnostic_msgs.msg import DiagnosticArray  # noqa: E402
from ports import free_port  # noqa: E402
from running_car import RunningCar  # noqa: E402
from scraped import figures  # noqa: E402

from ipa_agents.nodes import qos  # noqa: E402

SETUP = Path(__file__).resolve().parents[2] / 'setup.py'


def console_scripts() -> dict[str, str]:
    """The module of each node that setup.py makes an executable."""
    texts = [node.value for node in ast.walk(ast.parse(SETUP.read_text())) if isinstance(node, ast.Constant)]
    entries = [str(text).split(' = ') for text in texts if ' = ipa_agents.nodes.' in str(text)]
    return {name: target.removeprefix('ipa_agents.nodes.').partition(':')[0] for name, target in entries}


def is_counted_in(port: int, name: str, of: str = '') -> bool:
    return any(key.startswith(name) and of in key and value > 0 for key, value in figures(port).items())


def test_every_executable_reports_on_diagnostics(tmp_path: Path) -> None:
    desk = Desk()
    try:
        arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        scripts = console_scripts()
        assert {'guard', 'assistant', 'cockpit', 'manager', 'metrics', 'recorder'} <= scripts.keys()
        with socket.socket() as taken:  # a page that finds its port taken must say that, too
            taken.bind(('127.0.0.1', 0))
            own = {'cockpit': (f'port:={taken.getsockname()[1]}',), 'recorder': (f'folder:={tmp_path}',)}
            for name, module in scripts.items():
                desk.run(module, *own.get(name, ()))

            def silent() -> set[str]:
                heard = {status.name for array in list(arrays) for status in array.status}
                return {name for name in scripts if f'/ipa/{name}: status' not in heard}

            desk.wait(lambda: not silent(), lambda: f'a word of {silent()}', 90.0)
        for array in arrays:
            for status in array.status:
                assert status.hardware_id, status.name
                assert status.message, status.name
    finally:
        desk.close()


def test_the_figures_of_a_turn(car: RunningCar) -> None:
    port = free_port()
    arrays = car.desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    car.desk.run('metrics_node', f'port:={port}')
    car.desk.wait(lambda: figures(port), 'the endpoint')
    car.desk.wait(lambda: 'metrics' in car.listeners('trace'), 'its ears')
    ended = "ipa_turns_total[('agent', 'car_genius'), ('brain', 'reflex'), ('domain', 'vehicle'), ('outcome', 'done')]"

    def is_counted() -> bool:
        car.ask('Set the temperature to 23 degrees')
        return ended in figures(port)

    car.desk.wait(is_counted, lambda: f'the turn, among {sorted(figures(port))}', 60.0)

    def is_counted_after(text: str, name: str) -> bool:
        car.ask(text)  # again, since the node may hear the guard later than the assistant
        return is_counted_in(port, name)

    car.desk.wait(partial(is_counted_after, 'Open the trunk', 'ipa_questions_total'), 'the question', 60.0)
    for name in ('ipa_answer_seconds_count[', 'ipa_guard_seconds_count[', 'ipa_brain_seconds_count['):
        car.desk.wait(partial(is_counted_after, 'Set the temperature to 23 degrees', name), name)
    car.desk.wait(partial(is_counted_in, port, 'ipa_process_memory_bytes', 'assistant'), 'its memory')
    queues = "ipa_queue_length[('node', 'guard')"
    car.desk.wait(lambda: any(key.startswith(queues) for key in figures(port)), queues)
    assert car.ask('Navigate to Zzyzx Plaza')
    before = len(arrays)
    car.desk.wait(lambda: len(arrays) > before + 20, 'two rounds of diagnostics')
    for private in ('zzyzx', 'degrees'):
        assert private not in str(arrays).lower(), 'what people said is in no diagnostic'
        assert not any(private in key.lower() for key in figures(port)), 'and in no figure'
