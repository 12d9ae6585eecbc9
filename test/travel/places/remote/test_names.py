"""A server of names that is dead: it holds up neither a question nor the end of the process."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ipa_agents.errors import StoreUnreachable
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.remote import link
from ipa_agents.travel.places.remote.places import RemotePlaces

QUERY = PlaceQuery(31.2, 165.4, kind='cafe')


class DeadNames:
    """Answers nothing before it is let; then that there is no such name."""

    def __init__(self) -> None:
        self.asking: list[threading.Thread] = []
        self.let = threading.Event()

    def __call__(self, *_: Any, **__: Any) -> Any:
        self.asking.append(threading.current_thread())
        self.let.wait(60)
        raise socket.gaierror(socket.EAI_NONAME, 'no such name')


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[DeadNames]:
    dead = DeadNames()
    monkeypatch.setattr(socket, 'getaddrinfo', dead)
    monkeypatch.setattr(link, '_ASKING', 0.2)
    yield dead
    dead.let.set()


def test_who_waits_for_a_name_is_told_in_time_and_nothing_piles_up(names: DeadNames) -> None:
    places = RemotePlaces('mcp+http://provider.invalid:8320/mcp')
    for _ in range(3):
        with pytest.raises(StoreUnreachable, match=r'more than 0\.2 s'):
            places.search(QUERY)
    (thread,) = names.asking
    assert thread.daemon  # the process does not wait for it when it ends
    places.close()


def test_a_name_is_looked_up_again_after_an_answer(names: DeadNames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, '_ASKING', 30.0)
    names.let.set()
    places = RemotePlaces('mcp+http://provider.invalid:8320/mcp')
    for count in (1, 2):
        with pytest.raises(StoreUnreachable, match='does not answer'):
            places.search(QUERY)
        assert len(names.asking) >= count
    places.close()
