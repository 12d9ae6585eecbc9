import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from maps import town_folder

from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.map_routes import router
from ipa_agents.errors import MapMissing

TILE = '15/31439/13391.svg'


def client(folder: Path) -> TestClient:
    application = FastAPI()
    application.include_router(router)
    application.state.map = MapPictures(folder)
    return TestClient(application)


def test_pictures_are_served_and_kept_by_the_browser() -> None:
    served = client(town_folder())
    for path in (f'/map/day/ground/{TILE}', f'/map/night/names/zh/330/{TILE}'):
        answer = served.get(path)
        assert (answer.status_code, answer.headers['content-type']) == (200, 'image/svg+xml')
        assert 'max-age' in answer.headers['cache-control']
        assert "default-src 'none'" in answer.headers['content-security-policy']
        again = served.get(path, headers={'If-None-Match': answer.headers['etag']})
        assert (again.status_code, again.content) == (304, b'')
        assert served.get(path, headers={'If-None-Match': '"older"'}).content == answer.content


@pytest.mark.parametrize(
    'path',
    [
        'day/ground/15/-1/13391.svg',
        'day/ground/15/32768/13391.svg',
        'day/ground/21/0/0.svg',
        'day/ground/x/0/0.svg',
        'day/ground/9999999999999999999999/0/0.svg',
        'dusk/ground/15/31439/13391.svg',
        'day/names/fr/0/15/31439/13391.svg',
        'day/names/en/45/15/31439/13391.svg',
        'day/names/en/0/15/31439/1e3.svg',
        'day/ground/15/31439/13391.png',
    ],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert client(town_folder()).get(f'/map/{path}').status_code == 404


def test_without_a_map_the_cure_is_told_and_a_map_that_comes_later_is_found(tmp_path: Path) -> None:
    served = client(tmp_path / 'town')
    answer = served.get(f'/map/day/ground/{TILE}')
    assert answer.status_code == 404
    assert 'ipa town --if-missing' in answer.text
    shutil.copytree(town_folder(), tmp_path / 'town')
    assert served.get(f'/map/day/ground/{TILE}').status_code == 200


def test_the_version_is_that_of_map_and_style(tmp_path: Path) -> None:
    town = MapPictures(town_folder())
    assert town.version == MapPictures(town_folder()).version
    shutil.copytree(town_folder(), tmp_path / 'town')
    stamp = tmp_path / 'town' / 'stamp.json'
    stamp.write_text(stamp.read_text(encoding='utf-8').replace('"source": "town"', '"source": "x"'), encoding='utf-8')
    assert MapPictures(tmp_path / 'town').version != town.version
    with pytest.raises(MapMissing):
        _ = MapPictures(tmp_path / 'none').version
