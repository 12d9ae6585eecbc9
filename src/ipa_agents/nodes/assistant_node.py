"""The assistant as a node: utterances, outcomes and the car's state in; speech, proposals and a trace out."""

import json
from collections.abc import Mapping
from typing import Any

from rclpy.node import Node
from std_msgs.msg import Header

import ipa_agents.msg as msg
from ipa_agents.assistant.assistant import Assistant, Manners, Ports
from ipa_agents.assistant.ports import Playing, Speech, Travelling
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.mode import load_modes
from ipa_agents.nodes import qos
from ipa_agents.nodes.clock_loop import make_loop
from ipa_agents.nodes.clocks import on_reset, steady_timer
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.messages import (
    header,
    now,
    outcome_from,
    proposal_message,
    seconds,
    signals_from,
    utterance_from,
)
from ipa_agents.nodes.model_link import ModelLink
from ipa_agents.nodes.navigation_client import NavigationClient
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.people import PeopleLink
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.nodes.state_messages import playing_from, travelling_from
from ipa_agents.nodes.trip_messages import held_from
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Proposal
from ipa_agents.vehicle.signals import SignalStore, SignalView

__all__ = ['AssistantNode', 'main']


_REPORT_DELAY = 0.01  # s, more than a sentence usually takes to become a proposal


class AssistantNode(Node):
    """All of the assistant's work is done in one asyncio loop.

    The callbacks of ROS hand over to it what it must act upon, and keep what the car reports.
    """

    def __init__(self) -> None:
        super().__init__('assistant')
        self.health = Health(self)
        Memory(self, self.health).begin_afresh('what was spoken of before is forgotten')
        self._guarded = self.health.task('guard', 'listens to proposals')
        self._queues = self.health.task('queues', 'bounded')
        self._loop = LoopThread('assistant loop', make_loop(self.get_clock()))
        self._signal_age = self._seconds('signal_age_s', 5.0, 'after which a value that nobody repeats is not known')
        self._signals = SignalStore()
        self._playing: Playing | None = None
        self._travelling: Travelling | None = None
        self._trip: HeldTrip | None = None
        self._proposals = self.create_publisher(msg.Proposal, 'proposal', qos.EVENTS)
        self._speech = self.create_publisher(msg.Say, 'say', qos.EVENTS)
        self._trace = self.create_publisher(msg.TurnEvent, 'trace', qos.TRACE)
        self._people = PeopleLink(self, self.health)
        self._assistant, self._models = self._build()
        self._listen()
        steady_timer(self, 1.0, lambda: self._loop.call(self._show_health))
        self._reset = on_reset(self, self._begin_anew)
        self._loop.start()
        self._models.start(self._loop)
        self._loop.call(self._people.look)

    def destroy_node(self) -> None:
        """End the loop, then the node."""
        self._loop.stop()
        super().destroy_node()

    @property
    def signals(self) -> SignalView:
        """The newest value of every signal that was reported lately: of a part that is silent nothing is known."""
        return self._signals.since(self.now() - self._signal_age)

    @property
    def playing(self) -> Playing | None:
        """What the media player does."""
        return self._playing

    @property
    def travelling(self) -> Travelling | None:
        """The route that is driven."""
        return self._travelling

    @property
    def trip(self) -> HeldTrip | None:
        """The trip of several stops."""
        return self._trip

    def is_there(self) -> bool:
        """Whether a guard listens to proposals."""
        return bool(self._proposals.get_subscription_count())

    def propose(self, proposal: Proposal) -> None:
        """Send a proposal to the guard."""
        self._proposals.publish(proposal_message(proposal))

    def say(self, speech: Speech) -> None:
        """Say something in the car."""
        self._speech.publish(
            msg.Say(
                header=header(self.get_clock()),
                turn_id=speech.turn_id,
                sequence=speech.sequence,
                text=speech.text,
                locale=speech.language,
                seat=speech.seat,
                continues=speech.continues,
                is_last=speech.is_last,
                expects_answer=speech.expects_answer,
                priority=int(speech.priority),
            )
        )

    def event(self, turn_id: str, stage: str, detail: Mapping[str, Any], elapsed_ms: float) -> None:
        """Report a stage of a turn: a moment later, so that the report does not delay the turn."""
        stamp = header(self.get_clock())
        self._loop.loop.call_later(_REPORT_DELAY, self._report, stamp, turn_id, stage, detail, elapsed_ms)

    def now(self) -> float:
        """Seconds of the node's clock."""
        return now(self.get_clock())

    def elapsed(self) -> float:
        """Seconds of a clock that never jumps back."""
        return self._loop.loop.time()

    def _build(self) -> tuple[Assistant, ModelLink]:
        name = declare(self, 'persona', 'juno', 'a file of config/personas, or the path of one', read_only=True)
        manners = Manners(
            always_listening=declare(
                self, 'always_listening', False, 'whether a microphone needs no wake phrase', read_only=True
            ),
            follow_up=self._seconds('follow_up_s', 8.0, 'after an answer, in which its seat needs no wake phrase'),
            hesitation=self._seconds('hesitation_s', 0.7, 'after which a slow tool is acknowledged'),
            thinking=self._seconds('thinking_s', 1.5, 'after which a slow model is acknowledged'),
            guard_patience=self._seconds('guard_timeout_s', 4.0, 'in which the guard must show a sign of life'),
            turn_limit=self._seconds('turn_timeout_s', 20.0, 'that a brain may think without a sign of life'),
        )
        load_modes().check_silence(manners.turn_limit)
        persona, catalogue, agents = load_persona(name), load_catalogue(), load_agents()
        models = ModelLink(self, self.health, persona, catalogue, agents)
        places = NavigationClient(self, self._seconds('search_timeout_s', 8.0, 'to wait for navigation'))
        memories = self._people.memories
        ports = Ports(guard=self, speaker=self, places=places, car=self, tracer=self, clock=self, memories=memories)
        return Assistant(persona, catalogue, models.minds, agents, ports, manners), models

    def _seconds(self, name: str, default: float, description: str) -> float:
        return float(declare(self, name, default, f's {description}', minimum=0.1, maximum=600.0, read_only=True))

    def _listen(self) -> None:
        self.create_subscription(msg.Utterance, 'utterance', self._on_utterance, qos.UTTERANCES)
        self.create_subscription(msg.SignalArray, 'signals', self._on_signals, qos.SIGNALS)
        self.create_subscription(msg.MediaState, 'media/state', self._on_media, qos.STATE)
        self.create_subscription(msg.NavigationState, 'navigation/state', self._on_navigation, qos.STATE)
        self.create_subscription(msg.Trip, 'navigation/trip', self._on_trip, qos.STATE)
        # Last, since an executor takes the older subscription first: the state says what an outcome has done.
        self.create_subscription(msg.Outcome, 'outcome', self._on_outcome, qos.EVENTS)
        self.create_subscription(msg.TurnEvent, 'trace', self._on_trace, qos.TRACE)

    def _begin_anew(self, before: float) -> None:
        """What is known of the car holds as if it was told just now, until it is told anew."""
        self._signals = SignalStore(self._signals.since(before - self._signal_age), self.now())
        self._loop.call(self._assistant.begin_anew)

    def _on_utterance(self, message: msg.Utterance) -> None:
        self._loop.call(self._assistant.hear, utterance_from(message))

    def _on_outcome(self, message: msg.Outcome) -> None:
        try:
            outcome = outcome_from(message)
        except ValueError as error:
            self.health.fault('outcomes malformed', str(error))
            return
        self._loop.call(self._assistant.outcome, outcome)

    def _on_trace(self, message: msg.TurnEvent) -> None:
        """The guard's notes show that it works on a proposal."""
        if message.stage != 'guard':
            return
        try:
            proposal_id = json.loads(message.detail)['proposal']
        except (ValueError, KeyError, TypeError):
            return
        self._loop.call(self._assistant.in_hand, str(proposal_id))

    def _on_signals(self, message: msg.SignalArray) -> None:
        self._signals.update(signals_from(message), min(seconds(message.header.stamp), self.now()))

    def _on_media(self, message: msg.MediaState) -> None:
        self._playing = playing_from(message)

    def _on_navigation(self, message: msg.NavigationState) -> None:
        self._travelling = travelling_from(message)

    def _on_trip(self, message: msg.Trip) -> None:
        self._trip = held_from(message)

    def _report(self, stamp: Header, turn_id: str, stage: str, detail: Mapping[str, Any], elapsed_ms: float) -> None:
        self._trace.publish(
            msg.TurnEvent(
                header=stamp,
                turn_id=turn_id,
                node=self.get_name(),
                stage=stage,
                detail=json.dumps(detail, ensure_ascii=False, default=str),
                elapsed_ms=elapsed_ms,
            )
        )

    def _show_health(self) -> None:
        """In the loop, as all that changes what is shown."""
        self.health.show(dict(self._assistant.counts))
        self._queues.show(self._assistant.queues)
        self._models.show()
        self._people.look()
        self._guarded.lasting('missing', '' if self.is_there() else 'nobody listens to proposals')


def main() -> int:
    """Run the node until it is told to end."""
    return run(AssistantNode)


if __name__ == '__main__':
    raise SystemExit(main())
