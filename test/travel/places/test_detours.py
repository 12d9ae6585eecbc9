from collections.abc import Sequence
from pathlib import Path

import pytest
from small_stores import write_store

from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.found import Found
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along, PlaceQuery

ALONG = Along(Line([31.0, 31.0], [165.0, 165.3]), 0.0, 600.0)
BESIDE = tuple(Place(f'n{at}', f'Cafe {at}', '', 'cafe', 31.001 + at * 1e-3, 165.1) for at in range(6))


def found(folder: Path, seconds: dict[str, float | None], limit: int = 2) -> tuple[tuple[Found, ...], list[str]]:
    write_store(folder, BESIDE)
    asked: list[str] = []

    def detours(along: Along, places: Sequence[Place]) -> Sequence[float | None]:
        assert along is ALONG
        asked.extend(place.place_id for place in places)
        return [seconds[place.place_id] for place in places]

    query = PlaceQuery(31.0, 165.0, kind='cafe', along=ALONG, limit=limit)
    return EmbeddedPlaces(folder, detours=detours).search(query).found, asked


def test_the_roads_decide_among_the_best_few(tmp_path: Path) -> None:
    seconds: dict[str, float | None] = {f'n{at}': 500.0 - 50.0 * at for at in range(6)}
    items, asked = found(tmp_path, seconds)
    assert [item.place.place_id for item in items] == ['n5', 'n4']
    assert [item.place.detour for item in items] == [250.0, 300.0]
    assert 'detour' in {reason.code for reason in items[0].reasons}
    assert len(asked) == 6
    assert items[1].cost - items[0].cost == pytest.approx(50 * 11, abs=1)


def test_what_no_road_leads_to_or_only_a_long_one_is_left_out(tmp_path: Path) -> None:
    items, _ = found(tmp_path, {'n0': None, 'n1': 601.0, 'n2': 600.0, 'n3': 100.0, 'n4': None, 'n5': None}, limit=5)
    assert [item.place.place_id for item in items] == ['n3', 'n2']


def test_without_roads_the_geometry_is_told_as_about(tmp_path: Path) -> None:
    write_store(tmp_path, BESIDE)
    first = EmbeddedPlaces(tmp_path).search(PlaceQuery(31.0, 165.0, kind='cafe', along=ALONG, limit=1)).found[0]
    assert first.place.place_id == 'n0'
    assert first.place.detour == pytest.approx(2.6 * 111 / 11, abs=1)
    assert 'detour_about' in {reason.code for reason in first.reasons}
