"""What people choose again and again, counted in memory alone, until they are asked whether it shall be kept."""

from collections import Counter

from ipa_agents.memory.topics import Topic

__all__ = ['Choices']

_Choice = tuple[str, str, str | float]


class Choices:
    """Counts the choices of this drive. Each person is asked once about one value."""

    def __init__(self) -> None:
        self._counts: Counter[_Choice] = Counter()
        self._asked: set[_Choice] = set()

    def chosen(self, person: str, topic: Topic, value: str | float) -> bool:
        """Count a choice; whether it is time to ask."""
        key = (person, topic.id, value)
        self._counts[key] += 1
        is_time = 0 < topic.after <= self._counts[key] and key not in self._asked
        if is_time:
            self._asked.add(key)
        return is_time

    def forget(self, person: str) -> None:
        """Count from nothing again."""
        self._counts = Counter({choice: count for choice, count in self._counts.items() if choice[0] != person})
        self._asked = {choice for choice in self._asked if choice[0] != person}
