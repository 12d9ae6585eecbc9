"""Turns one by one, each once nothing more is to be expected of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.waterfall import Turn, Turns

__all__ = ['settled_turns']

_GRACE = 0.5  # s in which the stages of other nodes follow the end of a turn
_GIVEN_UP = 30.0
_REMEMBERED = 1000  # turns that came, so that what is late does not bring them again


def settled_turns(batches: Iterable[Sequence[Stage]], clock: Callable[[], float] | None = None) -> Iterator[Turn]:
    """The turns that `batches` of stages tell of, in the order in which they end.

    A turn that has no end comes when it has been silent for long, and when there are no more batches, which come from
    time to time though they be empty. Without a `clock` the time, in s, is that of the stages, as in a recording.
    """
    turns, open_since = Turns(), dict[str, float]()
    done: dict[str, None] = {}
    now = 0.0

    def settle() -> Iterator[Turn]:
        for turn_id in [turn_id for turn_id, since in open_since.items() if now - since > _GRACE]:
            turn = turns.find(turn_id)
            if turn is None or turn.is_over or now - open_since[turn_id] > _GIVEN_UP:
                del open_since[turn_id]
                done[turn_id] = None
                if len(done) > _REMEMBERED:
                    del done[next(iter(done))]
                if turn:
                    yield turn

    for batch in batches:
        for stage in batch:
            now = clock() if clock else max(now, stage.stamp)
            yield from settle()
            if stage.turn_id not in done:
                turns.add(stage)
                open_since[stage.turn_id] = now
        if clock:
            now = clock()
            yield from settle()
    yield from filter(None, map(turns.find, open_since))
