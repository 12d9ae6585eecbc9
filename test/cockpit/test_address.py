import socket

import pytest

from ipa_agents.cockpit.address import Address, bind
from ipa_agents.errors import SetupError

TOKEN = 'a long enough token'


@pytest.mark.parametrize(
    ('address', 'url'),
    [
        (Address(), 'http://127.0.0.1:8080/'),
        (Address('localhost', 8090), 'http://localhost:8090/'),
        (Address('::1', 1), 'http://[::1]:1/'),
        (Address('0.0.0.0', 8080, TOKEN), 'http://127.0.0.1:8080/?token=a%20long%20enough%20token'),
        (Address('car.local', 8080, TOKEN), 'http://car.local:8080/?token=a%20long%20enough%20token'),
    ],
)
def test_what_to_open(address: Address, url: str) -> None:
    assert address.url == url


@pytest.mark.parametrize('host', ['0.0.0.0', '::', '192.168.1.7', 'car.local', ''])
def test_a_page_that_others_can_reach_needs_a_token(host: str) -> None:
    with pytest.raises(SetupError, match='token'):
        Address(host)
    assert Address(host, token=TOKEN)


def test_a_token_that_is_easily_guessed_is_none() -> None:
    with pytest.raises(SetupError, match='too short'):
        Address(token='secret')


def test_a_port_in_use_is_said_with_the_cure() -> None:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f'port {port} of 127.0.0.1 is in use; choose another one'):
            bind(Address(port=port))


def test_a_host_that_is_not_this_machine_cannot_be_used() -> None:
    with pytest.raises(SetupError, match='cannot be used'):
        bind(Address('192.0.2.1', 8080, TOKEN))
