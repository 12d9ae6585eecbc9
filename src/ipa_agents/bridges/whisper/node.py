"""whisper_ros: what it writes becomes utterances of the seat that its microphone belongs to."""

from typing import Any

from ipa_agents.bridges.absent import run_with
from ipa_agents.bridges.interfaces import interface
from ipa_agents.bridges.microphones import MicrophoneNode
from ipa_agents.bridges.transcript import locale_from, transcription
from ipa_agents.errors import SetupError
from ipa_agents.language import LANGUAGES
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.parameters import declare, declare_topic
from ipa_agents.vehicle.seats import SEATS, is_seat

__all__ = ['WhisperBridge', 'main']

_LONGEST_WORK = 60.0
"""s; a transcription that claims to have taken longer is not believed."""


class WhisperBridge(MicrophoneNode):
    """One microphone, one seat; a seat that was not named has no rights, and nothing is heard."""

    def __init__(self) -> None:
        super().__init__('whisper_bridge')
        kind = interface('whisper_msgs/msg/Transcription')
        self._seat = declare(
            self, 'seat', '', f'that the microphone belongs to: {", ".join(SEATS)}; empty: none', read_only=True
        )
        self._locale = declare(self, 'locale', '', 'en or zh; empty: as the text shows', read_only=True)
        topic = declare_topic(self, 'topic', '/whisper/transcription', 'on which it writes')
        if self._seat and not is_seat(self._seat):
            raise SetupError(f'whisper_bridge: seat {self._seat!r} is none of {", ".join(SEATS)}')
        if self._locale and not locale_from(self._locale):
            raise SetupError(f'whisper_bridge: locale {self._locale!r} is none of {", ".join(LANGUAGES)}')
        self.health.lasting('deaf', '' if self._seat else 'the microphone has no seat: set the parameter seat')
        if self._seat:
            self.create_subscription(kind, topic, self._take, qos.UTTERANCES)

    def _take(self, message: Any) -> None:
        work = message.transcription_time
        spoken = now(self.get_clock()) - (work if 0 <= work <= _LONGEST_WORK else 0.0)
        if said := transcription(message.text, self._locale, spoken):
            self.hear('whisper', self._seat, said)
        else:
            self.health.count('no speech')


def main() -> int:
    """Run the node as a process."""
    return run_with('whisper_msgs', 'whisper_bridge', WhisperBridge)


if __name__ == '__main__':
    raise SystemExit(main())
