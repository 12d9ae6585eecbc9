"""The people's side of a car that runs: they speak, and they hear and see all that comes back."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.cabin.events import Event, Report
from ipa_agents.cabin.stages import stage_from
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import RESET, elapsed_of, on_reset
from ipa_agents.nodes.conditions import hear_conditions
from ipa_agents.nodes.event_messages import speech_from
from ipa_agents.nodes.messages import (
    now,
    outcome_from,
    seconds,
    signal_array,
    signals_from,
    utterance_from,
    utterance_message,
)
from ipa_agents.nodes.parameters import overrides
from ipa_agents.nodes.state_messages import playing_from, travelling_from
from ipa_agents.nodes.trip_messages import held_from
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['CabinNode']

_OWNERS = ('simulator', 'hvac', 'body', 'media', 'navigation')


class CabinNode(Node):
    """Gives every event to `hear`, in the thread that spins the node; all other methods may be called from any."""

    def __init__(
        self, hear: Callable[[Event], None], name: str = 'cabin', parameters: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(name, parameter_overrides=overrides(parameters))
        self._hear = hear
        self._heard_at = 0.0
        self._elapsed = elapsed_of(self.get_clock())
        self._reset = on_reset(self, self._begin_anew)
        self._owners: set[str] = set()
        self._utterances = self.create_publisher(msg.Utterance, 'utterance', qos.UTTERANCES)
        self._conditions = self.create_publisher(msg.SignalArray, 'simulator/command', qos.COMMANDS)
        self._subscribe(msg.Utterance, 'utterance', qos.UTTERANCES, utterance_from)
        self._subscribe(msg.MediaState, 'media/state', qos.STATE, playing_from)
        self._subscribe(msg.NavigationState, 'navigation/state', qos.STATE, travelling_from)
        self._subscribe(msg.Trip, 'navigation/trip', qos.STATE, held_from)
        self._subscribe(msg.SignalArray, 'signals', qos.SIGNALS, self._report_from)
        # Last, since an executor takes the older subscription first: what is said tells of what has happened.
        self._subscribe(msg.Outcome, 'outcome', qos.EVENTS, outcome_from)
        self._subscribe(msg.Say, 'say', qos.EVENTS, speech_from)
        self._subscribe(msg.TurnEvent, 'trace', qos.TRACE, stage_from)
        hear_conditions(self, hear)

    def now(self) -> float:
        """Seconds of the node's clock; a simulated one that lags behind another node's is not before what was heard."""
        time = now(self.get_clock())
        return self._heard_at if 0 < self._heard_at - time < RESET else time

    def elapsed(self) -> float:
        """Seconds of that clock, which never jump back."""
        return self._elapsed()

    def say(self, utterance: Utterance) -> None:
        """Let everybody hear it."""
        self._utterances.publish(utterance_message(utterance))

    def inject(self, signals: Iterable[Signal]) -> None:
        """Write conditions into the simulated car."""
        self._conditions.publish(signal_array(self.get_clock(), self.get_name(), signals))

    def absent(self) -> tuple[str, ...]:
        """The parts of the car that do not hear or have not reported yet; empty when all are there."""
        listeners = {info.node_name for info in self.get_subscriptions_info_by_topic('utterance')}
        minds = [name for name in ('guard', 'assistant') if name not in listeners]
        parts = [*(name for name in _OWNERS if name not in self._owners), *minds]
        is_heard = self._utterances.get_subscription_count() >= len(listeners)
        return tuple(parts) if parts or is_heard else ('assistant',)

    def reporting(self) -> frozenset[str]:
        """The devices that have reported; a node that was killed stands in the graph for a while, but is silent."""
        return frozenset(self._owners)

    def _begin_anew(self, before: float) -> None:
        """What was heard was in a time that has not come yet."""
        self._heard_at = 0.0

    def _subscribe(self, kind: type, topic: str, profile: Any, convert: Callable[[Any], Event]) -> None:
        is_simulated = self.get_clock().ros_time_is_active

        def hear(message: Any) -> None:
            if is_simulated:
                self._heard_at = max(seconds(message.header.stamp), self._heard_at)
            self._hear(convert(message))

        self.create_subscription(kind, topic, hear, profile)

    def _report_from(self, message: msg.SignalArray) -> Report:
        if message.signals:  # a device that does not know anything yet is not there yet
            self._owners.add(message.source)
        return Report(message.source, signals_from(message))
