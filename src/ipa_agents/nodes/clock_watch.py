"""What is wrong with a simulated clock, for a node that would else be silent without saying why."""

from dataclasses import dataclass

from ipa_agents.cabin.events import Level

__all__ = ['ClockWatch']

_STILL = 3.0


@dataclass
class ClockWatch:
    """Sees the time of a node and that of the machine, both in s, now and then."""

    _time: float = 0.0
    _moved: float | None = None

    def look(self, time: float, steady: float) -> tuple[str, Level]:
        """Why the time does not go on, and how bad that is; empty while it does."""
        if time != self._time or self._moved is None:
            self._time, self._moved = time, steady
        still = steady - self._moved
        if still < _STILL:
            return '', 'ok'
        if time == 0:
            return 'use_sim_time is set, and nobody publishes /clock: nothing will ever be due', 'error'
        return f'stands still at {time:.1f} s since {still:.0f} s: nothing is due until it goes on', 'warn'
