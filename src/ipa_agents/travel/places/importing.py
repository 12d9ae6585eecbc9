"""Takes the places of a file into a store, beside those that it has; one that is cut short changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched, chain, islice
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from ipa_agents.errors import ImportFailed
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.batch import Batch, batch_of, faults
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.naming.build import build_name_index
from ipa_agents.travel.places.pieces import Pieces, key_of
from ipa_agents.travel.places.place import NamedPlace
from ipa_agents.travel.places.record import RecordNames
from ipa_agents.travel.places.source import Refused, source_of
from ipa_agents.travel.places.store import PlaceStore
from ipa_agents.travel.places.writer import PlaceWriter

__all__ = ['Elsewhere', 'Imported', 'Stage', 'Watch', 'import_file']

Stage = Literal['looking', 'reading', 'sorting', 'naming', 'sending']
Watch = Callable[[Stage, int, int], None]
"""Is told the stage, how much of it is done, and of how much; 0 where that is not known."""

_AT_ONCE = 50_000
"""Places in a piece: so many are read again at most when an import is cut short."""
_SAMPLES = 5
_TOLD = 1000
"""Of so many steps one is told."""
_AND = ', '
_STORE = 'store.json'


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: places in the store now and before, how many were replaced, and refused for what.

    `samples` are some that were refused. `resumed` is how much had been read when the import was cut short before, and
    `given_up` the file of another that was cut short.
    """

    places: int
    before: int
    replaced: int
    refused: Mapping[str, int]
    samples: tuple[str, ...]
    resumed: int
    given_up: str


class Old(Protocol):
    """The places of a store before an import."""

    @property
    def source(self) -> str:
        """The files that it is from."""
        ...

    def __len__(self) -> int: ...

    def batches(self) -> Iterator[Batch]:
        """All of them."""
        ...


class Elsewhere(Old, Protocol):
    """A store on another machine, which is put together on this one and then sent there."""

    def publish(self, store: PlaceStore, watch: Watch) -> None:
        """Put the places of `store` there in place of its own, all or none."""
        ...


def import_file(
    file: Path,
    folder: Path,
    kinds: Kinds,
    attributes: Attributes,
    watch: Watch = lambda stage, done, total: None,
    elsewhere: Elsewhere | None = None,
) -> Imported:
    """Take the places of `file` into the store in `folder`, or the one `elsewhere`, with `folder` to work in.

    A place that it has under the same id is replaced.
    Raises ImportFailed when the file cannot be read or the store not be written, which leaves the store as it was;
    StoreBusy while another import writes there.
    """
    source = source_of(file, kinds)
    try:
        with PlaceWriter(folder, kinds, attributes, file.name) as writer:
            old: Old | None = elsewhere
            if old is None and (folder / _STORE).exists():
                old = PlaceStore(folder, kinds, attributes)
            before = len(old) if old else 0
            writer.source = _sources(old.source if old else '', file)
            pieces = Pieces(folder / 'importing', key_of(file), file)
            resumed = pieces.state.read
            watch('looking', 0, 0)
            _read(source.places(_Steps(watch, source.survey())), pieces, kinds, attributes)
            total = before + pieces.state.read
            for batch in chain(old.batches() if old else (), pieces.batches()):
                writer.add(batch)
            written = writer.finish(
                lambda done: watch('sorting', done, total), lambda data, count: _index(data, count, watch)
            )
            if elsewhere is not None:
                elsewhere.publish(PlaceStore(folder, kinds, attributes), watch)
            pieces.remove()
    except OSError as error:
        reason = error.strerror or error
        raise ImportFailed(
            f'{folder}: cannot be written ({reason}); the places there are as they were. '
            'When that is mended, run the import again: it goes on where it was'
        ) from error
    refused = Counter(pieces.state.refused) + Counter(written.rejected)
    samples = tuple(pieces.state.samples)
    return Imported(written.places, before, written.replaced, refused, samples, resumed, pieces.given_up)


class _Steps:
    """Counts the steps of reading, and tells of some."""

    def __init__(self, watch: Watch, total: int) -> None:
        self._watch = watch
        self._total = total
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        if self._done % _TOLD == 0 or self._done == self._total:
            self._watch('reading', min(self._done, self._total), self._total)


def _read(found: Iterator[NamedPlace | Refused], pieces: Pieces, kinds: Kinds, attributes: Attributes) -> None:
    state = pieces.state
    for items in batched(islice(found, state.read, None), _AT_ONCE):
        refused = [item for item in items if isinstance(item, Refused)]
        places = [item for item in items if isinstance(item, NamedPlace)]
        batch = batch_of(places, kinds, attributes)
        is_good, _ = faults(batch, len(kinds.kinds))
        state.refused = dict(Counter(state.refused) + Counter(item.fault for item in refused))
        state.samples += [
            *(_described(places[number]) for number in np.flatnonzero(~is_good)[:_SAMPLES]),
            *(f'{item.place_id}: {item.fault}' for item in refused[:_SAMPLES]),
        ]
        del state.samples[_SAMPLES:]
        state.read += len(items)
        pieces.add(batch)


def _described(named: NamedPlace) -> str:
    place = named.place
    return f'{place.place_id}: {place.name or "no name"} at {place.latitude:.5f}, {place.longitude:.5f} ({place.kind})'


def _index(data: Path, count: int, watch: Watch) -> None:
    build_name_index(data, count, RecordNames(data), lambda done: watch('naming', done, count))


def _sources(known: str, file: Path) -> str:
    return _AND.join(dict.fromkeys((*filter(None, known.split(_AND)), file.name)))
