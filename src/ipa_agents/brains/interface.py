"""The one interface of all brains: a sentence and its context in, steps out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from ipa_agents.language import Language
from ipa_agents.vehicle.seats import DRIVER, Seat
from ipa_agents.vehicle.signals import Value

__all__ = [
    'GUESS',
    'SURE',
    'Act',
    'Brain',
    'Call',
    'Context',
    'Dialogue',
    'Domain',
    'Entry',
    'Hands',
    'Interpretation',
    'Move',
    'Option',
    'Pending',
    'Sentence',
    'Step',
    'Talk',
    'Talker',
    'Used',
]


class Domain(StrEnum):
    """What a command is about."""

    VEHICLE = 'vehicle'
    MEDIA = 'media'
    NAVIGATION = 'navigation'
    CHARGING = 'charging'
    PHONE = 'phone'
    MESSAGE = 'message'
    WEATHER = 'weather'
    CALENDAR = 'calendar'
    DIAGNOSTICS = 'diagnostics'
    SMALLTALK = 'smalltalk'
    NONE = 'none'


class Act(StrEnum):
    """What a step wants: do, ask back, tell, decline, or stay silent."""

    ACT = 'act'
    ASK = 'ask'
    INFORM = 'inform'
    REFUSE = 'refuse'
    IGNORE = 'ignore'


GUESS = 0.5
"""The confidence from which on something may be done where nobody knows better."""
SURE = 0.9
"""The confidence from which on nobody else need be asked."""

Move = Literal['yes', 'no', 'stop', 'cancel', 'repeat', 'choose', 'thanks', 'wake']


@dataclass(frozen=True, slots=True)
class Call:
    """A tool and its arguments.

    Acting tools become proposals: set_signals {"signals": {path: value}}; control_media {"action", "query", "kind",
    "artist", "position", "volume", "mode"}; navigate {"action", "place", "preference", "alternative", "avoid",
    "avoid_roads", "via"}, where "place" and "via" are {"query", "kind", "cuisine", "nearest"} until a search made them
    {"place_id", "name", "latitude", ...}. Reading tools never reach the guard: read_signals {"paths": [...]},
    search_places, plan_route, read_media, read_route, with the arguments of config/tools.
    """

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a sentence asks for, in the order of the sentence.

    `topic` names the phrase of a step without a call, or refines one with it (see config/phrases); `slots` fill it.
    `move` is a step of the dialogue itself; with "choose", slots["index"] counts from 0 (-1: the last).
    `text` is the part of the sentence that it came from.
    """

    domain: Domain
    act: Act
    call: Call | None = None
    topic: str = ''
    slots: Mapping[str, Any] = field(default_factory=dict)
    move: Move | None = None
    text: str = ''


@dataclass(frozen=True, slots=True)
class Interpretation:
    """All steps of a sentence. `confidence` 0..1: below GUESS nothing may be done on its strength.

    `caught` are the words or functions that were recognised in a sentence that as a whole was not understood.
    """

    steps: tuple[Step, ...]
    confidence: float
    brain: str
    caught: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether it may be acted upon where nobody knows better."""
        return self.confidence >= GUESS

    @property
    def is_sure(self) -> bool:
        """Whether nobody else need be asked about what was understood."""
        return self.confidence >= SURE

    @property
    def is_whole(self) -> bool:
        """Whether no part of the sentence was left over."""
        return all(step.topic != 'not_understood' for step in self.steps)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said, in which language, from which seat."""

    text: str
    language: Language
    seat: Seat = DRIVER


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things offered for a choice; `arguments` complete the call that waits for it."""

    label: str
    label_zh: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pending:
    """A question of the assistant that is still open.

    confirm: the guard's challenge, answered by yes or no; choose: one of the options; clarify: `call` lacks `slot`;
    offer: yes does `call`; open: a talker asked it in its own words, and only a talker makes something of the answer.
    """

    kind: Literal['confirm', 'choose', 'clarify', 'offer', 'open']
    call: Call | None = None
    slot: str = ''
    challenge_id: str = ''
    seat: Seat = DRIVER


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What the conversation is about now.

    `focus` are the acting calls of the last turn that had any, with the values before them in `before`
    (so that "no, the passenger side" can move them); `options` the last list that was offered; `asked` the
    paths that the last question was about ("is the window open? close it"); `last` the last step of the last turn.
    """

    focus: tuple[Call, ...] = ()
    before: Mapping[str, Value] = field(default_factory=dict)
    focus_domain: Domain = Domain.NONE
    options: tuple[Option, ...] = ()
    pending: Pending | None = None
    last_said: str = ''
    asked: tuple[str, ...] = ()
    last: Step | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the conversation with one seat; `number` counts them for ever, so that older ones can be cut.

    user and assistant: what was said; tool: what became of a call, as short JSON that a model may be shown.
    """

    number: int
    role: Literal['user', 'assistant', 'tool']
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a brain may know: the car's signals, the dialogue, the conversation so far, the time in s since 1970.

    `media` and `route` say in a few words what plays and where the car is led; `question` is the open question as it
    was put; `notes` are what people asked to be remembered.
    """

    signals: Mapping[str, Value] = field(default_factory=dict)
    dialogue: Dialogue = Dialogue()
    history: tuple[Entry, ...] = ()
    now: float = 0.0
    media: str = ''
    route: str = ''
    question: str = ''
    notes: tuple[str, ...] = ()


class Brain(Protocol):
    """Understands sentences. Implementations must not block the event loop for long, and end when cancelled."""

    name: str

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        """The steps of `sentence`; an interpretation of low confidence when it is not understood."""
        ...


@dataclass(frozen=True, slots=True)
class Used:
    """What came of a call of a talker.

    `data` is what a model may be shown of it: an error is data too, {"error": ..., "hint": ...}. `is_settled`: people
    are told of it by the assistant, and nothing is left to do. `is_trusted` is False where it holds words of strangers.
    """

    data: Mapping[str, Any]
    is_settled: bool
    is_trusted: bool = True


class Hands(Protocol):
    """What a talker may do during one turn. Each method waits until the turn is its own (the reflex has passed)."""

    async def use(self, agent: str, call: Call) -> Used:
        """Do a call for an agent, acting ones through the guard; never raises for what the model got wrong."""
        ...

    async def say(self, text: str, *, continues: bool = False) -> None:
        """Say `text` now; it goes on with the sentence begun last when it `continues`."""
        ...

    def pulse(self) -> None:
        """Show a sign of life of a model that thinks, and so has nothing to do or to say yet."""
        ...

    def trace(self, stage: str, **detail: Any) -> None:
        """Report a stage of the turn."""
        ...


@dataclass(frozen=True, slots=True)
class Talk:
    """What a talker made of a sentence: its calls as steps, and what it said in its own words.

    `fault` says why it ended early: unreachable, slow, nonsense, refused, or steps (too many); empty when it did not.
    """

    steps: tuple[Step, ...] = ()
    said: str = ''
    fault: str = ''


class Talker(Protocol):
    """A brain that acts and speaks by itself while it thinks. Ends at once when cancelled."""

    name: str

    @property
    def is_ready(self) -> bool:
        """Whether there is a model that may answer now."""
        ...

    @property
    def was_there(self) -> bool:
        """Whether a model has ever answered: only then do people miss it when it is away."""
        ...

    async def talk(self, sentence: Sentence, context: Context, hands: Hands) -> Talk:
        """Answer `sentence` by means of `hands`."""
        ...

    def judged(self, fault: str) -> None:
        """Hear what became of the last talk: its fault, which may be that nobody waited any longer; empty if none."""
        ...
