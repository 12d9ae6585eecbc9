"""The interfaces of other worlds (test/interfaces), built by colcon when a test needs them, once for each content."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

__all__ = ['with_interfaces']

_CHECKOUT = Path(__file__).resolve().parents[2]
_SOURCES = _CHECKOUT / 'test' / 'interfaces'
_BUILT = _CHECKOUT / '.ipa' / 'test_interfaces'
_DIGITS = 12
_PATIENCE = 900.0  # s, for a machine under load; on a free one a package takes a quarter of a minute


def with_interfaces(name: str) -> Mapping[str, str]:
    """The environment of a process that knows interfaces: of one package, "now/hri_msgs", or of all in a folder, "now".

    Skips the test where they cannot be built.
    """
    if shutil.which('colcon') is None:
        pytest.skip('colcon is missing: the interfaces of other worlds cannot be built')
    source = _SOURCES / name
    sources = (
        [source] if (source / 'package.xml').exists() else sorted(file.parent for file in source.glob('*/package.xml'))
    )
    built = [_built(package) for package in sources]
    relative = Path(sysconfig.get_path('platlib', vars={'platbase': '.'}))
    return {
        'AMENT_PREFIX_PATH': _before(built, 'AMENT_PREFIX_PATH'),
        'LD_LIBRARY_PATH': _before([prefix / 'lib' for prefix in built], 'LD_LIBRARY_PATH'),
        'PYTHONPATH': _before([prefix / relative for prefix in built], 'PYTHONPATH'),
    }


def _built(source: Path) -> Path:
    """Where the package is installed, built when it was not."""
    name = '-'.join(source.relative_to(_SOURCES).parts)
    folder = _BUILT / f'{name}-{_fingerprint(source)}'
    _BUILT.mkdir(parents=True, exist_ok=True)
    with (_BUILT / f'{name}.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two sessions at once, one builds and the other waits
        if not (folder / 'done').exists():
            for older in _BUILT.glob(f'{name}-{"?" * _DIGITS}'):
                shutil.rmtree(older)
            folder.mkdir()
            _build(source, folder)
    return folder / 'install'


def _build(source: Path, folder: Path) -> None:
    command = ['colcon', '--log-base', str(folder / 'log'), 'build', '--merge-install', '--base-paths', str(source)]
    command += ['--build-base', str(folder / 'build'), '--install-base', str(folder / 'install')]
    command += ['--cmake-args', '-DBUILD_TESTING=OFF', f'-DPython3_EXECUTABLE={sys.executable}']
    with (folder / 'output').open('w') as output:
        done = subprocess.run(command, env=_environment(), stdout=output, stderr=output, timeout=_PATIENCE, check=False)
    if done.returncode:
        pytest.skip(f'the interfaces of {source.name} cannot be built: see {folder / "output"}')
    shutil.rmtree(folder / 'build')
    (folder / 'done').touch()


def _environment() -> dict[str, str]:
    """That of scripts/setup.sh: with ROS from wheels, the sources here must not hide what the wheels hold."""
    environment = {**os.environ, 'MAKEFLAGS': f'-j{os.cpu_count()}'}
    if os.environ.get('AMENT_PREFIX_PATH', '').endswith(sys.prefix):
        del environment['PYTHONPATH']
    return environment


def _fingerprint(source: Path) -> str:
    found = hashlib.sha256(sys.version.encode() + os.environ.get('AMENT_PREFIX_PATH', '').encode())
    for file in sorted(source.rglob('*')):
        if file.is_file():
            found.update(str(file.relative_to(source)).encode() + file.read_bytes())
    return found.hexdigest()[:_DIGITS]


def _before(paths: Iterable[Path], variable: str) -> str:
    return ':'.join([*map(str, paths), os.environ.get(variable, '')])
