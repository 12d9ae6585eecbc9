"""What plays: in the dock a cover, the title and the most needed keys; on a sheet the volume and the stations."""

from functools import partial
from typing import Any

from ipa_agents.assistant.ports import Playing
from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.units import played
from ipa_agents.cockpit.elements import (
    box,
    button,
    icon,
    icon_button,
    set_attribute,
    set_class,
    set_style,
    show_icon,
    text,
)
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.sheet import Sheet

__all__ = ['MediaPanel']

_STRIDE = 5  # % of volume
_HUES = 360


class MediaPanel:
    """Titles are texts, whatever stands in them."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        words = cockpit.words
        sheet = self._make_sheet()
        with box(classes='player card'):
            with box(
                'button',
                'cover',
                type='button',
                popovertarget=sheet,
                aria_label=words('media.more'),
                aria_keyshortcuts='v',
            ) as self._cover:
                self._art = icon('note')
            with box(classes='playing'):
                self._title = text(classes='title', tag='div')
                self._artist = text(classes='artist', tag='div')
            with box(classes='transport'):
                icon_button('previous', words('media.previous'), partial(self._do, 'PREVIOUS'), 'key round')
                self._play = icon_button(
                    'play', words('media.play'), self._play_or_pause, 'key round play', aria_keyshortcuts='p'
                )
                icon_button('next', words('media.next'), partial(self._do, 'NEXT'), 'key round', aria_keyshortcuts='n')
            with box(classes='progress', aria_hidden='true') as self._progress:
                self._position = text()
                self._track = box(classes='progress-track')
                self._duration = text()

    def refresh(self, changes: Changes) -> None:
        """Show what plays."""
        if 'media' not in changes:
            return
        playing = self._cockpit.scene.playing or Playing('STOPPED')
        self._show_title(playing)
        self._show_progress(playing)
        is_playing = playing.status == 'PLAYING'
        show_icon(self._play.default_slot.children[0], 'pause' if is_playing else 'play')
        set_attribute(self._play, 'aria-label', self._cockpit.words('media.pause' if is_playing else 'media.play'))
        self._volume.set_text(f'{playing.volume:.0f}')
        show_icon(self._mute.default_slot.children[0], 'muted' if playing.is_muted else 'volume')
        set_class(self._mute, 'on', playing.is_muted)
        set_class(self._shuffle, 'on', playing.is_shuffled)
        for switch, is_on in ((self._mute, playing.is_muted), (self._shuffle, playing.is_shuffled)):
            set_attribute(switch, 'aria-pressed', 'true' if is_on else 'false')

    def _make_sheet(self) -> str:
        words, language = self._cockpit.words, self._cockpit.viewer.language
        with Sheet(self._cockpit, 'media') as sheet:
            with box(classes='row volume', role='group', aria_label=words('media.volume')):
                self._mute = icon_button('volume', words('media.mute'), self._toggle_mute, 'key', aria_keyshortcuts='m')
                self._shuffle = icon_button('shuffle', words('media.shuffle'), self._toggle_shuffle, 'key')
                icon_button('minus', words('media.quieter'), partial(self._change_volume, -_STRIDE), 'key')
                with box('output', 'degrees'):
                    self._volume = text()
                    text('%', tag='small')
                icon_button('plus', words('media.louder'), partial(self._change_volume, _STRIDE), 'key')
            text(words('media.stations'), tag='h3')
            with box(classes='stations'):
                for station in self._cockpit.stations:
                    name = station.name[language]
                    with button('', partial(self._do, 'PLAY', query=name, kind='station'), 'key station-key'):
                        text(name)
                        text(f'{station.frequency:g}' if station.frequency else '', tag='small')
        return sheet.popover_id

    def _show_title(self, playing: Playing) -> None:
        is_chinese = self._cockpit.viewer.language == 'zh'
        title = (playing.title_zh if is_chinese else '') or playing.title
        artist = (playing.artist_zh if is_chinese else '') or playing.artist
        album = (playing.album_zh if is_chinese else '') or playing.album
        self._title.set_text(title or playing.station or self._cockpit.words('media.nothing'))
        self._artist.set_text(' · '.join(filter(None, (artist, album or (playing.station if title else '')))))
        show_icon(self._art, 'radio' if playing.station else 'note')
        set_class(self._cover, 'silent', not (title or playing.station))
        set_style(self._cover, '--hue', f'{sum(map(ord, playing.album or playing.station or title)) * 47 % _HUES}')

    def _show_progress(self, playing: Playing) -> None:
        set_class(self._progress, 'absent', playing.duration <= 0)
        if playing.duration > 0:
            self._position.set_text(played(playing.position))
            self._duration.set_text(played(playing.duration))
            set_style(self._track, '--part', f'{min(playing.position / playing.duration, 1.0):.3f}')

    def _do(self, action: str, **arguments: Any) -> None:
        self._cockpit.controls.touch('control_media', {'action': action, **arguments}, self._cockpit.viewer)

    def _play_or_pause(self) -> None:
        status = self._status().status
        self._do({'PLAYING': 'PAUSE', 'PAUSED': 'RESUME'}.get(status, 'PLAY'))

    def _toggle_mute(self) -> None:
        self._do('UNMUTE' if self._status().is_muted else 'MUTE')

    def _toggle_shuffle(self) -> None:
        self._do('SET_SHUFFLE', mode='OFF' if self._status().is_shuffled else 'ON')

    def _change_volume(self, change: int) -> None:
        self._do('SET_VOLUME', volume=min(max(round(self._status().volume) + change, 0), 100))

    def _status(self) -> Playing:
        return self._cockpit.scene.playing or Playing('STOPPED')
