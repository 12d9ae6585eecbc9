"""What the real server cannot do it refuses, and goes on."""

import asyncio

import httpx
import pytest
from answers import answers, asking
from real_model import RealModel

from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import ChatRequest
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.errors import ModelRefused, ModelUnreachable

pytestmark = pytest.mark.timeout(900)


def test_a_request_has_its_id_at_the_server_too(server: RealModel) -> None:
    endpoint = server.endpoint(is_stream=False)
    body = chat_body(asking(max_tokens=1), endpoint)
    answer = httpx.post(f'{endpoint.url}/chat/completions', json=body, headers={'X-Request-Id': 'turn-7'}, timeout=60)
    assert answer.headers['x-request-id'] == 'turn-7'


@pytest.mark.parametrize(
    ('model', 'request_', 'complaint'),
    [
        ('qwen', asking('word ' * 20_000), 'maximum context length'),
        ('another', asking(), 'does not exist'),
        ('qwen', asking(grammar='{"type": "structural_tag", "format": {"type": "no such"}}'), 'HTTP 400'),
    ],
    ids=['too long', 'a model that is not there', 'no grammar'],
)
def test_what_the_server_cannot_do_it_refuses_and_goes_on(
    server: RealModel, model: str, request_: ChatRequest, complaint: str
) -> None:
    with pytest.raises((ModelRefused, ModelUnreachable), match=complaint):
        answers(server.endpoint(model), [request_])
    assert answers(server.endpoint(), [asking()])[0].usage.completion_tokens > 0


def test_the_model_is_looked_for_by_its_name(server: RealModel) -> None:
    asyncio.run(ModelClient(server.endpoint()).check())
    with pytest.raises(ModelUnreachable, match='has qwen, but not another'):
        asyncio.run(ModelClient(server.endpoint('another')).check())
