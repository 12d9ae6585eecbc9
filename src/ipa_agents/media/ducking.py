"""Music makes way for speech: who speaks for how long, and how far the music is turned down meanwhile."""

from ipa_agents.language import language_of

__all__ = ['Ducking', 'Speaking', 'speaking_time']

# Read aloud at an easy pace: English about 150 words of 6 characters a minute, Chinese about 250 characters a minute.
_EN_PER_S = 15.0
_ZH_PER_S = 4.2
_BREATH = 0.3  # s before a sentence
_BETWEEN = 2.0  # s in which the next sentence of a turn is waited for
_LONGEST = 60.0  # s: whatever was said, the music comes back
_RAMP = 0.15  # s
_MOST_AT_ONCE = 0.25  # of the ramp


def speaking_time(text: str, *, continues: bool = False) -> float:
    """How long it takes to say `text`, s, which may go on with a sentence."""
    if not text.strip():
        return 0.0
    pace = _ZH_PER_S if language_of(text) == 'zh' else _EN_PER_S
    return len(text) / pace + (0.0 if continues else _BREATH)


class Speaking:
    """Whether the assistant speaks, as far as that follows from what it was given to say.

    Sentences are said one after the other, the parts of one without a breath between them; one of a higher priority
    takes the place of those before it.
    """

    def __init__(self) -> None:
        self._until = 0.0
        self._held_until = 0.0
        self._priority = 0

    def hear(self, text: str, priority: int, is_last: bool, now: float, *, continues: bool = False) -> None:
        """`text` is to be said at `now`, on its own or going on; unless it `is_last` of its turn, more follows soon."""
        begins = now if now >= self._until or priority > self._priority else self._until
        self._priority = priority
        self._until = min(begins + speaking_time(text, continues=continues), now + _LONGEST)
        self._held_until = self._until if is_last else self._until + _BETWEEN

    def is_on(self, now: float) -> bool:
        """Whether somebody speaks, or is about to go on."""
        return now < self._held_until


class Ducking:
    """How far down the music is, in dB: `depth` while somebody speaks, 0 else, with a ramp of 0.15 s between."""

    def __init__(self, depth: float) -> None:
        self.depth = depth
        self.down = 0.0
        self._moved = 0.0

    def step(self, is_speaking: bool, now: float) -> None:
        """Go on to `now`, s of a steady clock."""
        target = self.depth if is_speaking else 0.0
        # However late it is called, no step can be heard.
        most = self.depth * min((now - self._moved) / _RAMP, _MOST_AT_ONCE)
        self._moved = now
        self.down += max(-most, min(target - self.down, most))

    def is_there(self, is_speaking: bool) -> bool:
        """Whether the ramp is over."""
        return self.down == (self.depth if is_speaking else 0.0)
