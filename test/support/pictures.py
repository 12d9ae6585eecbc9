"""Makes the pictures of docs/pictures again, each from a car that drives in the demo town: `make pictures`.

They are made small by pngquant, where that is installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser import browser
from ports import free_port, is_served
from waiting import wait_for

_FOLDER = Path(__file__).parents[2] / 'docs' / 'pictures'
_IPA = Path(__file__).parents[2] / 'ipa'
_SIZE = {'width': 1280, 'height': 800}
_START = 60.0  # s until the page is served
_STORY, _SETTLED = 240_000, 2_500  # ms


@dataclass(frozen=True)
class Picture:
    """A drive in _FOLDER, who looks at it, and in which zone of time."""

    drive: str
    language: str
    theme: str
    zone: str


_PICTURES: Mapping[str, Picture] = {
    'cockpit': Picture('night.yaml', 'en', 'night', 'America/New_York'),
    'cockpit_zh': Picture('day.yaml', 'zh', 'day', 'Asia/Shanghai'),
}


def take(name: str, picture: Picture) -> None:
    """Play the drive up to its refusal, which is its last word, and look at the page."""
    with _car(picture) as url, browser() as opened:
        context = opened.new_context(viewport=_SIZE)
        for key, value in (('language', picture.language), ('theme', picture.theme)):
            context.add_cookies([{'name': key, 'value': value, 'url': url}])
        page = context.new_page()
        page.goto(url)
        page.locator('.notice').first.wait_for(timeout=_STORY)
        page.wait_for_timeout(_SETTLED)
        page.screenshot(path=_FOLDER / f'{name}.png')
    if shutil.which('pngquant'):
        subprocess.run(['pngquant', '--force', '--ext', '.png', _FOLDER / f'{name}.png'], check=True)


@contextmanager
def _car(picture: Picture) -> Iterator[str]:
    port = free_port()
    command = [f'{_IPA}', 'up', '--drive', f'{_FOLDER / picture.drive}', '--port', f'{port}']
    process = subprocess.Popen(command, env=os.environ | {'TZ': picture.zone})
    try:
        wait_for(lambda: is_served(port), 'the page', _START)
        yield f'http://127.0.0.1:{port}/'
    finally:
        process.terminate()
        process.wait()


if __name__ == '__main__':
    for name in sys.argv[1:] or _PICTURES:
        take(name, _PICTURES[name])
