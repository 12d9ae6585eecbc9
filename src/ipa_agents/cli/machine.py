"""What this machine needs to run ipa_agents, one check a function; a fault comes with its cure.

What may be missing is imported where it is checked.
"""

import importlib
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipa_agents.bringup.state_folder import memory_folders
from ipa_agents.config_files import config_folder
from ipa_agents.data_folder import data_folder

__all__ = ['MACHINE_CHECKS', 'Finding', 'Status']

Status = Literal['ok', 'warn', 'fail', 'stale']

PACKAGES = (
    *('httpx', 'jsonschema', 'mcap', 'mcap_ros2', 'nicegui', 'numpy', 'osmium', 'prometheus_client', 'psutil'),
    *('rapidfuzz', 'rich', 'textual', 'tinytag', 'transforms3d', 'valhalla', 'yaml'),
)
SHARED_MEMORY = Path('/dev/shm')
GIB = 2**30
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `cure` is empty where nothing needs one."""

    name: str
    status: Status
    detail: str
    cure: str = ''


def check_python() -> Finding:
    found = f'{sys.version.split()[0]} in {sys.prefix}'
    if sys.version_info < (3, 12):  # noqa: UP036, since the interpreter may be anyone's
        return Finding('Python', 'fail', found, 'make setup, which finds or fetches a Python 3.12')
    return Finding('Python', 'ok', found)


def check_packages() -> Finding:
    missing = [name for name in PACKAGES if not _imports(name)]
    if missing:
        return Finding('Packages', 'fail', f'missing: {", ".join(missing)}', 'make setup')
    return Finding('Packages', 'ok', f'{len(PACKAGES)} import')


def check_ros() -> Finding:
    if not _imports('rclpy'):
        cure = 'make setup, or source an installed ROS 2 (Jazzy or Kilted) first'
        return Finding('ROS 2', 'fail', 'rclpy cannot be imported', cure)
    rmw = importlib.import_module('rclpy.utilities').get_rmw_implementation_identifier()
    return Finding('ROS 2', 'ok', f'{os.environ.get("ROS_DISTRO", "unknown distribution")}, {rmw}')


def check_interfaces(checkout: Path | None = None) -> Finding:
    if not (_imports('ipa_agents.msg') and _imports('ipa_agents.srv')):
        return Finding(
            'Interfaces', 'fail', 'ipa_agents.msg cannot be imported', 'make setup, or colcon build and source it'
        )
    setup = (checkout or config_folder().parent) / 'scripts' / 'setup.sh'
    if setup.exists() and subprocess.run([setup, '--check', 'interfaces'], check=False).returncode != 0:
        return Finding('Interfaces', 'fail', 'built, but older than msg/ or srv/', 'make setup')
    return Finding('Interfaces', 'ok', 'built and up to date')


def check_dds() -> Finding:
    """A talker and a listener in two processes, over whatever ROS is set to use."""
    token = secrets.token_hex(8)
    command = [sys.executable, '-m', 'ipa_agents.nodes.probe']
    started = time.monotonic()
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, 'talk', token], stdout=quiet, stderr=quiet) as talker:
        heard = subprocess.run([*command, 'listen', token], stdout=quiet, stderr=quiet, check=False).returncode == 0
        talker.terminate()
    domain = (
        f'domain {os.environ.get("ROS_DOMAIN_ID", "0")}, {os.environ.get("ROS_AUTOMATIC_DISCOVERY_RANGE", "SUBNET")}'
    )
    if not heard:
        cure = 'let multicast and UDP pass on the loopback interface, or set ROS_STATIC_PEERS=127.0.0.1'
        return Finding('DDS', 'fail', f'two processes do not hear each other ({domain})', cure)
    return Finding('DDS', 'ok', f'heard another process after {time.monotonic() - started:.1f} s ({domain})')


def check_settings() -> Finding:
    """Reads config/ as its owners do."""
    try:
        from ipa_agents.cli.settings import mistakes, readers
    except ImportError as error:
        return Finding('Settings', 'fail', f'cannot be read: {error}', 'make setup')
    if found := mistakes(readers()):
        return Finding('Settings', 'fail', '; '.join(found), 'mend the lines named here, as config/schemas asks')
    return Finding('Settings', 'ok', f'all of {config_folder()}')


def check_map(folder: Path | None = None) -> Finding:
    """Drives from the southernmost place of the map to the northernmost, in mind."""
    folder = folder or data_folder() / 'town'
    try:
        from ipa_agents.travel.map.folder import load_map
        from ipa_agents.travel.places.query import PlaceQuery
        from ipa_agents.travel.routing.position import Position

        chart = load_map(folder)
        ends = (chart.places.search(PlaceQuery(pole, 0.0, limit=1)) for pole in (-90.0, 90.0))
        first, last = (end.places[0] for end in ends)
        (route,) = chart.router.plan(Position(first.latitude, first.longitude), last)
    except Exception as error:  # noqa: BLE001 - a broken map or Valhalla may raise anything
        return Finding('Map', 'fail', f'{type(error).__name__}: {error}', 'ipa town, which makes it anew')
    return Finding('Map', 'ok', f'{chart.stamp.places} places, {route.distance / 1000:.1f} km routed')


def check_compiler() -> Finding:
    missing = [tool for tool in ('g++', 'gcc', 'make') if shutil.which(tool) is None]
    if missing:
        cure = 'sudo apt-get install build-essential, before msg/ or srv/ change'
        return Finding('Compiler', 'warn', f'missing: {", ".join(missing)}', cure)
    return Finding('Compiler', 'ok', 'g++, gcc, make')


def check_disk(folder: Path | None = None) -> Finding:
    free = shutil.disk_usage(folder or config_folder()).free
    detail = f'{free / GIB:.1f} GiB free'
    if free >= GIB:
        return Finding('Disk', 'ok', detail)
    return Finding(
        'Disk', 'warn' if free >= 100 * MIB else 'fail', detail, 'free some space: a set-up takes about 1 GiB'
    )


def check_shared_memory(folder: Path = SHARED_MEMORY) -> Finding:
    if not os.access(folder, os.W_OK):
        cure = 'mount a tmpfs there; until then messages take the slower way over UDP'
        return Finding('Shared memory', 'warn', f'{folder} cannot be written', cure)
    free = shutil.disk_usage(folder).free
    if free < 16 * MIB:
        cure = f'remove old fastrtps_* files from {folder}, or give a container more (docker run --shm-size=256m)'
        return Finding('Shared memory', 'warn', f'{free / MIB:.0f} MiB free', cure)
    places = memory_folders()
    kept = f'nodes keep their state for a restart in {places[0]}' if places else 'no node keeps its state'
    return Finding('Shared memory', 'ok', f'{free / MIB:.0f} MiB free; {kept}')


def check_terminal() -> Finding:
    encoding = sys.stdout.encoding
    if encoding.lower().replace('-', '') != 'utf8':
        return Finding('Terminal', 'warn', f'{encoding} cannot show Chinese', 'export LANG=C.UTF-8')
    return Finding('Terminal', 'ok', 'UTF-8')


def check_sound() -> Finding:
    if shutil.which('mpv') is None:
        cure = 'sudo apt-get install mpv; until then music and radio are seen and not heard'
        return Finding('Sound', 'warn', 'mpv is not installed', cure)
    return Finding('Sound', 'ok', 'mpv')


def _imports(module: str) -> bool:
    try:
        importlib.import_module(module)
    except Exception:  # noqa: BLE001 - a broken C extension may raise anything
        return False
    return True


MACHINE_CHECKS: tuple[Callable[[], Finding], ...] = (
    check_python,
    check_packages,
    check_ros,
    check_interfaces,
    check_dds,
    check_settings,
    check_map,
    check_compiler,
    check_disk,
    check_shared_memory,
    check_terminal,
    check_sound,
)
