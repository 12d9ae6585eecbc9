"""A PostgreSQL server of our own with PostGIS, in a folder that goes away with it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ports import free_port

__all__ = ['Cluster', 'cluster', 'why_none']

_PROGRAMS = Path('/usr/lib/postgresql')
_PATIENCE = 60.0


def why_none() -> str:
    """Why there can be no server on this machine; empty where there can be one."""
    if _folder() is None:
        return 'no program of a PostgreSQL server (Debian: postgresql-postgis)'
    if os.geteuid() == 0 and not _account():
        return 'a PostgreSQL server does not run as root, and there is no user postgres'
    extension = Path('/usr/share/postgresql') / _version() / 'extension' / 'postgis.control'
    return '' if extension.is_file() else f'PostGIS is not installed ({extension})'


class Cluster:
    """A server that can be stopped, hung, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.address = f'postgresql://ipa@127.0.0.1:{self.port}/postgres'
        self._process: subprocess.Popen[bytes] | None = None
        self._run('initdb', '-U', 'ipa', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '-D', self._data)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ('fsync=off', 'listen_addresses=127.0.0.1', f'unix_socket_directories={self._folder}')
        command = [_program('postgres'), '-D', self._data, '-p', str(self.port)]
        self._process = subprocess.Popen(
            [*command, *(word for option in options for word in ('-c', option))],
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / 'log').open('wb'),
            **_as_user(),
        )
        end = time.monotonic() + _PATIENCE
        while subprocess.run(self._ready, capture_output=True, check=False).returncode:
            assert self._process.poll() is None, (self._folder / 'log').read_text()
            assert time.monotonic() < end, 'the server does not come up'
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, as when the machine goes down."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_PATIENCE)
            self._process = None

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let all of its processes stand still."""
        assert self._process is not None
        children = Path(f'/proc/{self._process.pid}/task/{self._process.pid}/children').read_text().split()
        processes = [self._process.pid, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    @property
    def _data(self) -> str:
        return str(self._folder / 'data')

    @property
    def _ready(self) -> list[str]:
        return [_program('pg_isready'), '-h', '127.0.0.1', '-p', str(self.port)]

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run([_program(program), *words], capture_output=True, text=True, check=False, **_as_user())
        assert done.returncode == 0, done.stderr


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs."""
    folder = Path(tempfile.mkdtemp(prefix='ipa-postgres-'))
    if account := _account():
        os.chown(folder, account.pw_uid, account.pw_gid)
    made = None
    try:
        made = Cluster(folder)
        made.start()
        yield made
    finally:
        if made is not None:
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _as_user() -> dict[str, Any]:
    account = _account()
    if account is None:
        return {}
    return {'user': account.pw_uid, 'group': account.pw_gid, 'extra_groups': [], 'cwd': '/'}


def _account() -> pwd.struct_passwd | None:
    """Whom root lets a server run as."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam('postgres')
    except KeyError:
        return None


def _folder() -> Path | None:
    found = sorted(_PROGRAMS.glob('*/bin/initdb'), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _version() -> str:
    folder = _folder()
    return folder.parts[-2] if folder else ''


def _program(name: str) -> str:
    folder = _folder()
    assert folder is not None
    return str(folder / name)
