"""The assistant's way to navigation, with a stand-in for what DDS finds, and when."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import ipa_agents.srv as srv
import pytest

from ipa_agents.assistant.ports import Search
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes.navigation_client import NavigationClient
from ipa_agents.travel.places.found import Results


class LateService:
    """Is found at the look number `found_at`, and then answers at once that it found nothing."""

    def __init__(self, found_at: float) -> None:
        self.looks = 0
        self._found_at = found_at

    def service_is_ready(self) -> bool:
        self.looks += 1
        return self.looks >= self._found_at

    def call_async(self, request: Any) -> Any:
        response = srv.SearchPlaces.Response(success=True)

        def answer(done: Callable[[Any], None]) -> None:
            done(SimpleNamespace(result=lambda: response))

        return SimpleNamespace(add_done_callback=answer)

    def remove_pending_request(self, pending: Any) -> None:
        """Nothing is kept."""


def client_of(service: LateService, timeout: float) -> NavigationClient:
    node = SimpleNamespace(create_client=lambda *_, **__: service)
    return NavigationClient(node, timeout)  # type: ignore[arg-type]


def test_a_service_that_is_found_late_is_waited_for() -> None:
    service = LateService(found_at=3)
    assert asyncio.run(client_of(service, 8.0).search(Search(text='cafe'))) == Results()
    assert service.looks == 3


def test_a_service_that_is_never_found_is_said_to_be_away() -> None:
    with pytest.raises(RejectedCommand, match='does not answer'):
        asyncio.run(client_of(LateService(found_at=float('inf')), 0.2).search(Search(text='cafe')))
