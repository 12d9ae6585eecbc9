from dataclasses import replace
from random import Random

import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.library import Station, load_library
from ipa_agents.media.search import Search
from ipa_agents.media.shelf import Shelf

LIBRARY = load_library()
SHELF = Shelf(LIBRARY, Search(LIBRARY))


def test_after_a_track_comes_the_rest_of_its_album() -> None:
    found = SHELF.find('Borrowed Umbrella', 'any', '')
    assert isinstance(found, tuple)
    assert (found[0].title.en, len(found)) == ('Borrowed Umbrella', 8)
    assert {track.album.en for track in found} == {'Paper Lanterns'}


def test_a_station_is_found_and_so_are_those_beside_it() -> None:
    station = SHELF.find('Velvet FM', 'any', '')
    assert isinstance(station, Station)
    assert SHELF.station(station, 1).frequency > station.frequency
    assert SHELF.station(SHELF.station(), -1) == list(LIBRARY.stations.values())[-1]


@pytest.mark.parametrize(
    ('is_complete', 'reason'),
    [
        (True, 'I found no music for “zzyzx”.'),
        (False, 'I found no music for “zzyzx”. The folder is still being read.'),
    ],
)
def test_what_is_not_there_is_said_and_that_it_may_come(is_complete: bool, reason: str) -> None:
    shelf = replace(SHELF, library=replace(LIBRARY, is_complete=is_complete))
    with pytest.raises(RejectedCommand) as rejected:
        shelf.find('zzyzx', 'any', '')
    assert rejected.value.reason == reason
    assert ('读取中' in rejected.value.reason_zh) == (not is_complete)


def test_anything_of_nothing_is_refused() -> None:
    assert set(SHELF.anything(Random(1))) == set(LIBRARY.tracks.values())
    with pytest.raises(RejectedCommand, match='no music here'):
        replace(SHELF, library=replace(LIBRARY, tracks={})).anything(Random(1))
