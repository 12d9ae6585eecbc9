from pathlib import Path

import pytest

from ipa_agents.brains.qwen.wire.endpoint import Endpoint, load_endpoints
from ipa_agents.errors import ConfigError


def written(folder: Path, *endpoints: str) -> Path:
    file = folder / 'endpoints.yaml'
    file.write_text('endpoints:\n' + ''.join(f'  - {{{endpoint}}}\n' for endpoint in endpoints))
    return file


def test_the_shipped_file_has_the_car_itself() -> None:
    assert load_endpoints() == (Endpoint('car', 'http://127.0.0.1:8000/v1', 'qwen'),)


def test_a_variable_of_the_environment_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(
        tmp_path,
        'name: edge, url: "https://edge.test/v1/", model: m, total_s: 9.5',
        'name: b, url: http://b/v1, model: m',
    )
    monkeypatch.setenv('IPA_ENDPOINTS', str(file))
    edge, other = load_endpoints()
    assert edge == Endpoint('edge', 'https://edge.test/v1', 'm', total_s=9.5)
    assert other.name == 'b'


@pytest.mark.parametrize(
    ('endpoints', 'reason'),
    [
        (['name: a, url: http://a.test/v1, model: m'] * 2, ':3: there are two endpoints named a'),
        (['name: a, url: http://a.test/v1, model: m, api_key_env: KEY'], ':2: a key travels by https only'),
        (['name: a, url: https://a.test/v1, model: m, ca: /nowhere/ca.pem'], ':2: no certificates in /nowhere/ca.pem'),
        ([f'name: a, url: https://a.test/v1, model: m, ca: {__file__}'], ':2: no certificates in'),
        (['name: a, url: "http://[::1/v1", model: m'], ':2: not a URL'),
        (['name: a, url: "http://a.test:99999/v1", model: m'], ':2: not a URL'),
        (['name: a, url: "https://user:secret@a.test/v1", model: m'], ':2: endpoints/0/url'),
        (['name: a, url: "https://a.test/v1?key=secret", model: m'], ':2: endpoints/0/url'),
        (['name: a, url: "ftp://a.test", model: m'], ':2: endpoints/0/url'),
        (['name: a, url: http://a.test/v1, model: m, total_s: 0'], ':2: endpoints/0/total_s'),
        (['name: a, url: http://a.test/v1'], 'model'),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, endpoints: list[str], reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_endpoints(written(tmp_path, *endpoints))
    assert reason in str(caught.value)


@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost', '[::1]', '127.8.8.8'])
def test_on_this_machine_a_key_needs_no_tls(tmp_path: Path, host: str) -> None:
    (endpoint,) = load_endpoints(
        written(tmp_path, f'name: a, url: "http://{host}:8000/v1", model: m, api_key_env: KEY')
    )
    assert endpoint.is_local
    assert not Endpoint('a', 'http://192.168.0.2/v1', 'm').is_local


def test_the_health_of_vllm_is_asked_above_the_api() -> None:
    assert Endpoint('a', 'http://a.test:8000/v1', 'm').root == 'http://a.test:8000'
