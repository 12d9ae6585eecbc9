"""MCP servers of places over real HTTP, for tests: one that answers as told, and those that do not."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn
from mcp import types
from mcp.server import Server
from waiting import wait_for

__all__ = ['served', 'silent', 'told_by']


@contextmanager
def served(application: Any, port: int) -> Iterator[str]:
    """Serve an ASGI application; gives its address as a store."""
    server = uvicorn.Server(uvicorn.Config(application, host='127.0.0.1', port=port, log_level='error'))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started, 'the server')
    try:
        yield f'mcp+http://127.0.0.1:{port}/mcp'
    finally:
        server.should_exit = server.force_exit = True
        thread.join(30)


@contextmanager
def silent(port: int) -> Iterator[None]:
    """Take connections, and say nothing."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(('127.0.0.1', port))
        listener.listen()
        yield


def told_by(answer: Callable[[Mapping[str, Any]], types.CallToolResult]) -> Any:
    """A server whose tools, all of them, give what `answer` makes of their arguments."""

    async def call(_: object, request: types.CallToolRequestParams) -> types.CallToolResult:
        return answer(request.arguments or {})

    async def tools(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[])

    server = Server('a stranger', on_list_tools=tools, on_call_tool=call)
    return server.streamable_http_app(stateless_http=True, json_response=True)
