"""Who may talk to the page, by what browsers send."""

import asyncio
import socket
from typing import Any

import pytest

from ipa_agents.cockpit.access import Access
from ipa_agents.cockpit.address import Address

HERE = '127.0.0.1:8080'
TOKEN = 'correct horse battery'
GUARDED = Address('0.0.0.0', 8080, TOKEN)


def ask(address: Address, kind: str = 'http', path: str = '/', query: str = '', **headers: str) -> dict[str, Any]:
    """The first message of the answer; `through` when it came from the page itself."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({'type': 'http.response.start', 'status': 200, 'headers': [], 'through': True})

    async def receive() -> dict[str, Any]:
        return {'type': 'http.request'}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    raw = [
        (name.replace('_', '-').encode(), value.encode('latin-1')) for name, value in ({'host': HERE} | headers).items()
    ]
    scope = {'type': kind, 'method': 'GET', 'path': path, 'query_string': query.encode(), 'headers': raw}
    asyncio.run(Access(application, address)(scope, receive, send))
    first = sent[0]
    first['named'] = {name.decode(): value.decode() for name, value in first.get('headers', ())}
    first['body'] = b''.join(message.get('body', b'') for message in sent).decode()
    return first


def is_let_through(*arguments: Any, **headers: str) -> bool:
    return 'through' in ask(*arguments, **headers)


@pytest.mark.parametrize('host', [HERE, 'localhost:8080', '[::1]:8080', '192.168.1.7:8080', socket.gethostname()])
def test_names_of_this_machine(host: str) -> None:
    assert is_let_through(Address(), host=host)


@pytest.mark.parametrize(
    'host', ['evil.example:8080', '127.0.0.1.evil.example', '', 'localhost.evil.example', '[::1', 'a b']
)
def test_a_name_that_is_not_this_machines_is_denied(host: str) -> None:
    denied = ask(Address(), host=host)
    assert denied['status'] == 403
    assert 'under that name' in denied['body']


@pytest.mark.parametrize('kind', ['http', 'websocket'])
@pytest.mark.parametrize(
    'origin', ['http://evil.example', 'null', '', f'http://{HERE}.evil.example', 'http://127.0.0.1:9', f'file://{HERE}']
)
def test_another_origin_is_denied(kind: str, origin: str) -> None:
    denied = ask(Address(), kind, origin=origin)
    assert denied.get('status', denied.get('code')) in (403, 1008)


@pytest.mark.parametrize('kind', ['http', 'websocket'])
def test_the_own_origin_is_let_through(kind: str) -> None:
    assert is_let_through(Address(), kind, origin=f'http://{HERE}')


@pytest.mark.parametrize('site', ['cross-site', 'same-site'])
def test_what_other_pages_load_is_denied_and_a_link_is_followed(site: str) -> None:
    assert not is_let_through(Address(), sec_fetch_site=site, sec_fetch_mode='no-cors', sec_fetch_dest='script')
    assert not is_let_through(Address(), sec_fetch_site=site, sec_fetch_mode='navigate', sec_fetch_dest='iframe')
    assert is_let_through(Address(), sec_fetch_site=site, sec_fetch_mode='navigate', sec_fetch_dest='document')


@pytest.mark.parametrize('kind', ['http', 'websocket'])
@pytest.mark.parametrize('cookie', ['', 'ipa_cockpit_8080=', f'ipa_cockpit_8080={TOKEN}', 'ipa_cockpit_8080=ÿ', '=;='])
def test_without_the_right_cookie_nobody_comes_in(kind: str, cookie: str) -> None:
    denied = ask(GUARDED, kind, cookie=cookie)
    assert denied.get('status', denied.get('code')) in (403, 1008)


@pytest.mark.parametrize('query', ['', 'token=', 'token=wrong', 'token=%00', 'token=correct', f'other={TOKEN}'])
def test_a_wrong_token_is_told_in_both_languages(query: str) -> None:
    denied = ask(GUARDED, query=query)
    assert denied['status'] == 403
    assert 'set-cookie' not in denied['named']
    assert '?token=…' in denied['body']
    assert '令牌' in denied['body']


@pytest.mark.parametrize('path', ['/', '//evil.example/'])
def test_the_token_becomes_a_cookie_and_leaves_the_address(path: str) -> None:
    answer = ask(GUARDED, path=path, query='token=correct+horse%20battery')
    assert (answer['status'], answer['named']['location']) == (303, '/')
    cookie, *manners = answer['named']['set-cookie'].split('; ')
    assert {'HttpOnly', 'SameSite=lax'} <= set(manners)
    assert TOKEN not in cookie
    assert is_let_through(GUARDED, cookie=cookie)
    assert is_let_through(GUARDED, 'websocket', cookie=f'other=1; {cookie}', origin=f'http://{HERE}')
    assert is_let_through(GUARDED, cookie=f'odd={{"a": [1, "b"]}}; {cookie}')
    assert not is_let_through(Address('0.0.0.0', 8080, 'another token'), cookie=cookie)


def test_the_browser_is_told_to_stay_on_this_machine() -> None:
    named = ask(Address())['named']
    assert "default-src 'self'" in named['content-security-policy']
    assert "frame-ancestors 'none'" in named['content-security-policy']
