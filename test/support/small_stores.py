"""Stores of a few places, for tests."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import Batch, batch_of
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import NamedPlace, Place
from ipa_agents.travel.places.writer import PlaceWriter, Written

__all__ = ['columns', 'places_of', 'small_batch', 'write_store']


def small_batch(places: Sequence[Place]) -> Batch:
    """Places by their own names."""
    named = [NamedPlace(place, (place.name, place.name_zh)) for place in places]
    return batch_of(named, load_kinds(), load_attributes())


def columns(count: int, **values: Sequence[float]) -> Batch:
    """Places that have nothing but columns: cafés at 0, 0 but for what is said."""
    cafe = [kind.id for kind in load_kinds().kinds].index('cafe')
    batch = Batch(
        np.zeros(count),
        np.zeros(count),
        np.full(count, cafe, np.uint8),
        np.zeros(count, np.uint64),
        np.zeros(count, np.uint64),
        np.full(count, np.nan, np.float32),
        np.zeros(count, np.uint8),
        np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15),
    )
    kinds = {field.name: getattr(batch, field.name).dtype for field in fields(Batch) if field.name != 'records'}
    return replace(batch, **{name: np.array(value, kinds[name]) for name, value in values.items()})


def write_store(
    folder: Path, places: Sequence[Place] = (), *, batches: Iterable[Batch] = (), most: int = 1_000_000
) -> Written:
    """A store of places, or of batches of them, in a folder."""
    with PlaceWriter(folder, load_kinds(), load_attributes(), 'a test', most) as writer:
        if places:
            writer.add(small_batch(places))
        for batch in batches:
            writer.add(batch)
        return writer.finish()


def places_of(folder: Path, places: Sequence[Place]) -> EmbeddedPlaces:
    """The same, opened."""
    write_store(folder, places)
    return EmbeddedPlaces(folder)
