"""Clocks of a node on simulated time."""

import threading
from collections.abc import Iterator

import pytest
import rclpy
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.parameter import Parameter
from rosgraph_msgs.msg import Clock

from ipa_agents.nodes.clocks import Elapsed, Ordered, elapsed_of, on_reset, steady_timer
from ipa_agents.nodes.messages import now, stamp_from_seconds


@pytest.fixture
def simulated() -> Iterator[Node]:
    """A node of this process that goes by /clock."""
    context = rclpy.Context()
    rclpy.init(context=context)
    settings = [Parameter('use_sim_time', value=True)]
    node = rclpy.create_node('part', namespace='/car', context=context, parameter_overrides=settings)
    yield node
    node.destroy_node()
    rclpy.try_shutdown(context=context)


def set_time(node: Node, time: float) -> None:
    node._time_source.clock_callback(Clock(clock=stamp_from_seconds(time)))


def test_what_has_passed_goes_on_through_jumps_back_and_through_the_first_time() -> None:
    time = 0.0
    elapsed = Elapsed(lambda: time)
    assert elapsed() == 0
    for time, passed in ((1e9, 0), (1e9 + 5, 5), (20.0, 5), (22.5, 7.5), (22.5, 7.5), (100.0, 85)):
        assert elapsed() == pytest.approx(passed), time


def test_what_happens_at_one_time_keeps_its_order_and_a_reset_is_one() -> None:
    time = 1.7e9
    clock = Ordered(lambda: time)
    told = [clock() for _ in range(50)]
    assert told == sorted(set(told))
    assert told[-1] == pytest.approx(time, abs=1e-3)
    time = 1.7e9 + 1
    assert clock() == time
    time = 5.0
    assert clock() == 5.0


def test_without_simulated_time_the_machine_measures(node: Node) -> None:
    import time

    assert elapsed_of(node.get_clock()) is time.monotonic


def test_with_simulated_time_the_clock_measures(simulated: Node) -> None:
    elapsed = elapsed_of(simulated.get_clock())
    set_time(simulated, 500.0)
    began = elapsed()
    set_time(simulated, 503.0)
    assert elapsed() - began == pytest.approx(3.0)


def test_a_reset_is_told_with_the_time_before_and_a_message_out_of_order_is_none(simulated: Node) -> None:
    told: list[tuple[float, float]] = []
    handle = on_reset(simulated, lambda before: told.append((before, now(simulated.get_clock()))))
    for time in (100.0, 130.5, 130.0, 131.0, 4.0, 5.0):
        set_time(simulated, time)
    assert told == [(pytest.approx(131.0), pytest.approx(4.0))]
    handle.unregister()


def test_a_steady_timer_goes_where_no_clock_is(simulated: Node) -> None:
    told = threading.Event()
    steady_timer(simulated, 0.01, told.set)
    stands = simulated.create_timer(0.01, lambda: pytest.fail('a timer of a clock that stands'))
    executor = SingleThreadedExecutor(context=simulated.context)
    executor.add_node(simulated)
    while not told.is_set():
        executor.spin_once(timeout_sec=1.0)
    assert not stands.is_ready()
    executor.shutdown()
