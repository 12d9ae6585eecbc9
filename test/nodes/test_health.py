"""What a node says of itself on /diagnostics."""

import os

from diagnostic_msgs.msg import DiagnosticStatus
from rclpy.node import Node

from ipa_agents.nodes.health import Health, Task

OK, WARN, ERROR = DiagnosticStatus.OK, DiagnosticStatus.WARN, DiagnosticStatus.ERROR


def told(task: Task, time: float = 0.0) -> tuple[bytes, str]:
    status = task.status(time)
    return status.level, status.message


def now(node: Node) -> float:
    return float(node.get_clock().now().nanoseconds * 1e-9)


def test_names_are_those_of_diagnostic_updater_with_the_namespace(node: Node) -> None:
    health = Health(node)
    status = health.task('sound', 'through mpv').status(0.0)
    assert (status.name, status.message, status.hardware_id) == ('/car/part: sound', 'through mpv', 'ipa_agents')
    assert health.status(0.0).name == '/car/part: status'
    assert node.get_parameter('diagnostic_updater.period').value == 1.0
    assert node.describe_parameter('diagnostic_updater.period').description


def test_the_worst_level_counts_and_all_reasons_are_named(node: Node) -> None:
    task = Health(node).task('map', 'open')
    assert told(task) == (OK, 'open')
    task.lasting('old', 'of last year', 'warn')
    assert told(task) == (WARN, 'old: of last year')
    task.lasting('closed', 'no such folder')
    assert told(task) == (ERROR, 'old: of last year; closed: no such folder')
    task.lasting('closed', '')
    task.lasting('old', '')
    assert told(task) == (OK, 'open')


def test_a_fault_is_seen_for_a_while_and_counted_for_ever(node: Node) -> None:
    health = Health(node, hold=10.0)
    health.fault('rejected', 'x' * 1000)
    level, message = told(health, now(node))
    assert (level, message) == (WARN, f'rejected: {"x" * 200}')
    assert told(health, now(node) + 11.0) == (OK, 'running')
    health.show({'kept': 3})
    shown = {value.key: value.value for value in health.status(0.0).values}
    assert shown == {'rejected': '1', 'kept': '3', 'pid': str(os.getpid())}


def test_what_happens_too_rarely_is_a_warning(node: Node) -> None:
    steps = Health(node).rate('steps', 10.0)
    assert told(steps, 0.0)[0] == OK
    for second in range(1, 20):
        for _ in range(10 if second < 10 else 2):
            steps.tick()
        level, message = told(steps, float(second))
        assert level == (WARN if second > 11 else OK), second
    assert message == 'too rare: 2.0 Hz instead of 10'
    assert told(steps, 80.0) == (WARN, 'too rare: 0.1 Hz instead of 10')
    steps.expect(0.0)
    assert told(steps, 81.0)[0] == OK
    steps.expect(10.0)
    assert told(steps, 82.0)[0] == OK, 'what was before does not count'
    assert told(steps, 83.0)[0] == WARN


def test_a_fault_of_a_time_that_has_not_come_is_of_before_a_jump_back(node: Node) -> None:
    health = Health(node, hold=10.0)
    health.fault('rejected', 'once')
    assert told(health, now(node) - 1000.0) == (OK, 'running')
