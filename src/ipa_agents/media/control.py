"""Turns a command's action and arguments into one call of the player."""

from collections.abc import Callable, Mapping
from typing import Any

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.player import Player
from ipa_agents.media.search import KINDS

__all__ = ['ACTIONS', 'control']

Arguments = Mapping[str, Any]


def _play(player: Player, arguments: Arguments) -> None:
    kind = arguments.get('kind') or 'any'
    if kind != 'any' and kind not in KINDS:
        raise RejectedCommand(f'There is no kind of music called {kind[:40]}.', f'没有“{kind[:40]}”这种音乐类别。')
    player.play(arguments.get('query', ''), kind, arguments.get('artist', ''))


def _set_shuffle(player: Player, arguments: Arguments) -> None:
    player.shuffle(_mode(arguments, ('OFF', 'ON')) == 'ON')


def _mode(arguments: Arguments, modes: tuple[str, ...]) -> Any:
    mode = arguments.get('mode', '')
    if mode not in modes:
        raise RejectedCommand(f'The mode must be one of {", ".join(modes)}.', f'模式只能是{"、".join(modes)}。')
    return mode


_CALLS: Mapping[str, Callable[[Player, Arguments], None]] = {
    'PLAY': _play,
    'PAUSE': lambda player, _: player.pause(),
    'RESUME': lambda player, _: player.resume(),
    'STOP': lambda player, _: player.stop(),
    'NEXT': lambda player, _: player.next(),
    'PREVIOUS': lambda player, _: player.previous(),
    'SEEK': lambda player, arguments: player.seek(arguments.get('position', 0.0)),
    'SET_VOLUME': lambda player, arguments: player.set_volume(arguments.get('volume', float('nan'))),
    'MUTE': lambda player, _: player.mute(),
    'UNMUTE': lambda player, _: player.unmute(),
    'SET_SHUFFLE': _set_shuffle,
    'SET_REPEAT': lambda player, arguments: player.repeat(_mode(arguments, ('OFF', 'ONE', 'ALL'))),
}
ACTIONS = tuple(_CALLS)


def control(player: Player, action: str, arguments: Arguments) -> None:
    """Do `action` (one of ACTIONS) with the fields of MediaCommand as `arguments`; raises RejectedCommand."""
    call = _CALLS.get(action)
    if call is None:
        raise RejectedCommand(f'The player knows no action {action[:40]}.', f'播放器不支持“{action[:40]}”操作。')
    call(player, arguments)
