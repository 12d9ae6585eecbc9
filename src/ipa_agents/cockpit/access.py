"""Who may talk to the page: whoever knows the token, from the page's own origin, by a name that is this machine's."""

import hashlib
import hmac
import ipaddress
import socket
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ipa_agents.cockpit.address import Address
from ipa_agents.cockpit.denied import denied_page

__all__ = ['Access']

Fault = Literal['host', 'origin', 'token']

_HEADERS = {
    # The browser itself holds the page to this machine, whatever comes into it; NiceGUI needs inline scripts and eval.
    'Content-Security-Policy': (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; "
        "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
}


class Access:
    """ASGI middleware. The token is given once, as `?token=...`, and kept in a cookie that no script can read.

    A Host that is no name of this machine is what DNS rebinding brings; another Origin is a page that somebody has
    lured a person to.
    """

    def __init__(self, application: ASGIApp, address: Address) -> None:
        self._application = application
        self._secret = _digest(address.token) if address.token else ''
        self._cookie = f'ipa_cockpit_{address.port}'  # cookies know no ports, and two cars may share a machine
        self._names = {'localhost', address.host.lower(), socket.gethostname().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer 403; a websocket is closed before it opens."""
        if scope['type'] not in ('http', 'websocket'):
            await self._application(scope, receive, send)
            return
        fault = self._fault(Headers(scope=scope))
        if fault is None:
            await self._application(scope, receive, _dressed(send))
        elif scope['type'] == 'websocket':
            await send({'type': 'websocket.close', 'code': 1008})
        else:
            await self._answer(scope, fault)(scope, receive, _dressed(send))

    def _fault(self, headers: Headers) -> Fault | None:
        host = headers.get('host', '').lower()
        if not self._is_own_name(host):
            return 'host'
        if not _is_own_origin(headers, host):
            return 'origin'
        return None if self._is_known(headers) else 'token'

    def _is_own_name(self, host: str) -> bool:
        try:
            name = urlsplit(f'//{host}').hostname or ''
        except ValueError:
            return False
        return name.removesuffix('.local') in self._names or _is_address(name)

    def _is_known(self, headers: Headers) -> bool:
        if not self._secret:
            return True
        # As browsers write them: one odd cookie of another service of this machine must not hide the others.
        return _are_same(cookie_parser(headers.get('cookie', '')).get(self._cookie, ''), self._secret)

    def _answer(self, scope: Scope, fault: Fault) -> Response:
        """Who brings the token goes on without it in the address, so that nobody copies it along."""
        query = dict(parse_qsl(scope.get('query_string', b'').decode('latin-1')))
        if fault != 'token' or not _are_same(_digest(query.get('token', '')), self._secret):
            return HTMLResponse(denied_page(fault), 403)
        response = RedirectResponse('/', 303)
        response.set_cookie(self._cookie, self._secret, httponly=True, samesite='lax')
        return response


def _is_own_origin(headers: Headers, host: str) -> bool:
    """Browsers name the origin of every websocket and of what writes, and say where all else comes from."""
    origin = headers.get('origin')
    if origin is not None:
        return origin.lower() in (f'http://{host}', f'https://{host}')
    is_visit = headers.get('sec-fetch-mode') == 'navigate' and headers.get('sec-fetch-dest') == 'document'
    return is_visit or headers.get('sec-fetch-site', 'none') in ('none', 'same-origin')


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _are_same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(), secret.encode())


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message['type'] == 'http.response.start':
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault('Cache-Control', 'no-cache')
        await send(message)

    return dressed
