"""What stands beside the conversation: the car, its warnings and its parts, as text."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.model_reasons import words_of_reasons
from ipa_agents.assistant.ports import Playing, Travelling
from ipa_agents.cabin.events import Level
from ipa_agents.cabin.model_state import ModelState, State
from ipa_agents.cabin.roll_call import Part
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.stage_words import StageWords
from ipa_agents.cabin.telltales import telltale_text, telltales
from ipa_agents.cabin.units import degrees, kilometres, whole
from ipa_agents.cabin.waterfall import Turn
from ipa_agents.persona.wording import Wording, load_words
from ipa_agents.terminal.lines import printable
from ipa_agents.vehicle.seats import Seat, vss_row, vss_side
from ipa_agents.vehicle.signals import Value

__all__ = ['Mood', 'Row', 'alarm', 'car_rows', 'part_rows', 'seat_text', 'summary', 'warning_rows']

Mood = Literal['plain', 'ok', 'warn', 'error']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_PARKED, _DRIVING = 126, 127
_GEARS = {0: 'N', _PARKED: 'P', _DRIVING: 'D'}
_MODEL_MOODS: dict[State, Mood] = {
    'unchecked': 'plain',
    'ready': 'ok',
    'failover': 'warn',
    'doubtful': 'warn',
    'away': 'warn',
}
_MOODS: dict[Level, Mood] = {'ok': 'ok', 'warn': 'warn', 'error': 'error', 'stale': 'error'}
_WITHOUT = {'assistant': 'parts.deaf', 'guard': 'parts.idle'}
"""The parts without which a conversation leads to nothing, and to what it leads then."""


@dataclass(frozen=True, slots=True)
class Row:
    """A name and what is to be said of it; an empty name continues the row above."""

    name: str
    text: str
    mood: Mood = 'plain'


def car_rows(scene: Scene, words: Wording, stages: StageWords) -> Iterator[Row]:
    """How the car drives, what it plays and where it goes, how long the last answer took, and which model there is."""
    yield Row(words('car.speed'), _speed(scene, words))
    yield Row(words('car.battery'), _charge(scene, words))
    inside, outside = (
        degrees(scene.signals.get(path))
        for path in ('Vehicle.Cabin.HVAC.AmbientAirTemperature', 'Vehicle.Exterior.AirTemperature')
    )
    yield Row(words('car.air'), words('car.temperatures', inside=inside, outside=outside))
    first, *more = _media(scene.playing, words)
    yield Row(words('car.media'), first)
    yield from (Row('', text) for text in more)
    first, *more = _way(scene.travelling, words)
    yield Row(words('car.way'), first)
    yield from (Row('', text) for text in more)
    yield Row(words('car.turn'), _took(_last_turn(scene), words, stages))
    if scene.model:
        yield from _model(scene.model, words)


def warning_rows(scene: Scene, words: Wording, listener: Listener) -> Iterator[Row]:
    """What is wrong with the car, as the assistant would say it, and what the guard has warned of lately."""
    lamps = load_words('cockpit')[words.language]
    lit = [telltale for telltale in telltales(scene.signals) if telltale.gravity != 'sign']
    for telltale in lit:
        text = printable(telltale_text(telltale, scene.signals, listener, lamps))
        yield Row('!', text, 'error' if telltale.gravity == 'grave' else 'warn')
    notices = [notice for notice in scene.notices if notice.kind == 'warning']
    yield from (Row('!', printable(notice.reason[words.language]), 'warn') for notice in notices)
    if not lit and not notices:
        yield Row('', words('warnings.none'), 'ok')


def part_rows(scene: Scene, words: Wording, stages: StageWords) -> Iterator[Row]:
    """The parts that are not well, each with the reason; then how many are."""
    parts = scene.roll_call.parts
    for part in parts:
        if part.level != 'ok':
            reason = words('parts.silent') if part.level == 'stale' else printable(part.message)
            yield Row('●', f'{_named(part, words, stages)}: {reason}', _MOODS[part.level])
    if well := sum(part.level == 'ok' for part in parts):
        yield Row('●', words('parts.fine', n=str(well)), 'ok')


def alarm(scene: Scene, words: Wording, stages: StageWords) -> str:
    """What must be said before anything else: that nobody would answer, or act. Empty when all is well."""
    dead = [part for part in scene.roll_call.parts if part.level == 'stale' and part.name in _WITHOUT]
    return '  '.join(
        words('parts.dead', part=_named(part, words, stages), effect=words(_WITHOUT[part.name])) for part in dead
    )


def summary(scene: Scene, words: Wording) -> str:
    """The car in one line, for a terminal that has no room beside the conversation."""
    shown = [_speed(scene, words), _charge(scene, words)]
    if scene.playing and scene.playing.status == 'PLAYING':
        shown.append(f'♪ {_media(scene.playing, words)[0]}')
    if scene.travelling and scene.travelling.trip:
        shown.append(f'→ {" ".join(_way(scene.travelling, words))}')
    unwell = sum(part.level != 'ok' for part in scene.roll_call.parts)
    marks = f'● {unwell}' if unwell else '●'
    return '  '.join((marks, *shown))


def seat_text(scene: Scene, seat: Seat, words: Wording) -> str:
    """A seat and the temperature that is set for it."""
    path = f'Vehicle.Cabin.HVAC.Station.{vss_row(seat)}.{vss_side(seat)}.Temperature'
    value = scene.signals.get(path)
    return words(f'seat.{seat}') + (f' {degrees(value)}°' if value is not None else '')


def _speed(scene: Scene, words: Wording) -> str:
    speed = whole(scene.signals.get('Vehicle.Speed'))
    gear = _gear(scene.signals.get('Vehicle.Powertrain.Transmission.SelectedGear'))
    return '  '.join(filter(None, (gear, words('car.kmh', n=speed))))


def _gear(value: Value | None) -> str:
    """The letter on the lever; numbers are those of VSS, in which reverse gears are negative."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ''
    return _GEARS.get(int(value), 'R' if value < 0 else whole(value))


def _charge(scene: Scene, words: Wording) -> str:
    km = kilometres(scene.signals.get(f'{_BATTERY}.Range'))
    key = 'car.charging' if scene.signals.get(f'{_BATTERY}.Charging.IsCharging') is True else 'car.charge'
    return words(key, percent=whole(scene.signals.get(f'{_BATTERY}.StateOfCharge.Displayed')), km=km)


def _media(playing: Playing | None, words: Wording) -> list[str]:
    if playing is None or playing.status not in ('PLAYING', 'PAUSED'):
        return [words('car.silence')]
    is_zh = words.language == 'zh'
    title = printable((playing.title_zh if is_zh else playing.title) or playing.station)
    artist = printable(playing.artist_zh if is_zh else playing.artist)
    named = words('car.by', title=title, artist=artist) if artist else title
    loud = words('car.muted') if playing.is_muted else words('car.volume', percent=whole(playing.volume))
    return [words('car.held', title=named) if playing.status == 'PAUSED' else named, loud]


def _way(travelling: Travelling | None, words: Wording) -> list[str]:
    if travelling is None or travelling.trip is None or travelling.status == 'IDLE':
        return [words('car.nowhere')]
    destination = travelling.trip.destination
    place = printable(destination.name_zh if words.language == 'zh' else destination.name)
    if travelling.status == 'ARRIVED':
        return [words('car.there', place=place)]
    at = time.strftime('%H:%M', time.localtime(travelling.arrival)) if travelling.arrival else ''
    km, minutes = f'{travelling.distance / 1000:.1f}', f'{travelling.duration / 60:.0f}'
    return [place, words('car.rest', km=km, min=minutes, at=at).rstrip(' ·')]


def _model(model: ModelState, words: Wording) -> Iterator[Row]:
    """Which model answers and where, or that none does or may, with the reason in a row of its own."""
    named = printable(' · '.join(filter(None, (model.model, model.endpoint))))
    yield Row(words('car.model'), words(f'model.{model.state}', named=named), _MODEL_MOODS[model.state])
    if model.reason and model.state != 'ready':
        yield Row('', printable(words_of_reasons(model.reason, words.language)))


def _last_turn(scene: Scene) -> Turn | None:
    """The last one that is over; one that still runs has no length yet."""
    turns = (scene.turns.find(turn_id) for turn_id in reversed(scene.turns.ids()))
    return next((turn for turn in turns if turn and turn.is_over), None)


def _took(turn: Turn | None, words: Wording, stages: StageWords) -> str:
    if turn is None or not turn.bars:
        return words('car.unknown')
    longest = max(turn.bars, key=lambda bar: bar.end_ms - bar.start_ms)
    share = longest.end_ms - longest.start_ms
    if share < 1:
        return words('car.took', ms=whole(turn.total_ms))
    stage = printable(stages.stage(longest.stage)[words.language])
    return words('car.longest', ms=whole(turn.total_ms), stage=stage, share=whole(share))


def _named(part: Part, words: Wording, stages: StageWords) -> str:
    return printable(stages.node(part.name)[words.language])
