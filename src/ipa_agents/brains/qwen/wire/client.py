"""One endpoint: a request there, the events of its answer back."""

import json
import os
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager

import httpx

from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import CallPart, ChatRequest, Event, Finish, Thought, Words
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.patience import Patience
from ipa_agents.brains.qwen.wire.reading import CallsSoFar, fault, read_chunk, read_whole, shortened
from ipa_agents.brains.qwen.wire.sse import event_data
from ipa_agents.errors import ModelBroken, ModelError, ModelReason, ModelUnreachable

__all__ = ['ModelClient']

_CHARS_PER_TOKEN = 64  # more than an answer has on average, whatever the tokenizer
_LARGEST_BODY = 4_000_000  # bytes
_KEEPALIVE_S = 4.0  # less than the 5 s after which vLLM closes an idle connection, or a request could meet its end


class ModelClient:
    """Asks the server of `endpoint`. Its key is read from the environment when this is made, and never told."""

    def __init__(self, endpoint: Endpoint, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.endpoint = endpoint
        self._key = os.environ.get(endpoint.api_key_env, '').strip() if endpoint.api_key_env else ''
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={'accept-encoding': 'identity'},  # whoever compresses a stream holds it back
            verify=_trust(endpoint),
            trust_env=not endpoint.is_local,  # no proxy leads to this machine
            timeout=httpx.Timeout(None, connect=endpoint.connect_s),
            limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_S),
        )

    async def stream(self, request: ChatRequest, deadline: float | None = None) -> AsyncGenerator[Event, None]:
        """The events of the answer: words and thoughts as they come, parts of calls, at its end whole calls and Finish.

        `deadline` is in the time of the event loop. Close the generator (contextlib.aclosing): the connection is closed
        with it, so that the server stops. Raises ModelError, but never after Finish: then the answer is complete.
        """
        patience = Patience(self.endpoint, deadline)
        calls, size, is_finished = CallsSoFar(), 0, False
        try:
            async with aclosing(self._events(request, patience)) as events:
                async for event in events:
                    if isinstance(event, CallPart):
                        calls.add(event)
                    elif isinstance(event, Finish):
                        for call in calls.take():
                            yield call
                        is_finished = True
                    size += _size(event)
                    if size > request.max_tokens * _CHARS_PER_TOKEN:
                        raise ModelBroken('the answer has no end', 'endless')
                    yield event
        except ModelError:
            if not is_finished:
                raise
        if not is_finished:
            raise ModelBroken('the answer broke off', 'broken_off')

    async def check(self) -> None:
        """Ask whether the server is well and has the model; raises ModelError where not.

        A server that knows neither /health nor /models is believed.
        """
        patience = Patience(self.endpoint, None)
        status, text = await self._get(f'{self.endpoint.root}/health', patience)
        if status >= 500:
            raise fault(status, text)
        status, text = await self._get(f'{self.endpoint.url}/models', patience)
        if status == 404:
            return
        if status != 200:
            raise fault(status, text)
        try:
            served = [str(model['id']) for model in json.loads(text)['data']]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelBroken('its list of models is nonsense', 'unreadable') from error
        if self.endpoint.model not in served:
            names = shortened(', '.join(served)) or 'no model'
            text = f'the server has {names}, but not {self.endpoint.model}'
            raise ModelUnreachable(text, 'no_model', self.endpoint.model)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def _events(self, request: ChatRequest, patience: Patience) -> AsyncGenerator[Event, None]:
        is_stream = self.endpoint.stream
        headers = {'content-type': 'application/json'}
        if request.request_id:
            headers['x-request-id'] = request.request_id
        url = f'{self.endpoint.url}/chat/completions'
        # pure ASCII, so that what no text may hold (half a surrogate pair) is for the server to refuse
        content = json.dumps(chat_body(request, self.endpoint)).encode()
        asking = self._http.build_request('POST', url, content=content, headers=headers)
        async with self._answered(asking, patience) as response:
            if response.status_code != 200:
                raise fault(response.status_code, await self._text(response, patience))
            _expect('text/event-stream' if is_stream else 'application/json', response)
            if not is_stream:
                for event in read_whole(await self._text(response, patience)):
                    yield event
                return
            async with aclosing(event_data(response.aiter_bytes())) as chunks:
                while (data := await patience.hold(anext(chunks, None))) is not None:
                    if data == '[DONE]':  # what follows is the end of HTTP's, without which no connection is used again
                        patience.end()
                        continue
                    for event in read_chunk(self._masked(data)):
                        patience.advance()
                        yield event

    @asynccontextmanager
    async def _answered(self, asking: httpx.Request, patience: Patience) -> AsyncIterator[httpx.Response]:
        """The response to a request, open for reading; what goes wrong meanwhile becomes a ModelError."""
        if self.endpoint.api_key_env:
            asking.headers['authorization'] = f'Bearer {self._usable_key()}'
        with _translated():
            response = await patience.hold(self._http.send(asking, stream=True))
            try:
                yield response
            finally:
                await response.aclose()

    async def _get(self, url: str, patience: Patience) -> tuple[int, str]:
        async with self._answered(self._http.build_request('GET', url), patience) as response:
            return response.status_code, await self._text(response, patience)

    async def _text(self, response: httpx.Response, patience: Patience) -> str:
        async def whole() -> bytes:
            content = b''
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > _LARGEST_BODY:
                    raise ModelBroken('the answer has no end', 'endless')
            return content

        try:
            return self._masked((await patience.hold(whole())).decode())
        except UnicodeDecodeError as error:
            raise ModelBroken('the answer is no UTF-8', 'unreadable') from error

    def _usable_key(self) -> str:
        variable = self.endpoint.api_key_env
        if not self._key:
            raise ModelUnreachable(f'the environment variable {variable} holds no key', 'no_key', variable)
        if not self._key.isascii() or not self._key.isprintable():
            raise ModelUnreachable(f'the environment variable {variable} holds what can be no key', 'no_key', variable)
        return self._key

    def _masked(self, text: str) -> str:
        """`text` without the key, which some servers repeat in an error."""
        return text.replace(self._key, '***') if self._key else text


def _trust(endpoint: Endpoint) -> ssl.SSLContext:
    """Verifies every certificate: by the endpoint's authority, or the machine's; without TLS none is ever trusted."""
    if endpoint.url.startswith('https:'):
        return ssl.create_default_context(cafile=endpoint.ca or None)
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the machine's authorities take a while to load


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        text = shortened(str(error)) or 'it took too long'
        reason: ModelReason = 'certificate' if 'CERTIFICATE_VERIFY_FAILED' in text else 'no_connection'
        raise ModelUnreachable(f'no connection: {text}', reason) from error
    except httpx.HTTPError as error:
        text = shortened(str(error)) or type(error).__name__
        raise ModelBroken(f'the connection broke: {text}', 'connection_broke') from error


def _expect(content_type: str, response: httpx.Response) -> None:
    got = response.headers.get('content-type', 'nothing')
    if not got.startswith(content_type):
        raise ModelBroken(f'{shortened(got)} instead of {content_type}', 'unreadable')


def _size(event: Event) -> int:
    match event:
        case Words(text) | Thought(text):
            return len(text)
        case CallPart():
            return len(event.name) + len(event.arguments)
    return 0
