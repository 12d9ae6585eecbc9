"""Colours for the day and for the night."""

from typing import Literal, get_args

from textual.theme import Theme

__all__ = ['COLOURS', 'THEMES', 'Daylight']

Daylight = Literal['night', 'day']
THEMES: tuple[Daylight, ...] = get_args(Daylight)

COLOURS = (
    Theme(
        name='night',
        primary='#6cc4ff',
        secondary='#8a97a8',
        warning='#f2b84b',
        error='#ff7a6b',
        success='#63d6a6',
        accent='#6cc4ff',
        foreground='#e8edf3',
        background='#0b0f14',
        surface='#121922',
        panel='#1b2530',
        dark=True,
    ),
    Theme(
        name='day',
        primary='#00558f',
        secondary='#56606c',
        warning='#8a5a00',
        error='#b3261e',
        success='#006b45',
        accent='#00558f',
        foreground='#14181d',
        background='#f4f6f8',
        surface='#ffffff',
        panel='#dfe5ea',
        dark=False,
    ),
)
