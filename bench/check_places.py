"""Imports an extract and compares what the store finds with a reading of the file, place by place.

python bench/check_places.py monaco.osm.pbf [--questions 300]; the exit status is 1 where anything differs.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / 'test' / 'support'))

from naive_places import naive_search

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.importing import import_file
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.osm import OsmFile
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery

METRES = 1.0
"""Costs may differ by so much: the store keeps ratings in steps of 0.02."""
NEAR = 500.0


def read(file: Path) -> list[Place]:
    """All places of the file that can be places."""
    source = OsmFile(file, load_kinds())
    source.survey()
    on_earth = (
        named.place
        for named in source.places()
        if named.place.name and abs(named.place.latitude) <= 90 and abs(named.place.longitude) <= 180
    )
    return list({place.place_id: place for place in on_earth}.values())


def questions(places: Sequence[Place], count: int) -> Iterator[PlaceQuery]:
    """Questions around places, of all sorts."""
    rng = np.random.default_rng(1)
    kinds = [kind.id for kind in load_kinds().kinds if kind.id != 'street']
    attributes = [attribute.id for attribute in load_attributes().entries]
    for number in range(count):
        place = places[int(rng.integers(len(places)))]
        yield PlaceQuery(
            place.latitude + float(rng.normal()) * 0.003,
            place.longitude + float(rng.normal()) * 0.003,
            kind=('', place.kind if place.kind != 'street' else 'cafe', str(rng.choice(kinds)))[number % 3],
            cuisine=place.cuisine.partition(';')[0] if number % 5 == 0 else '',
            attributes=(str(rng.choice(attributes)),) if number % 2 else (),
            min_rating=float(number % 7 == 0) * 3,
            radius=float(rng.choice([100, 700, 3000, 50_000])),
        )


def differing(store: EmbeddedPlaces, places: Sequence[Place], query: PlaceQuery) -> bool:
    """Whether the store finds others, or in another order, than who looks at all places."""
    wanted = naive_search(places, query, store.kinds, load_attributes())[: query.limit]
    found = store.search(query).found
    costs = np.array([item.cost for item in found]), np.array([cost for cost, _ in wanted])
    return len(found) != len(wanted) or not np.allclose(*costs, atol=METRES, rtol=0)


def lost(store: EmbeddedPlaces, place: Place) -> bool:
    """Whether a place is not found by its name from where it is."""
    query = PlaceQuery(place.latitude, place.longitude, text=place.name, radius=NEAR, limit=100)
    if store.kinds.understand(place.name):
        return False  # who says "parking" means the kind
    return place.place_id not in [found.place_id for found in store.search(query).places]


def main() -> int:
    """Compare, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('file', type=Path)
    parser.add_argument('--questions', type=int, default=300)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        import_file(args.file, Path(folder), load_kinds(), load_attributes())
        store, places = EmbeddedPlaces(Path(folder)), read(args.file)
        wrong = [query for query in questions(places, args.questions) if differing(store, places, query)]
        gone = [place for place in places if lost(store, place)]
    print(f'{args.file.name}: {len(store)} places in the store, {len(places)} in the file')
    print(
        f'{len(wrong)} of {args.questions} searches differ; {len(gone)} of {len(places)} names do not find their place'
    )
    for item in (*wrong[:5], *gone[:5]):
        print(f'  {item}')
    return int(bool(wrong or gone or len(store) != len(places)))


if __name__ == '__main__':
    sys.exit(main())
