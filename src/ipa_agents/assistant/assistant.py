"""The assistant as a whole: what is heard becomes turns, and turns become answers."""

import asyncio
import uuid
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ipa_agents.assistant.attention import Attention, Heard, Settings, Verdict, load_stop_words
from ipa_agents.assistant.chat_log import ChatLog, UserSaid
from ipa_agents.assistant.desk import Desk, World
from ipa_agents.assistant.exchange import Exchange
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.manners import Manners
from ipa_agents.assistant.notebook import Notebook
from ipa_agents.assistant.people import People
from ipa_agents.assistant.ports import Car, Clock, Guard, Memories, Places, Speaker, Speech, Tracer
from ipa_agents.assistant.questions import Questions
from ipa_agents.assistant.scopes import Scopes
from ipa_agents.assistant.throttle import Throttle
from ipa_agents.assistant.turn import Conversation, Turn
from ipa_agents.assistant.voice import Voice
from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.choice import Minds
from ipa_agents.brains.interface import Sentence
from ipa_agents.language import Language, language_of, primary_language
from ipa_agents.persona.persona import Persona
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Outcome, Utterance
from ipa_agents.vehicle.seats import DRIVER, SEATS, Seat

__all__ = ['Assistant', 'Manners', 'Ports']

# Older turns of one seat whose outcomes are still awaited.
_FINISHING = 4
# A question keeps the microphone of its seat open for so many s.
_QUESTION_WINDOW = 20.0


@dataclass(frozen=True)
class Ports:
    """The assistant's ways to the world."""

    guard: Guard
    speaker: Speaker
    places: Places
    car: Car
    tracer: Tracer
    clock: Clock
    memories: Memories


@dataclass
class _SeatState:
    conversation: Conversation = field(default_factory=Conversation)
    throttle: Throttle[tuple[Utterance, Heard]] = field(default_factory=Throttle)
    current: tuple[Turn, asyncio.Task[None]] | None = None
    finishing: deque[tuple[Turn, asyncio.Task[None]]] = field(default_factory=deque)

    def running(self) -> list[tuple[Turn, asyncio.Task[None]]]:
        """The turns that still run."""
        current = [self.current] if self.current else []
        return [(turn, task) for turn, task in (*self.finishing, *current) if not task.done()]

    def finish(self, turn: Turn, task: asyncio.Task[None]) -> None:
        """That turn goes on by itself; of too many the oldest ends."""
        self.finishing = deque(other for other in self.finishing if not other[1].done())
        self.finishing.append((turn, task))
        if len(self.finishing) > _FINISHING:
            self.finishing.popleft()[1].cancel()


class Assistant:
    """Lives in one asyncio loop; `hear` and `outcome` are called there and return at once.

    `counts` and `queues` are for diagnostics.
    """

    def __init__(
        self,
        persona: Persona,
        catalogue: Catalogue,
        minds: Minds,
        agents: Sequence[AgentSpec],
        ports: Ports,
        manners: Manners,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._persona = persona
        self._catalogue = catalogue
        self._minds = minds
        self._agents = agents
        self._ports = ports
        self._attention = Attention(
            Settings(persona.wake, load_stop_words(), manners.always_listening, manners.follow_up)
        )
        self._exchange = Exchange(ports.guard)
        self._world = World(
            self._exchange,
            ports.places,
            ports.car,
            ports.clock,
            ports.tracer,
            ChatLog(),
            Notebook(),
            People(ports.memories),
            manners,
        )
        self._scopes = Scopes(catalogue)
        self._seats: dict[Seat, _SeatState] = {seat: _SeatState() for seat in SEATS}

    @property
    def queues(self) -> Mapping[str, int]:
        """How much waits at the moment; all of it is bounded."""
        seats = self._seats.values()
        return {
            'turns_running': sum(len(state.running()) for state in seats),
            'proposals_waiting': len(self._exchange),
            'questions_open': sum(len(state.conversation.questions) for state in seats),
            'log_entries': len(self._world.log),
        }

    def hear(self, utterance: Utterance) -> None:
        """Take up an utterance, or drop it and count why."""
        heard = self._attention.hear(utterance, self._ports.clock.now())
        if heard.verdict is Verdict.DROP:
            self.counts[f'dropped_{heard.reason}'] += 1
        elif heard.verdict is Verdict.STOP:
            self._stop(utterance, heard)
        else:
            self._admit(utterance, heard)

    def outcome(self, outcome: Outcome) -> None:
        """Give an outcome to whoever waits for it; one that comes too late is only counted, never spoken."""
        if not self._exchange.take(outcome):
            self.counts['outcomes_unclaimed'] += 1

    def in_hand(self, proposal_id: str) -> None:
        """The guard has let it be seen that it works on that proposal."""
        self._exchange.in_hand(proposal_id)

    def begin_anew(self) -> None:
        """Time has jumped back: turns end unheard, and no question of before can be answered any more."""
        for state in self._seats.values():
            for turn, task in state.running():
                self._break_off(turn, task)
            state.conversation.questions.clear()
        self._attention.close()

    def _admit(self, utterance: Utterance, heard: Heard) -> None:
        state = self._seats[utterance.seat]  # type: ignore[index]
        now = self._ports.clock.elapsed()
        was_waiting = state.throttle.is_waiting
        admitted, lost = state.throttle.offer((utterance, heard), now)
        if lost is not None:
            self.counts['dropped_flood'] += 1
        if admitted is not None:
            self._begin(*admitted)
        elif not was_waiting:
            asyncio.get_running_loop().call_later(max(state.throttle.wait(now), 0.01), self._release, state)

    def _release(self, state: _SeatState) -> None:
        now = self._ports.clock.elapsed()
        waited = state.throttle.release(now)
        if waited is not None:
            self._begin(*waited)
        elif state.throttle.is_waiting:
            asyncio.get_running_loop().call_later(max(state.throttle.wait(now), 0.01), self._release, state)

    def _begin(self, utterance: Utterance, heard: Heard) -> None:
        """Begin a turn; an older one of the seat goes on quietly if the guard has its wish already, else it ends."""
        state = self._seats[utterance.seat]  # type: ignore[index]
        self.counts['turns'] += 1
        desk = self._desk(utterance, heard)
        voice = Voice(desk, _Listening(self._ports, self._attention))
        self._supersede(state)
        if heard.verdict is not Verdict.ATTEND:
            key = {Verdict.WAKE: 'wake', Verdict.REPEAT: 'again', Verdict.TOO_LONG: 'too_long'}[heard.verdict]
            voice.say(desk.listener.wording(key), is_last=True, expects_answer=heard.verdict is not Verdict.TOO_LONG)
            return
        turn = Turn(
            desk=desk,
            voice=voice,
            minds=self._minds,
            scopes=self._scopes,
            agents=self._agents,
            conversation=state.conversation,
            answerable=self._answerable(desk.listener.seat),
            is_asked_elsewhere=any(self._challenged(seat) for seat in SEATS if seat != desk.listener.seat),
            sentence=Sentence(heard.text, self._language(utterance), desk.listener.seat),
            is_addressed=heard.reason != 'always_listening',
        )
        task = asyncio.get_running_loop().create_task(turn.run(), name=desk.turn_id)
        task.add_done_callback(turn.end)
        state.current = turn, task

    def _desk(self, utterance: Utterance, heard: Heard) -> Desk:
        listener = Listener(
            self._persona.wording(self._language(utterance)),
            self._catalogue,
            utterance.seat,  # type: ignore[arg-type]
        )
        desk = Desk(self._world, uuid.uuid4().hex, utterance, listener, self._ports.clock.elapsed())
        text = utterance.text[: self._attention.settings.longest]
        desk.trace(
            'heard', utterance_id=utterance.utterance_id, seat=utterance.seat, text=text, source=utterance.source
        )
        desk.trace('attention', verdict=heard.verdict, reason=heard.reason)
        self._world.log.add(UserSaid(desk.now, desk.turn_id, listener.seat, heard.text))
        return desk

    def _answerable(self, seat: Seat) -> Questions:
        """The seat's own questions; the driver may also answer the guard's question to a passenger."""
        own = self._seats[seat].conversation.questions
        if seat != DRIVER or own.current(self._ports.clock.now()) is not None:
            return own
        others = (self._seats[other].conversation.questions for other in SEATS if self._challenged(other))
        return next(others, own)

    def _challenged(self, seat: Seat) -> bool:
        question = self._seats[seat].conversation.questions.current(self._ports.clock.now())
        return question is not None and question.pending.kind == 'confirm'

    def _supersede(self, state: _SeatState) -> None:
        if state.current is None or state.current[1].done():
            return
        turn, task = state.current
        self.counts['turns_superseded'] += 1
        if not turn.desk.proposed:
            task.cancel()
            return
        turn.hush()
        state.finish(turn, task)

    def _stop(self, utterance: Utterance, heard: Heard) -> None:
        """End all turns and questions of the seat at once; with nothing to stop, it is a sentence like any other."""
        state = self._seats[utterance.seat]  # type: ignore[index]
        questions = state.conversation.questions
        running = [(turn, task) for turn, task in state.running() if not turn.voice.has_ended]
        has_question = questions.is_fresh and questions.current(self._ports.clock.now()) is not None
        if not running and not has_question:
            if heard.reason:
                questions.clear()
                self._admit(utterance, Heard(Verdict.ATTEND, heard.reason, heard.text))
            else:
                self.counts['dropped_not_called'] += 1
            return
        self.counts['stops'] += 1
        is_under_way = any(turn.desk.under_way or turn.is_quiet for turn, _ in running)
        for turn, task in running:
            self._break_off(turn, task)
        questions.clear()
        desk = self._desk(utterance, heard)
        key = 'stopped_under_way' if is_under_way else 'stopped' if running else 'dropped'
        Voice(desk, _Listening(self._ports, self._attention)).say(desk.listener.wording(key), is_last=True)

    def _break_off(self, turn: Turn, task: asyncio.Task[None]) -> None:
        """End a turn at once; what the guard has in hand comes to its end unheard, so that it is known what it was."""
        if not turn.desk.awaits_guard:
            task.cancel()
            return
        turn.silence()
        state = self._seats[turn.sentence.seat]
        if state.current and state.current[0] is turn:
            state.current = None
            state.finish(turn, task)

    def _language(self, utterance: Utterance) -> Language:
        default = primary_language(utterance.locale, self._persona.languages[0])
        return language_of(utterance.text[:200], default)


@dataclass(frozen=True, slots=True)
class _Listening:
    """Says what turns say, and listens to the seat for a while after it."""

    ports: Ports
    attention: Attention

    def say(self, speech: Speech) -> None:
        """Say it; the end of a turn opens the follow-up window."""
        self.ports.speaker.say(speech)
        if speech.is_last and speech.text:
            seconds = _QUESTION_WINDOW if speech.expects_answer else None
            self.attention.listen(speech.seat, self.ports.clock.now(), seconds)
