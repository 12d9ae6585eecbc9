import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from maps import SQUARE
from postgres import Cluster
from small_stores import places_of
from stores_elsewhere import publish

from ipa_agents.errors import SetupError, StoreUnreachable
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.postgis import server as servers
from ipa_agents.travel.places.postgis.places import PostgisPlaces
from ipa_agents.travel.places.postgis.server import Server
from ipa_agents.travel.places.query import PlaceQuery

QUERY = PlaceQuery(*SQUARE, kind='cafe')


@pytest.fixture
def places(address: str, tmp_path: Path) -> Iterator[PostgisPlaces]:
    publish(address, places_of(tmp_path, [Place('n1', 'Alpha', '', 'cafe', 31.2, 165.4)]).store)
    opened = PostgisPlaces(address)
    yield opened
    opened.close()


def names(places: PostgisPlaces) -> list[str]:
    return [place.name for place in places.search(QUERY).places]


def test_a_server_that_goes_away_is_said_and_answers_again_when_it_is_back(
    server: Cluster, places: PostgisPlaces
) -> None:
    assert names(places) == ['Alpha']
    server.stop()
    for _ in range(2):
        with pytest.raises(StoreUnreachable, match='cannot be reached'):
            places.search(QUERY)
    server.start()
    assert names(places) == ['Alpha']


def test_a_server_that_was_started_anew_between_two_questions_is_not_even_noticed(
    server: Cluster, places: PostgisPlaces
) -> None:
    assert names(places) == ['Alpha']
    server.stop()
    server.start()
    assert names(places) == ['Alpha']


def test_a_server_that_hangs_is_given_up_and_answers_again_when_it_goes_on(
    server: Cluster, places: PostgisPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, 'ASKING', 1.0)
    assert names(places) == ['Alpha']
    with server.hanging():
        with pytest.raises(StoreUnreachable, match='more than 1 s'):
            places.search(QUERY)
        with pytest.raises(StoreUnreachable, match='cannot be reached'):
            places.search(QUERY)
    assert names(places) == ['Alpha']


@pytest.mark.parametrize(
    ('address', 'reason'),
    [
        ('postgresql://car:secret@db/places', 'PGPASSWORD'),
        ('postgresql://db/places?password=secret', 'PGPASSWORD'),
        ('postgresql://db/places?no_such=option', 'no address'),
    ],
)
def test_an_address_with_a_password_or_of_no_server_is_refused(address: str, reason: str) -> None:
    with pytest.raises(SetupError, match=reason) as refused:
        Server(address)
    assert 'secret' not in str(refused.value)


def test_a_resolver_of_names_that_never_answers_is_given_up_and_what_comes_late_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, closed = threading.Event(), threading.Event()

    class Late:
        def close(self) -> None:
            closed.set()

    def connect(*_: Any, **__: Any) -> Late:
        assert answers.wait(60)
        return Late()

    monkeypatch.setattr(psycopg, 'connect', connect)
    monkeypatch.setattr(servers, 'CONNECTING', 0)
    monkeypatch.setattr(servers, 'RESOLVING', 0.1)
    with pytest.raises(StoreUnreachable, match='in time'):
        PostgisPlaces('postgresql://ipa@nowhere.example/places').search(QUERY)
    answers.set()
    assert closed.wait(60)
