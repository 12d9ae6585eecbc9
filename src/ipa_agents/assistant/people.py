"""Who sits where during this drive, what is kept of them, and what they may be asked to let be kept."""

from ipa_agents.assistant.ports import Memories
from ipa_agents.memory.choices import Choices
from ipa_agents.memory.store import ALL_TOPICS, Memory, Source, View
from ipa_agents.memory.topics import Value, load_topics
from ipa_agents.vehicle.seats import SEATS, Seat, is_seat

__all__ = ['People']


class People:
    """A name that is said is known for this drive alone, until its owner lets something be kept."""

    def __init__(self, memories: Memories) -> None:
        self._memories = memories
        self._names: dict[Seat, str] = {}
        self._choices = Choices()

    @property
    def view(self) -> View:
        """All that is kept, as it was looked at last."""
        return self._memories.view

    @property
    def fault(self) -> str:
        """Why what is kept cannot be looked at; empty when it can."""
        return self._memories.fault

    def at(self, seat: Seat) -> str:
        """Who sits there: who said so in this drive, else who did in an earlier one; without a name, the seat."""
        if seat in self._names:
            return self._names[seat]
        person = self.view.person_at(seat)
        return seat if person in self._names.values() else person

    def has_name(self, seat: Seat) -> bool:
        """Whether whoever sits there has a name."""
        return not is_seat(self.at(seat))

    async def meet(self, seat: Seat, name: str) -> bool:
        """Whoever sits there says who they are; False when somebody else in the car is called so."""
        known = {kept.person.casefold(): kept.person for kept in self.view.kept}
        person = known.get(name.casefold(), name)
        if any(self.at(other).casefold() == person.casefold() for other in SEATS if other != seat):
            return False
        self._names[seat] = person
        if self.view.of(person):
            await self._memories.change(lambda memory: memory.seat(person, seat))
        return True

    def part(self, seat: Seat) -> None:
        """Whoever sits there is nobody who is known."""
        self._names[seat] = seat

    def likes(self, seat: Seat, topic: str) -> tuple[Value, ...]:
        """What is kept about `topic` of whoever sits there, newest first."""
        return tuple(kept.value for kept in reversed(self.view.of(self.at(seat), topic)))

    async def keep(self, seat: Seat, topic: str, value: Value, source: Source, now: float) -> None:
        """Keep something that its owner has agreed to; raises MemoryFault."""
        person = self.at(seat)

        def work(memory: Memory) -> None:
            memory.keep(person, topic, value, source, now)
            if person != seat:
                memory.seat(person, seat)

        await self._memories.change(work)

    async def forget(self, seat: Seat, topic: str | None = None, value: Value | None = None) -> bool:
        """Erase what is meant, without a topic all of whoever sits there; whether there was any. Raises MemoryFault."""
        person = self.at(seat)
        had = any(value in (None, kept.value) for kept in self.view.of(person, topic))
        await self._memories.change(lambda memory: memory.forget(person, topic, value))
        self._choices.forget(person)
        return had

    async def decline(self, seat: Seat, topic: str = ALL_TOPICS) -> None:
        """Whoever sits there wants nothing to be learned about `topic`; raises MemoryFault."""
        person = self.at(seat)
        await self._memories.change(lambda memory: memory.decline(person, topic))

    async def allow(self, seat: Seat) -> None:
        """Whoever sits there may be asked again; raises MemoryFault."""
        person = self.at(seat)
        await self._memories.change(lambda memory: memory.allow(person))

    def may_ask(self, seat: Seat, topic: str) -> bool:
        """Whether whoever sits there may be asked to let something be kept about `topic`."""
        return not self.fault and self.view.may_learn(self.at(seat), topic)

    def is_time_to_ask(self, seat: Seat, topic: str, value: Value) -> bool:
        """Count a choice; whether it was made often enough to ask whether it shall be kept."""
        if isinstance(value, str | float | int) and self.may_ask(seat, topic) and value not in self.likes(seat, topic):
            return self._choices.chosen(self.at(seat), load_topics()[topic], value)
        return False
