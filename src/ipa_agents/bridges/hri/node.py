"""ROS4HRI (REP-155): the voices that its recognisers hear become utterances, emotions go out as expressions."""

from typing import Any

from rclpy.subscription import Subscription
from rclpy.timer import Timer

import ipa_agents.msg as msg
from ipa_agents.bridges.absent import run_with
from ipa_agents.bridges.hri.faces import NEUTRAL, emotion, face_of_outcome, face_of_say
from ipa_agents.bridges.interfaces import interface
from ipa_agents.bridges.microphones import MicrophoneNode
from ipa_agents.bridges.topic_part import is_topic_part
from ipa_agents.bridges.transcript import ANY_VOICE, live_speech, seats_from
from ipa_agents.errors import SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header, now, seconds
from ipa_agents.nodes.parameters import declare
from ipa_agents.vehicle.seats import SEATS

__all__ = ['HriBridge', 'main']

_LINGER = 3.0
"""s that a voice is still listened to after it is tracked no more: its last words come when it has fallen silent."""
_HOLD = 4.0
"""s after which the face is neutral again."""
_MOST_VOICES = 32


class HriBridge(MicrophoneNode):
    """A voice speaks from the seat that `seats` gives it; one without a seat has no rights, and is not heard."""

    def __init__(self) -> None:
        super().__init__('hri_bridge')
        self._speech = interface('hri_msgs/msg/LiveSpeech')
        self._expression = interface('hri_msgs/msg/Expression')
        self._seats = seats_from(
            declare(
                self,
                'seats',
                '',
                f'of the voices: VOICE=SEAT, ... (* for any other voice); seats: {", ".join(SEATS)}',
                read_only=True,
            )
        )
        face = declare(self, 'face', 'driver', 'id of the driver below /humans/faces', read_only=True)
        if not is_topic_part(face):
            raise SetupError(f'hri_bridge: face {face!r} can be no id: letters, digits and _')
        self._voices = self.health.task('voices', 'all have seats')
        self._voices.lasting('deaf', '' if self._seats else 'no voice has a seat: set the parameter seats')
        self._heard: dict[str, Subscription] = {}
        self._tracked: frozenset[str] = frozenset()
        self._gone: dict[str, float] = {}
        for voice in self._seats.keys() - {ANY_VOICE}:
            self._listen(voice)
        tracked = interface('hri_msgs/msg/IdsList')
        self.create_subscription(tracked, '/humans/voices/tracked', self._track, qos.UTTERANCES)
        self.create_timer(1.0, self._leave)
        self._face = self.create_publisher(self._expression, '/robot_face/expression', qos.EVENTS)
        self._emotion = self.create_publisher(self._expression, f'/humans/faces/{face}/expression', qos.EVENTS)
        self._resting: Timer = self.create_timer(_HOLD, self._rest)
        self._resting.cancel()
        self.create_subscription(msg.Outcome, 'outcome', self._see_outcome, qos.EVENTS)
        self.create_subscription(msg.Say, 'say', self._hear_say, qos.EVENTS)
        self.create_subscription(msg.DriverState, 'driver/state', self._see_driver, qos.STATE)

    def _track(self, message: Any) -> None:
        ids = dict.fromkeys(message.ids)
        wrong = [voice for voice in ids if not is_topic_part(voice)]
        if wrong:
            self._voices.fault('unusable', f'{wrong[0][:40]!a} is no id of a voice')
        good = [voice for voice in ids if is_topic_part(voice)][:_MOST_VOICES]
        strangers = [voice for voice in good if voice not in self._seats]
        without = [] if ANY_VOICE in self._seats else strangers
        self._voices.lasting('no seat', f'{", ".join(without)}: not heard' if without else '', 'warn')
        if ANY_VOICE in self._seats:
            for voice in strangers:
                self._listen(voice)
        time = now(self.get_clock())
        # Recognisers with one microphone track nobody: who was never tracked is not gone.
        gone = dict.fromkeys(self._tracked & self._heard.keys(), time) | self._gone
        self._tracked = frozenset(good)
        self._gone = {voice: since for voice, since in gone.items() if voice not in self._tracked}
        self._voices.show({'tracked': len(good), 'listened to': len(self._heard)})

    def _listen(self, voice: str) -> None:
        if voice in self._heard:
            return
        topic = f'/humans/voices/{voice}/speech'
        self._heard[voice] = self.create_subscription(
            self._speech, topic, lambda message: self._take(voice, message), qos.UTTERANCES
        )

    def _leave(self) -> None:
        time = now(self.get_clock())
        for voice in [voice for voice, since in self._gone.items() if not 0 <= time - since < _LINGER]:
            del self._gone[voice]
            self.forget(voice)
            if voice not in self._seats:
                self.destroy_subscription(self._heard.pop(voice))

    def _take(self, voice: str, message: Any) -> None:
        # hri_msgs 2.0 called the field language.
        locale = message.locale if hasattr(message, 'locale') else message.language
        stamp = seconds(message.header.stamp)
        if said := live_speech(message.final, message.incremental, locale, message.confidence, stamp):
            self.hear(voice, self._seats.get(voice) or self._seats[ANY_VOICE], said)

    def _see_outcome(self, message: msg.Outcome) -> None:
        self._show(face_of_outcome(message.status))

    def _hear_say(self, message: msg.Say) -> None:
        self._show(face_of_say(message.expects_answer, message.priority == msg.Say.WARNING))

    def _see_driver(self, message: msg.DriverState) -> None:
        felt = emotion(message.valence, message.valence_confidence, message.arousal, message.arousal_confidence)
        if felt:
            self._emotion.publish(
                self._expression(
                    header=message.header, valence=felt.valence, arousal=felt.arousal, confidence=felt.confidence
                )
            )

    def _show(self, face: str) -> None:
        if face:
            self._publish_face(face)
            self._resting.reset()

    def _rest(self) -> None:
        self._resting.cancel()
        self._publish_face(NEUTRAL)

    def _publish_face(self, face: str) -> None:
        self._face.publish(self._expression(header=header(self.get_clock()), expression=face, confidence=1.0))


def main() -> int:
    """Run the node as a process."""
    return run_with('hri_msgs', 'hri_bridge', HriBridge)


if __name__ == '__main__':
    raise SystemExit(main())
