"""What happens in the cabin, as a conversation that people can read, in the language that is spoken."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from ipa_agents.assistant.car_words import describe
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Playing, Speech, Travelling
from ipa_agents.cabin.events import Event, Report, is_announcement
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language, language_of, primary_language
from ipa_agents.persona.persona import Persona
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.seats import DRIVER, Seat, is_seat
from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.touch import TOUCH, is_touch_turn

__all__ = ['Kind', 'Line', 'Transcript']

Kind = Literal['person', 'assistant', 'guidance', 'car', 'refusal', 'warning', 'note']

_LONGEST = 300
_OPEN_TURNS = 16  # of which the assistant has begun to speak; one that was killed never ends them
_DECLINED = 'confirmation'  # the rule by which the guard takes a no, or no yes, for an answer


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who speaks (empty for what the car does), and the text.

    One that `goes_on` is appended as it is to the line of its turn that came before; one that `is_open` may grow yet.
    `mind` says who understood what is answered, where that is known.
    """

    kind: Kind
    who: str
    text: str
    turn_id: str = ''
    goes_on: bool = False
    is_open: bool = False
    mind: str = ''

    def grown(self, part: 'Line') -> 'Line | None':
        """This line with `part` behind it; None when that does not go on with it."""
        if not (part.goes_on and self.is_open and (part.kind, part.turn_id) == (self.kind, self.turn_id)):
            return None
        return replace(self, text=self.text + part.text, is_open=part.is_open)


class Transcript:
    """Turns events into lines.

    What the car did is told once it has settled: when the assistant has finished, or what was touched is done.
    """

    def __init__(self, catalogue: Catalogue, persona: Persona) -> None:
        self._catalogue = catalogue
        self._persona = persona
        self._words = load_yaml(config_folder() / 'transcript.yaml', 'transcript').data
        self._language: Language = persona.languages[0]
        self._seat: Seat = DRIVER
        self._told: dict[str, Value] = {}
        self._now: dict[str, Value] = {}
        self._playing: tuple[Playing, Playing] | None = None
        self._travelling: Travelling | None = None
        self._begun: deque[str] = deque(maxlen=_OPEN_TURNS)

    def hear(self, event: Event) -> list[Line]:
        """The lines that `event` adds."""
        match event:
            case Utterance():
                return self._touched(event) if event.source == TOUCH else [*self.settled(), self._spoken(event)]
            case Speech():
                return self._said(event)
            case Outcome():
                is_over = event.status is Status.DONE and is_touch_turn(event.turn_id)
                return [*(self.settled() if is_over else ()), *self._decided(event)]
            case Report():
                self._now.update(self._functions(event))
                self._told = {**self._functions(event), **self._told}
            case Playing():
                self._playing = (self._playing[0] if self._playing else event, event)
            case Travelling():
                return list(self._guided(event))
        return []

    def settled(self) -> list[Line]:
        """What the car has done since it was last told."""
        changed = [path for path, value in self._now.items() if self._told[path] != value]
        listener = Listener(self._persona.wording(self._language), self._catalogue, self._seat)
        before = describe(listener, {path: self._told[path] for path in changed}, 'state')
        after = describe(listener, {path: self._now[path] for path in changed}, 'state')
        self._told = dict(self._now)
        clauses = [clause for clause in after if clause not in before]
        return [Line('car', '', clause) for clause in [*clauses, *self._played()]]

    def _functions(self, report: Report) -> dict[str, Value]:
        known = self._catalogue.signals
        return {
            signal.path: signal.value
            for signal in report.signals
            if signal.path in known and known[signal.path].is_actuator
        }

    def _touched(self, utterance: Utterance) -> list[Line]:
        """What comes of it is told, in the language of the page that was touched."""
        self._language = primary_language(utterance.locale, self._language)
        return []

    def _spoken(self, utterance: Utterance) -> Line:
        spoken = language_of(utterance.text, self._language)
        self._language = primary_language(utterance.locale, spoken) if utterance.locale else spoken
        self._seat = utterance.seat if is_seat(utterance.seat) else DRIVER  # type: ignore[assignment]
        is_person = utterance.source != 'media'
        who = self._words['seats'][self._seat] if is_person else self._words['loudspeaker']
        return Line('person', who[self._language], _shortened(utterance.text))

    def _said(self, speech: Speech) -> list[Line]:
        """The end of a sentence that was begun comes before what the car has done, since its beginning did."""
        is_begun = speech.turn_id in self._begun
        if is_begun and speech.is_last:
            self._begun.remove(speech.turn_id)
        elif not (is_begun or speech.is_last):
            self._begun.append(speech.turn_id)
        goes_on = is_begun and (speech.continues or not speech.text)
        kind: Kind = 'guidance' if is_announcement(speech) and not goes_on else 'assistant'
        name = self._persona.names[speech.language]
        line = Line(kind, name, speech.text, speech.turn_id, goes_on, is_open=not speech.is_last)
        said = [line] if speech.text or goes_on else []
        done = self.settled() if speech.is_last else []
        return [*said, *done] if goes_on else [*done, *said]

    def _decided(self, outcome: Outcome) -> Iterator[Line]:
        is_zh = self._language == 'zh'
        warnings = outcome.warnings_zh if is_zh else outcome.warnings
        reason = outcome.reason_zh if is_zh else outcome.reason
        if outcome.status is Status.DENIED and outcome.rule == _DECLINED:
            yield Line('note', '', reason)
        elif outcome.status is not Status.DONE:
            words = self._words['outcomes'][outcome.status.name][self._language]
            named = f'{words} ({outcome.rule})' if outcome.rule else words
            kind: Kind = 'warning' if outcome.status is Status.NEEDS_CONFIRMATION else 'refusal'
            yield Line(kind, '', f'{named}: {reason}' if reason else named)
        for warning in warnings:
            yield Line('warning', '', f'{self._words["outcomes"]["warning"][self._language]}: {warning}')

    def _played(self) -> Iterator[str]:
        if self._playing is None:
            return
        before, now = self._playing
        self._playing = (now, now)
        if (before.status, before.title) != (now.status, now.title):
            yield self._media(now.status, title=self._title(now))
        if before.volume != now.volume:
            yield self._media('volume', volume=f'{now.volume:.0f}')
        if before.is_muted != now.is_muted:
            yield self._media('muted' if now.is_muted else 'unmuted')

    def _title(self, playing: Playing) -> str:
        is_zh = self._language == 'zh'
        title = playing.title_zh if is_zh else playing.title
        artist = playing.artist_zh if is_zh else playing.artist
        return self._media('by', title=title, artist=artist) if artist else title

    def _media(self, key: str, **slots: Any) -> str:
        return str(self._words['media'][key][self._language].format(**slots))

    def _guided(self, now: Travelling) -> Iterator[Line]:
        before, self._travelling = self._travelling, now
        if before is None or _way(before) == _way(now):
            return
        place = now.trip.destination if now.trip else None
        name = (place.name_zh if self._language == 'zh' else place.name) if place else ''
        slots = {'place': name, 'km': f'{now.distance / 1000:.1f}', 'min': f'{now.duration / 60:.0f}'}
        yield Line('car', '', self._words['travel'][now.status][self._language].format(**slots))


def _way(travelling: Travelling) -> tuple[str, ...]:
    """What people take for another route; the rest changes all the time."""
    ends = (travelling.trip.destination,) if travelling.trip else ()
    return (travelling.status, *(place.place_id for place in (*ends, *travelling.stops)))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f'{text[:_LONGEST]}… [{len(text)}]'
