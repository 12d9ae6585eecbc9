"""A scripted answer, written token by token with the delays and faults of its script."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from ipa_agents.brains.qwen.scripted import wire
from ipa_agents.brains.qwen.scripted.reply import Asked, Fault, Reply
from ipa_agents.brains.qwen.scripted.response import Cut
from ipa_agents.brains.qwen.scripted.tokens import Token

__all__ = ['stream', 'whole']

_GARBAGE = b'data: \xff\xfe\xfa\n\n'


async def stream(
    reply: Reply, written: Sequence[Token], asked: Asked, answer: wire.Answer
) -> AsyncGenerator[bytes, None]:
    """The events of a streamed answer; raises Cut where the script has the connection break."""
    kept, is_cut = _within_limit(written, asked)
    for index, token in enumerate(kept):
        if reply.fault is not None and reply.fault.after == index:
            break
        await asyncio.sleep(reply.token_s if index else reply.first_s)
        if not index:
            yield answer.first()
        if token.delta is not None and not (is_cut and token is kept[-1]):
            yield answer.next(token.delta)
    if reply.fault is not None:
        async for piece in _failing(reply.fault, reply, answer):
            yield piece
        return
    if not kept:
        yield answer.first()
    yield answer.last((is_cut and kept[-1].delta) or {}, _reason(kept, asked, is_cut=is_cut))
    if (asked.body.get('stream_options') or {}).get('include_usage'):
        yield answer.usage(len(kept))
    yield wire.DONE


async def whole(reply: Reply, written: Sequence[Token], asked: Asked, answer: wire.Answer) -> bytes:
    """The body of an answer without a stream; a call that was cut stays text, as vLLM leaves it. Raises Cut."""
    kept, is_cut = _within_limit(written, asked)
    await asyncio.sleep(reply.first_s + reply.token_s * len(kept))
    if reply.fault is not None:
        match reply.fault.kind:
            case 'break':
                raise Cut
            case 'hang' | 'endless':
                await asyncio.Event().wait()
            case 'garbage':
                return _GARBAGE
            case _:
                return answer.whole('', '', [], 'stop', 0)[:40]
    thought = ''.join(token.text for token in kept if token.delta and 'reasoning' in token.delta)
    calls = [] if is_cut else _whole_calls(kept)
    is_words = (
        (token.delta or {}).get('content') if calls else 'reasoning' not in (token.delta or {}) for token in kept
    )
    words = ''.join(token.text for token, said in zip(kept, is_words, strict=True) if said)
    return answer.whole(words or None, thought, calls, _reason(kept, asked, is_cut=is_cut), len(kept))


async def _failing(fault: Fault, reply: Reply, answer: wire.Answer) -> AsyncGenerator[bytes, None]:
    match fault.kind:
        case 'break':
            raise Cut
        case 'hang':
            await asyncio.Event().wait()
        case 'garbage':
            yield _GARBAGE
        case 'broken_json':
            yield answer.next({'content': 'half'})[:-20] + b'\n\n'
        case 'error':
            yield wire.event(wire.error(500, 'the engine is dead', 'InternalServerError'))
            yield wire.DONE
        case 'endless':
            while True:
                await asyncio.sleep(reply.token_s)
                yield answer.next({'content': reply.words})


def _within_limit(written: Sequence[Token], asked: Asked) -> tuple[Sequence[Token], bool]:
    limit = asked.body.get('max_completion_tokens') or asked.body.get('max_tokens')
    is_cut = limit is not None and len(written) >= limit  # the token that ends the answer needs a place too
    return written[:limit], is_cut


def _reason(kept: Sequence[Token], asked: Asked, *, is_cut: bool) -> str:
    if is_cut:
        return 'length'
    is_named = isinstance(asked.body.get('tool_choice'), dict)
    has_calls = any('tool_calls' in (token.delta or {}) for token in kept)
    return 'tool_calls' if has_calls and not is_named else 'stop'


def _whole_calls(kept: Sequence[Token]) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    for token in kept:
        for part in (token.delta or {}).get('tool_calls', ()):
            if 'id' in part:
                function = {'name': part['function']['name'], 'arguments': ''}
                calls.append({'id': part['id'], 'type': 'function', 'function': function})
            else:
                calls[-1]['function']['arguments'] += part['function']['arguments']
    return calls
