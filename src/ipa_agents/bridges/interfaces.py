"""Messages, services and actions of packages that need not be installed."""

from importlib import import_module
from typing import Any

from ipa_agents.errors import SetupError

__all__ = ['cure', 'interface']


def interface(type_name: str) -> Any:
    """The class of "package/msg/Name", "package/srv/Name" or "package/action/Name"; raises SetupError."""
    package, kind, name = type_name.split('/')
    try:
        return getattr(import_module(f'{package}.{kind}'), name)
    except (ImportError, AttributeError) as error:
        raise SetupError(f'{type_name} is not installed. {cure(package)}') from error


def cure(package: str) -> str:
    """What to do where a package of messages is missing, for people."""
    name = package.replace('_', '-')
    return f'Cure: sudo apt install ros-$ROS_DISTRO-{name}, or build it from source, and source its setup'
