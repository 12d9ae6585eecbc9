"""vLLM's JSON, key by key as version 0.32 sends it."""

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ['DONE', 'Answer', 'error', 'event', 'metrics', 'models']

DONE = b'data: [DONE]\n\n'


class Answer:
    """The chunks of one answer, or the whole of it."""

    def __init__(self, request_id: str, model: str, prompt_tokens: int, cached_tokens: int) -> None:
        self.id = f'chatcmpl-{request_id}'
        self._created = int(time.time())
        self._model = model
        self._prompt_tokens = prompt_tokens
        self._cached_tokens = cached_tokens

    def first(self) -> bytes:
        """The chunk with the role, sent with the first token."""
        choice = {'index': 0, 'delta': {'role': 'assistant', 'content': ''}, 'logprobs': None, 'finish_reason': None}
        return event({**self._chunk([choice]), 'prompt_token_ids': None, 'prompt_text': None})

    def next(self, delta: Mapping[str, Any]) -> bytes:
        """A chunk with one more piece."""
        choice = {'index': 0, 'delta': delta, 'logprobs': None, 'finish_reason': None, 'token_ids': None}
        return event(self._chunk([choice]))

    def last(self, delta: Mapping[str, Any], reason: str) -> bytes:
        """The chunk that ends the answer."""
        choice = {'index': 0, 'delta': delta, 'logprobs': None, 'finish_reason': reason}
        return event(self._chunk([{**choice, 'stop_reason': None, 'token_ids': None}]))

    def usage(self, completion_tokens: int) -> bytes:
        """The chunk after the last, asked for by stream_options; it has no choices."""
        return event({**self._chunk([]), 'usage': self._usage(completion_tokens), 'system_fingerprint': 'scripted'})

    def whole(
        self, words: str | None, thought: str, calls: Sequence[Mapping[str, Any]], reason: str, completion_tokens: int
    ) -> bytes:
        """The answer where no stream is wanted."""
        message: dict[str, Any] = {
            'role': 'assistant',
            'content': words,
            'refusal': None,
            'annotations': None,
            'audio': None,
            'function_call': None,
        }
        if calls:
            message['tool_calls'] = list(calls)
        message['reasoning'] = thought or None
        choice = {
            'index': 0,
            'message': message,
            'logprobs': None,
            'finish_reason': reason,
            'stop_reason': None,
            'token_ids': None,
            'routed_experts': None,
        }
        usage = self._usage(completion_tokens)
        usage['prompt_tokens_details']['multimodal_tokens'] = None
        rest = ('prompt_logprobs', 'prompt_token_ids', 'prompt_text', 'kv_transfer_params', 'ec_transfer_params')
        return _dumped(
            {
                'id': self.id,
                'object': 'chat.completion',
                'created': self._created,
                'model': self._model,
                'choices': [choice],
                'service_tier': None,
                'system_fingerprint': 'scripted',
                'usage': {**usage, 'completion_tokens_details': None},
                **dict.fromkeys((*rest, 'metrics')),
            }
        )

    def _chunk(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        head = {'id': self.id, 'object': 'chat.completion.chunk', 'created': self._created, 'model': self._model}
        return {**head, 'choices': choices}

    def _usage(self, completion_tokens: int) -> dict[str, Any]:
        return {
            'prompt_tokens': self._prompt_tokens,
            'total_tokens': self._prompt_tokens + completion_tokens,
            'completion_tokens': completion_tokens,
            'prompt_tokens_details': {'cached_tokens': self._cached_tokens, 'created_cache_tokens': 0},
        }


def event(data: Mapping[str, Any]) -> bytes:
    """One Server-Sent Event."""
    return b'data: ' + _dumped(data) + b'\n\n'


def error(status: int, reason: str, kind: str, param: str | None = None) -> dict[str, Any]:
    """The body of an answer that is none."""
    return {'error': {'message': reason, 'type': kind, 'param': param, 'code': status}}


def models(name: str) -> bytes:
    """The body of GET /v1/models."""
    entry = {'id': name, 'object': 'model', 'created': int(time.time()), 'owned_by': 'vllm', 'root': name}
    return _dumped({'object': 'list', 'data': [{**entry, 'parent': None, 'max_model_len': 32768, 'permission': []}]})


def metrics(model: str, values: Mapping[str, float]) -> bytes:
    """The body of GET /metrics: gauges and counters by their names without `vllm:`."""
    lines = []
    for name, value in values.items():
        lines.append(f'# TYPE vllm:{name} {"counter" if name.endswith("_total") else "gauge"}')
        lines.append(f'vllm:{name}{{engine="0",model_name="{model}"}} {float(value)}')
    return ('\n'.join(lines) + '\n').encode()


def _dumped(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(',', ':')).encode()
