"""What the parts of a car say of themselves, as figures for Prometheus at the moment they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import psutil
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ipa_agents.cabin.events import Condition
from ipa_agents.cabin.roll_call import CAR_ITSELF, RollCall, part_of

__all__ = ['ConditionMetrics']

_LEVELS = ('ok', 'warn', 'error', 'stale')
_QUEUES = 'queues'  # the task whose values are lengths
_DROPPED = 'dropped_'
_PID = 'pid'
_VALUES = 50  # of one task that are looked at


class ConditionMetrics(Collector):
    """Nothing is kept here: a part that is gone is gone from the figures, too."""

    def __init__(self, roll_call: RollCall, clock: Callable[[], float]) -> None:
        self._roll_call = roll_call
        self._clock = clock

    def describe(self) -> Iterable[Metric]:
        """Nothing, so that nobody asks before the first part has spoken."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The level of each task, queues, drops, and the processes of the parts."""
        tasks = [task for task in self._roll_call.tasks(self._clock()) if task.hardware_id != CAR_ITSELF]
        yield self._levels(tasks)
        queues = GaugeMetricFamily('ipa_queue_length', 'What waits, by node', labels=('node', 'queue'))
        drops = CounterMetricFamily('ipa_dropped', 'What was not taken up, by node', labels=('node', 'reason'))
        for task in tasks:
            node = part_of(task.name)
            for key, number in _numbers(task.values):
                if task.name.endswith(f': {_QUEUES}'):
                    queues.add_metric((node, key.replace(' ', '_')), number)
                elif key.startswith(_DROPPED):
                    drops.add_metric((node, key.removeprefix(_DROPPED)), number)
        yield from (queues, drops)
        yield from _processes(tasks)

    @staticmethod
    def _levels(tasks: Iterable[Condition]) -> Metric:
        levels = GaugeMetricFamily(
            'ipa_node_level', 'How a node is: 0 ok, 1 warning, 2 error, 3 silent', labels=('node', 'task')
        )
        for task in tasks:
            name = task.name.partition(': ')[2]
            levels.add_metric((part_of(task.name), name), _LEVELS.index(task.level))
        return levels


def _numbers(values: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for key, value in list(values.items())[:_VALUES]:
        try:
            yield key, float(value)
        except ValueError:
            continue


def _processes(tasks: Iterable[Condition]) -> Iterator[Metric]:
    """Memory and processor time of the processes of this machine; one that nodes share bears all their names."""
    memory = GaugeMetricFamily('ipa_process_memory_bytes', 'Resident memory', labels=('nodes',))
    time = CounterMetricFamily('ipa_process_cpu_seconds', 'User and system time', labels=('nodes',))
    nodes: dict[int, set[str]] = {}
    for task in tasks:
        if task.level != 'stale' and task.values.get(_PID, '').isdecimal():
            nodes.setdefault(int(task.values[_PID]), set()).add(part_of(task.name))
    for pid, names in nodes.items():
        try:
            process = psutil.Process(pid)
            used, busy = process.memory_info().rss, process.cpu_times()
        except (psutil.Error, OverflowError):
            continue
        label = '+'.join(sorted(names))
        memory.add_metric((label,), used)
        time.add_metric((label,), busy.user + busy.system)
    yield from (memory, time)
