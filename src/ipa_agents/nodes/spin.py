"""How a node runs: an executor of its own in a thread of its own, ended in order by SIGINT or SIGTERM."""

import asyncio
import faulthandler
import gc
import inspect
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

import rclpy
from rclpy.executors import ExternalShutdownException, SingleThreadedExecutor
from rclpy.lifecycle import LifecycleNode
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from ipa_agents.errors import IpaError
from ipa_agents.nodes.leaving import End, Turn, on_leash

__all__ = ['END_WITHIN', 'LoopThread', 'Spinner', 'ending', 'run']

END_WITHIN = 10  # s

T = TypeVar('T')


class Spinner:
    """Spins one node until it is stopped; what a callback raises is logged, and the node goes on."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._executor = SingleThreadedExecutor(context=node.context)
        self._executor.add_node(node)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._spin, name=f'spin {node.get_name()}')

    def start(self) -> None:
        """Begin to spin; a lifecycle node with the parameter `autostart` is configured and activated."""
        self._thread.start()
        if isinstance(self.node, LifecycleNode) and self.node.get_parameter('autostart').value:
            self.node.trigger_configure()
            self.node.trigger_activate()

    def stop(self) -> None:
        """End the thread and destroy the node; returns when both are gone."""
        self._ends.set()
        self._executor.create_task(lambda: None)
        self._thread.join()
        self._executor.shutdown()
        self.node.destroy_node()

    def _spin(self) -> None:
        while not self._ends.is_set() and self.node.context.ok():
            try:
                self._executor.spin_once(timeout_sec=1.0)
            except ExternalShutdownException:
                return
            except Exception as error:  # noqa: BLE001 - a node survives every fault of one message
                if not self._ends.is_set():
                    self.node.get_logger().error(f'{type(error).__name__}: {error}', throttle_duration_sec=1.0)


class LoopThread:
    """An asyncio loop in a thread of its own, for nodes whose work waits for several things at once."""

    def __init__(self, name: str, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.loop = loop or asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=name)

    def start(self) -> None:
        """Begin to run the loop."""
        self._thread.start()

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        """Run `function` in the loop, soon; from any thread."""
        self.loop.call_soon_threadsafe(function, *arguments)

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine in the loop; from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def stop(self) -> None:
        """Cancel what still runs, end the loop, and wait for its thread; nothing when it was never started."""
        if not self._thread.is_alive():
            return
        self.submit(self._cancel_all()).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _cancel_all(self) -> None:
        # One that has not begun is let begin: cancelled before, it never awaits what it was given, as Python complains.
        while any(map(_is_to_begin, tasks := _others())):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _others() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def _is_to_begin(task: asyncio.Task[Any]) -> bool:
    work = task.get_coro()
    return inspect.iscoroutine(work) and inspect.getcoroutinestate(work) == inspect.CORO_CREATED


def run(factory: Callable[[], Node], args: list[str] | None = None) -> int:
    """Run one node as a process until SIGINT or SIGTERM; the exit status, 2 when the node cannot start."""
    end = End()
    try:
        rclpy.init(args=args, signal_handler_options=SignalHandlerOptions.NO)
    except RuntimeError as error:  # of rcl: an argument, or a parameter file, that cannot be read
        print(error, file=sys.stderr)
        return 2
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.tell())
    on_leash(end.tell)
    try:
        node = factory()
        turn = Turn(node)
        spinner = Spinner(node)
    except IpaError as error:
        print(error, file=sys.stderr)
        rclpy.try_shutdown()
        return 2
    # What a node has read at its start lives as long as it does: a collection that looks at all of it takes 15 ms.
    gc.collect()
    gc.freeze()
    spinner.start()
    while not end.wait(1.0) and rclpy.ok():
        pass
    turn.wait()
    gc.unfreeze()  # else what C libraries gave is never given back, and they complain
    with ending():
        spinner.stop()
        rclpy.try_shutdown()
    return 0


@contextmanager
def ending() -> Iterator[None]:
    """A part of the shutdown that ends the process when it takes longer than END_WITHIN seconds.

    On a busy machine Fast DDS may never return from destroying a participant, and holds the interpreter meanwhile:
    only something outside of the interpreter can end the process then.
    """
    faulthandler.dump_traceback_later(END_WITHIN, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
