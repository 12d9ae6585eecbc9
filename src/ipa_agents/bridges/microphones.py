"""What the bridges of speech share: transcripts of voices become utterances of seats."""

import uuid

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.bridges.transcript import Transcript, usable_confidence
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import now, utterance_message
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.seats import Seat

__all__ = ['MicrophoneNode']

_SKEW = 10.0
"""s that a stamp may be off before it is said: the assistant drops what is older."""


class MicrophoneNode(Node):
    """Publishes `utterance` as from a microphone; the parts of one sentence have one id."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.health = Health(self)
        self._utterances = self.create_publisher(msg.Utterance, 'utterance', qos.UTTERANCES)
        self._begun: dict[str, tuple[str, str]] = {}

    def hear(self, voice: str, seat: Seat, said: Transcript) -> None:
        """Publish what `voice` said from `seat`; what is odd about it is said on /diagnostics."""
        utterance_id, before = self._begun.get(voice) or (str(uuid.uuid4()), '')
        if said.text == before and not said.is_final:
            return  # listeners keep the newest ten: what says nothing new must not push a sentence out
        self._begun[voice] = utterance_id, said.text
        time = now(self.get_clock())
        if usable_confidence(said.confidence) != said.confidence:
            self.health.fault('unusable', f'a confidence of {said.confidence:g} of voice {voice}')
        if said.stamp and abs(said.stamp - time) > _SKEW:
            self.health.fault('clock', f'voice {voice} is stamped {said.stamp - time:+.0f} s from now')
        self.health.count('heard' if said.is_final else 'partial')
        if said.is_final:
            self.forget(voice)
        self._utterances.publish(
            utterance_message(
                Utterance(
                    utterance_id=utterance_id,
                    seat=seat,
                    text=said.text,
                    locale=said.locale,
                    stamp=said.stamp or time,
                    source='microphone',
                    confidence=usable_confidence(said.confidence),
                    is_final=said.is_final,
                )
            )
        )

    def forget(self, voice: str) -> None:
        """What `voice` says next begins a new sentence."""
        self._begun.pop(voice, None)
