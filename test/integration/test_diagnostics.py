"""Every node tells how it is, and the figures of a real turn can be read."""

import ast
import socket
from pathlib import Path

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from desk import Desk  # noqa: E402
from diagnostic_msgs.msg import DiagnosticArray  # noqa: E402
from running_car import RunningCar  # noqa: E402
from scraped import figures, free_port  # noqa: E402

from ipa_agents.nodes import qos  # noqa: E402

SETUP = Path(__file__).resolve().parents[2] / 'setup.py'


def console_scripts() -> dict[str, str]:
    """The module of each node that setup.py makes an executable."""
    texts = [node.value for node in ast.walk(ast.parse(SETUP.read_text())) if isinstance(node, ast.Constant)]
    entries = [str(text).split(' = ') for text in texts if ' = ipa_agents.nodes.' in str(text)]
    return {name: target.removeprefix('ipa_agents.nodes.').partition(':')[0] for name, target in entries}


def test_every_executable_reports_on_diagnostics() -> None:
    desk = Desk()
    try:
        arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        scripts = console_scripts()
        assert {'guard', 'assistant', 'cockpit', 'manager', 'metrics', 'recorder'} <= scripts.keys()
        with socket.socket() as taken:  # a page that finds its port taken must say that, too
            taken.bind(('127.0.0.1', 0))
            for name, module in scripts.items():
                own = (f'port:={taken.getsockname()[1]}',) if name == 'cockpit' else ()
                desk.run(module, *own)

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
    car.ask('Open the trunk')
    car.desk.wait(lambda: any(key.startswith('ipa_questions_total') for key in figures(port)), 'the question')
    found = figures(port)
    assert found['ipa_answer_seconds_count[]'] >= 1
    assert found['ipa_guard_seconds_count[]'] >= 1
    assert found["ipa_brain_seconds_count[('brain', 'reflex')]"] >= 1
    assert any(key.startswith("ipa_queue_length[('node', 'guard')") for key in found)
    assert any(key.startswith('ipa_process_memory_bytes') and 'assistant' in key for key in found)
    assert car.ask('Navigate to Zzyzx Plaza')
    before = len(arrays)
    car.desk.wait(lambda: len(arrays) > before + 20, 'two rounds of diagnostics')
    for private in ('zzyzx', 'degrees'):
        assert private not in str(arrays).lower(), 'what people said is in no diagnostic'
        assert not any(private in key.lower() for key in figures(port)), 'and in no figure'
