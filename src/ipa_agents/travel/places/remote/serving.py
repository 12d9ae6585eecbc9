"""Offers a store of places to others as an MCP server with the tool `search_places`."""

import hmac
import ipaddress
from typing import TYPE_CHECKING, Any

import anyio

from ipa_agents.config_files import load_schema
from ipa_agents.errors import SetupError, TravelError
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.remote.contract import TOOL, query_from, told
from ipa_agents.travel.places.remote.link import TOKEN_VARIABLE, library

if TYPE_CHECKING:
    from mcp.server import Server

__all__ = ['application', 'serve', 'serve_commands', 'server_of']

_ABOUT = 'Places on the map: by name, kind, cuisine, what they have, when they are open; near, in a box, along a route.'


def server_of(places: Places) -> 'Server[Any]':
    """A server that answers from `places`; raises SetupError without the library."""
    library()
    from mcp import types
    from mcp.server import Server

    place = dict(load_schema('places_told'))
    shared = place.pop('$defs')
    places_told = {'type': 'array', 'items': place}
    told_schema = {'type': 'object', 'required': ['places'], 'properties': {'places': places_told}, '$defs': shared}
    asked_schema = load_schema('places_asked')
    tool = types.Tool(name=TOOL, description=_ABOUT, input_schema=asked_schema, output_schema=told_schema)

    async def tools(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool])

    async def call(_: object, request: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            if request.name != TOOL:
                raise TravelError(f'there is no tool {request.name[:40]!r}')
            query = query_from(request.arguments or {})
            # A store may take its time: others are answered meanwhile.
            results = await anyio.to_thread.run_sync(places.search, query)
        except TravelError as error:
            return types.CallToolResult(content=[types.TextContent(type='text', text=str(error))], is_error=True)
        return types.CallToolResult(content=[], structured_content=told(results.places))

    return Server('ipa places', on_list_tools=tools, on_call_tool=call)


def application(places: Places, host: str, token: str = '') -> Any:
    """The server over streamable HTTP, as an ASGI application; with a `token`, only for those who show it."""
    app = server_of(places).streamable_http_app(host=host, stateless_http=True, json_response=True)
    if not token:
        return app
    expected = f'Bearer {token}'.encode()

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        shown = dict(scope.get('headers', ())).get(b'authorization', b'')
        if scope['type'] == 'http' and not hmac.compare_digest(shown, expected):
            await send({'type': 'http.response.start', 'status': 401, 'headers': []})
            await send({'type': 'http.response.body', 'body': b''})
            return
        await app(scope, receive, send)

    return guarded


def serve(places: Places, host: str, port: int, token: str) -> None:
    """Answer over streamable HTTP until Ctrl-C; raises SetupError where others could ask without a token."""
    import uvicorn

    if not (token or _is_loopback(host)):
        raise SetupError(f'at {host} others could ask: put a token into {TOKEN_VARIABLE}, or keep it at 127.0.0.1')
    uvicorn.run(application(places, host, token), host=host, port=port, log_level='warning')


def serve_commands(places: Places) -> None:
    """Answer whoever started this process, over its standard input and output."""
    server = server_of(places)

    async def answer() -> None:
        from mcp.server.stdio import stdio_server

        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(answer)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == 'localhost'
