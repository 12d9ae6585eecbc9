"""A request as the JSON that a server understands."""

from typing import Any

from ipa_agents.brains.qwen.wire.chat import ChatRequest, Message
from ipa_agents.brains.qwen.wire.endpoint import Endpoint

__all__ = ['chat_body', 'message_body']


def chat_body(request: ChatRequest, endpoint: Endpoint) -> dict[str, Any]:
    """The body of POST /v1/chat/completions in vLLM's field names, without what `endpoint` would not understand."""
    body: dict[str, Any] = {
        'model': endpoint.model,
        'messages': [message_body(message) for message in request.messages],
        'max_tokens': request.max_tokens,
        'temperature': request.temperature,
        'stream': endpoint.stream,
    }
    if endpoint.stream:
        body['stream_options'] = {'include_usage': True}
    if request.seed is not None:
        body['seed'] = request.seed
    if request.tools:
        body['tools'] = list(request.tools)
        body['tool_choice'] = _choice(request.tool_choice)
        body['parallel_tool_calls'] = request.parallel_calls
    if request.grammar and endpoint.grammar == 'vllm':
        body['structured_outputs'] = {'structural_tag': request.grammar}
    if endpoint.priority:
        body['priority'] = request.priority
    if endpoint.thinking:
        body['chat_template_kwargs'] = {'enable_thinking': request.is_thinking, 'leans': request.leans}
    if request.continues_last and endpoint.continues:
        body['continue_final_message'] = True
        body['add_generation_prompt'] = False
    return body


def message_body(message: Message) -> dict[str, Any]:
    """A message in the fields of the API."""
    data: dict[str, Any] = {'role': message.role, 'content': message.text}
    if message.calls:
        data['tool_calls'] = [
            {'id': call.id, 'type': 'function', 'function': {'name': call.name, 'arguments': call.arguments}}
            for call in message.calls
        ]
    if message.call_id:
        data['tool_call_id'] = message.call_id
    return data


def _choice(choice: str) -> str | dict[str, Any]:
    if choice in ('auto', 'none', 'required'):
        return choice
    return {'type': 'function', 'function': {'name': choice}}
