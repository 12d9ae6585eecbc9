"""How one endpoint is reached: connections, certificates, keys, and whether it is well."""

import asyncio
import logging

import httpx
import pytest
from models import CERTIFICATE, ask, client, endpoint, events, question, said, self_signed

from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelUnreachable

KEY = 'sk-very-secret-0123456789'


def test_a_connection_is_used_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        async with ScriptedModel(lambda _: Reply('Hi')).serving() as url:
            asking = ModelClient(endpoint(url=url))
            for _ in range(3):
                assert said(await events(asking.stream(question()))) == 'Hi'
            await asking.aclose()

    with caplog.at_level(logging.DEBUG, 'httpcore.connection'):
        asyncio.run(scene())
    assert [record.message.split()[0] for record in caplog.records].count('connect_tcp.started') == 1


def test_a_server_that_is_not_there_is_unreachable() -> None:
    async def scene() -> None:
        async with ScriptedModel([]).serving() as url:
            pass
        with pytest.raises(ModelUnreachable, match='no connection'):
            await events(ModelClient(endpoint(url=url)).stream(question()))

    asyncio.run(scene())


def test_a_certificate_that_nobody_vouches_for_is_refused_and_one_of_the_named_authority_is_not() -> None:
    async def scene() -> None:
        model = ScriptedModel(lambda _: Reply('Hi'))
        async with model.serving(tls=self_signed()) as url:
            assert url.startswith('https:')
            with pytest.raises(ModelUnreachable, match='CERTIFICATE_VERIFY_FAILED'):
                await events(ModelClient(endpoint(url=url)).stream(question()))
            assert model.asked == []
            trusting = ModelClient(endpoint(url=url, ca=str(CERTIFICATE)))
            assert said(await events(trusting.stream(question()))) == 'Hi'
            await trusting.aclose()

    asyncio.run(scene())


def test_a_key_goes_to_the_server_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv('TEST_KEY', f' {KEY}\n')
    model = ScriptedModel(
        [Reply('Hi'), Reply(f'Incorrect API key provided: {KEY}', status=401), Reply(f'It is {KEY}.')]
    )
    told = []

    async def scene() -> None:
        async with model.serving() as url:
            asking = ModelClient(endpoint(url=url, api_key_env='TEST_KEY'))
            await events(asking.stream(question()))
            with pytest.raises(ModelRefused) as caught:
                await events(asking.stream(question()))
            error: BaseException | None = caught.value
            while error is not None:
                told.extend((str(error), repr(error)))
                error = error.__cause__ or error.__context__
            told.append(repr(await events(asking.stream(question()))))
            told.extend((repr(asking), repr(asking.endpoint), repr(asking._http), repr(asking._http.headers)))
            await asking.aclose()

    with caplog.at_level(logging.DEBUG):
        asyncio.run(scene())
    assert [asked.headers['authorization'] for asked in model.asked] == [f'Bearer {KEY}'] * 3
    assert 'Incorrect API key provided: ***' in told[0]
    assert 'connect_tcp' in caplog.text
    assert KEY not in ' '.join(told) + caplog.text


@pytest.mark.parametrize('key', ['', 'two\nlines', 'schlüssel'])
def test_a_key_that_is_missing_or_none_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv('TEST_KEY', key)
    with pytest.raises(ModelUnreachable, match='the environment variable TEST_KEY holds') as caught:
        ask(Reply('Hi'), api_key_env='TEST_KEY')
    assert not key or key not in str(caught.value)


def test_without_a_key_none_is_sent() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('Hi')])
        async with client(model) as asking:
            await events(asking.stream(question()))
        assert 'authorization' not in model.asked[0].headers

    asyncio.run(scene())


class TestCheck:
    def check(self, model: ScriptedModel, **settings: object) -> None:
        async def scene() -> None:
            async with client(model, **settings) as asking:
                await asking.check()

        asyncio.run(scene())

    def test_a_server_that_is_well_and_has_the_model_is_fine(self) -> None:
        self.check(ScriptedModel([]))

    def test_a_server_without_the_model_is_told_plainly(self) -> None:
        with pytest.raises(ModelUnreachable, match='the server has tiny, but not qwen'):
            self.check(ScriptedModel([], model='tiny'))

    def test_a_server_that_is_ill_or_away_is_told(self) -> None:
        model = ScriptedModel([])
        model.health = 503
        with pytest.raises(ModelUnreachable, match='HTTP 503'):
            self.check(model)
        model.is_up = False
        with pytest.raises(ModelUnreachable, match='no connection'):
            self.check(model)

    @pytest.mark.parametrize(
        ('answers', 'error'),
        [
            ({'/health': 404, '/v1/models': 404}, None),
            ({'/health': 404, '/v1/models': 401}, ModelRefused),
            ({'/health': 200, '/v1/models': 200}, ModelBroken),
        ],
    )
    def test_a_server_of_another_kind(self, answers: dict[str, int], error: type[ModelError] | None) -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(answers[request.url.path], text='{"data": 3}'))
        asking = ModelClient(endpoint(), transport)
        if error is None:
            asyncio.run(asking.check())
        else:
            with pytest.raises(error):
                asyncio.run(asking.check())
