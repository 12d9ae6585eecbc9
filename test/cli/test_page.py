"""The page beside the car that `ipa up` starts."""

import argparse

import pytest

from ipa_agents.cli.main import main
from ipa_agents.cli.page import address_of
from ipa_agents.cockpit.address import Address

TOKEN = 'a long enough token'


def arguments(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{'page': True, 'host': '127.0.0.1', 'port': 8080, 'token': ''} | given)


def test_the_page_is_where_it_is_told_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('IPA_COCKPIT_TOKEN', raising=False)
    assert address_of(arguments()) == Address('127.0.0.1', 8080)
    assert address_of(arguments(host='0.0.0.0', token=TOKEN)) == Address('0.0.0.0', 8080, TOKEN)
    assert address_of(arguments(page=False, host='0.0.0.0')) is None


def test_arguments_of_a_launch_win_over_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('IPA_COCKPIT_TOKEN', raising=False)
    given = {'cockpit_host': '0.0.0.0', 'cockpit_port': '8099', 'cockpit_token': TOKEN, 'seed': '1'}
    assert address_of(arguments(), given) == Address('0.0.0.0', 8099, TOKEN)
    assert address_of(arguments(port=8090), {'cockpit_port': 'no number'}) == Address(port=8090)
    assert address_of(arguments(page=False), given) is None


def test_the_token_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('IPA_COCKPIT_TOKEN', TOKEN)
    assert address_of(arguments(host='0.0.0.0')) == Address('0.0.0.0', 8080, TOKEN)
    assert address_of(arguments(token='another long token')) == Address(token='another long token')


def test_without_a_token_nothing_starts_that_others_could_reach(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv('IPA_COCKPIT_TOKEN', raising=False)
    assert main(['up', '--host', '0.0.0.0']) == 2
    said = capsys.readouterr().err
    assert 'give it a token' in said
    assert len(said.splitlines()) == 1
