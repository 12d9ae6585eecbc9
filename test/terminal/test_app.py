"""The screen of `ipa chat`, driven without a terminal."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from fake_cabin import speech

from ipa_agents.assistant.ports import Playing, Travelling, Trip
from ipa_agents.cabin.events import Condition, Event, Report, Stage
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.language import Language
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.signals import Signal

pytest.importorskip('textual')
from textual.pilot import Pilot

from ipa_agents.terminal.app import ChatApp

CATALOGUE = load_catalogue()
CAFE = Place('n1', 'Café [red]Rouge[/red]', '红色咖啡馆', 'cafe', 31.2, 165.4)
WIDE, NARROW = (110, 30), (60, 20)
ASKED = Outcome('p1', 't1', Status.NEEDS_CONFIRMATION, 'cb-004', 'Open the trunk?', '打开后备箱吗？', 'c1')


@dataclass
class Car:
    """What happens next is in `events`; what was said comes back as from a real one."""

    events: list[Event] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    def news(self) -> list[Event]:
        events, self.events = self.events, []
        return events

    def say(self, text: str, seat: str) -> None:
        self.said.append((text, seat))
        self.events.append(Utterance(str(len(self.said)), seat, text, '', 0.0))


@dataclass
class Seen:
    """An open screen and the car behind it."""

    app: ChatApp
    car: Car
    pilot: Pilot[None]

    def text(self) -> str:
        """All that is shown, a line a row."""
        rows = self.app.screen._compositor.render_strips()
        return '\n'.join(''.join(segment.text for segment in row) for row in rows)

    async def until(self, is_so: Callable[[], object], what: str = '') -> None:
        """Wait for what must come."""
        for _ in range(600):
            if is_so():
                return
            await self.pilot.pause(0.05)
        pytest.fail(f'waited in vain for {what or "the condition"}; the screen shows:\n{self.text()}')

    async def shows(self, *texts: str) -> None:
        await self.until(lambda: all(text in self.text() for text in texts), str(texts))

    async def hear(self, *events: Event) -> None:
        self.car.events.extend(events)
        await self.until(lambda: not self.car.events)


@asynccontextmanager
async def opened(size: tuple[int, int] = WIDE, language: Language = 'en', parts: Iterable[str] = ()) -> Iterable[Seen]:
    car = Car()
    scene = Scene(Transcript(CATALOGUE, load_persona('juno')), parts)
    app = ChatApp(car, scene, CATALOGUE, language)
    async with app.run_test(size=size) as pilot:
        yield Seen(app, car, pilot)


def run(test: Callable[[], object]) -> None:
    asyncio.run(test())


def condition(part: str, level: str, message: str = '') -> Condition:
    return Condition(f'/ipa/{part}: status', level, message, {}, 'ipa_agents')


def test_a_sentence_is_said_from_the_chosen_seat_and_the_answer_is_shown() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.pilot.press(*'21 please', 'enter')
            assert seen.car.said == [('21 please', 'row1_driver')]
            await seen.hear(speech('It is set to 21.'))
            await seen.shows('Driver        21 please', 'Juno          It is set to 21.')
            await seen.pilot.press('f2', 'f2')
            await seen.pilot.press(*'打开车窗', 'enter')
            assert seen.car.said[-1] == ('打开车窗', 'row2_driver')
            await seen.pilot.click('#row2_passenger')
            await seen.pilot.press('a', 'enter')
            assert seen.car.said[-1] == ('a', 'row2_passenger')
            await seen.pilot.press(*'/seat row1_passenger', 'enter', 'b', 'enter')
            assert seen.car.said[-1] == ('b', 'row1_passenger')
            assert len(seen.car.said) == 4

    run(test)


def test_an_answer_grows_where_it_stands() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.hear(speech('A heat pump', is_last=False))
            await seen.shows('Juno          A heat pump')
            await seen.hear(speech(' moves warmth from the air outside into the cabin', is_last=False, continues=True))
            await seen.hear(speech('.', continues=True))
            await seen.shows('A heat pump moves warmth', 'cabin.')
            assert seen.text().count('Juno') == 1
            await seen.hear(speech('Now', is_last=False), Utterance('u', 'row2_driver', 'Hello', '', 0.0))
            await seen.hear(speech(' then.', continues=True))
            await seen.shows('Now then.', 'Back left     Hello')
            assert seen.text().index('Now then.') < seen.text().index('Hello')

    run(test)


def test_an_answer_names_who_understood_and_the_board_the_state_of_the_model() -> None:
    def told(**values: str) -> Condition:
        return Condition('/ipa/assistant: model', 'ok', '', values, 'ipa_agents')

    async def test() -> None:
        async with opened() as seen:
            await seen.hear(speech('It is set to 21.'), told(state='ready', model='qwen3-tiny', endpoint='car'))
            await seen.shows('It is set to 21.', 'Model', 'qwen3-tiny · car')
            await seen.hear(Stage('t', 'assistant', 'model', {'model': 'qwen3-tiny', 'endpoint': 'edge'}, 1.0, 1.0))
            await seen.shows('It is set to 21.  ‹qwen3-tiny · edge›')
            await seen.hear(told(state='doubtful', model='qwen3-tiny', endpoint='car', reason='car: nonsense'))
            await seen.shows('doubtful: qwen3-tiny · car', 'car: its answer made no')
            await seen.hear(told(state='away', reason='no answer from [b]car[/b]'))
            await seen.shows('away; the reflex alone', 'no answer from')
            await seen.hear(told(state='away', reason='car: no_connection'))
            await seen.pilot.press('f3')
            await seen.shows('离线，仅反射', 'car: 无法连接')

    run(test)


def test_what_was_said_comes_back_with_the_arrows() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.pilot.press('a', 'enter', 'b', 'enter', 'b', 'enter', 'c', 'up', 'up', 'enter')
            assert [text for text, _ in seen.car.said] == ['a', 'b', 'b', 'a']
            await seen.pilot.press('d', 'up', 'up', 'up', 'up', 'up', 'down', 'down', 'down', 'down', 'enter', 'enter')
            assert [text for text, _ in seen.car.said][4:] == ['d']

    run(test)


def test_the_car_is_shown_beside_the_conversation_in_both_languages() -> None:
    values = {
        'Vehicle.Speed': 50.0,
        'Vehicle.Powertrain.Transmission.SelectedGear': 127.0,
        'Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed': 68.0,
        'Vehicle.Powertrain.TractionBattery.Range': 312_400,
        'Vehicle.Cabin.HVAC.Station.Row2.Passenger.Temperature': 19.5,
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': 24.0,
        'Vehicle.Exterior.AirTemperature': -3.0,
        'Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow': True,
    }
    stages = (('heard', 0.0), ('brain', 30.0), ('said', 42.0))

    async def test() -> None:
        async with opened() as seen:
            await seen.hear(
                Report('simulator', tuple(Signal(path, value) for path, value in values.items())),
                Playing('PLAYING', 'Blue', '蓝', 'Odile', '奥迪尔', volume=30.0),
                Travelling('GUIDING', Trip(CAFE, 3400.0, 480.0), distance=3400.0, duration=480.0),
                *(Stage('t', 'assistant', name, {'is_last': name == 'said'}, ms, ms / 1000) for name, ms in stages),
            )
            await seen.hear(condition('media', 'warn', 'mpv is not installed'), condition('hvac', 'ok'))
            await seen.shows('media: mpv is not installed', '1 part in order')
            await seen.shows('D  50 km/h', '68 % · 312 km', 'inside 24° · outside -3°', 'Back right 19.5°')
            await seen.shows('Blue · Odile', 'volume 30 %', 'Café [red]Rouge[/red]', '3.4 km · 8 min')
            await seen.shows('42 ms · understands 30 ms', 'A tyre is low')
            await seen.pilot.press('f3')
            await seen.shows('50 公里/时', '68% · 312 公里', '车内 24° · 车外 -3°', '后排右 19.5°', '蓝 · 奥迪尔')
            await seen.shows('红色咖啡馆', '3.4 公里 · 8 分钟', '42 毫秒 · 理解 30 毫秒', '胎', '帮助', '退出')

    run(test)


def test_an_open_question_is_answered_by_a_key_or_a_click_and_only_then() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.pilot.press('ctrl+y')
            assert seen.car.said == []
            await seen.hear(ASKED)
            await seen.shows('Open the trunk?', '^Y Yes', '^N No')
            await seen.pilot.press('x', 'ctrl+y')
            assert seen.car.said == [('yes', 'row1_driver')]
            await seen.hear(Outcome('p1', 't1', Status.DONE))
            await seen.until(lambda: '^Y Yes' not in seen.text())
            await seen.pilot.press('ctrl+n', 'f3')
            assert len(seen.car.said) == 1
            await seen.hear(ASKED)
            await seen.shows('打开后备箱吗？')
            await seen.pilot.click('#no')
            assert seen.car.said[-1] == ('不用', 'row1_driver')

    run(test)


def test_a_refusal_names_its_rule() -> None:
    async def test() -> None:
        async with opened() as seen:
            reason = 'It stays closed.'
            await seen.hear(Outcome('p', 't', Status.DENIED, 'driving-state', reason, '后备箱保持关闭。'))
            await seen.shows('✗ not allowed (driving-state): It stays closed.')

    run(test)


def test_a_dead_assistant_is_shown_and_a_living_one_takes_it_back() -> None:
    async def test() -> None:
        async with opened(NARROW, parts=['assistant', 'hvac']) as seen:
            await seen.hear(condition('assistant', 'ok'), condition('hvac', 'error', 'broken'))
            assert 'not there' not in seen.text()
            await seen.shows('The assistant is not there: nobody answers.')
            await seen.hear(condition('assistant', 'ok'))
            await seen.until(lambda: 'not there' not in seen.text(), 'the alarm to go')

    run(test)


@pytest.mark.parametrize('size', [(30, 10), NARROW, (80, 24), WIDE, (200, 60)])
def test_every_size_shows_the_conversation_the_seats_and_what_is_typed(size: tuple[int, int]) -> None:
    async def test() -> None:
        async with opened(size) as seen:
            await seen.hear(speech('Hello there.'))
            await seen.pilot.press(*'hi')
            await seen.shows('Hello there.', '▸', 'hi', 'F1')
            assert ('Battery' in seen.text()) == (size[0] >= 96)
            await seen.pilot.resize_terminal(*WIDE)
            await seen.shows('Battery', 'Hello there.')
            await seen.pilot.resize_terminal(*NARROW)
            await seen.until(lambda: 'Battery' not in seen.text(), 'the summary')
            await seen.shows('Hello there.', 'km/h')

    run(test)


def test_text_of_the_car_can_do_nothing_to_the_screen() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.hear(
                Utterance('u', 'row1_driver', '[b]bold[/b] \x1b[2Jgone \x07[@click=app.quit]x[/]', '', 0.0),
                speech('[link=https://example.org]tap[/link] [/nothing]'),
                Playing('PLAYING', '[@click=app.quit]title[/]', '题', volume=1.0),
                Outcome('p', 't', Status.NEEDS_CONFIRMATION, 'r', '[blink]Open?[/blink]', '开？', 'c'),
                condition('x[red]', 'error', '[/red] \x1b[0m'),
            )
            await seen.shows('[b]bold[/b]  [2Jgone', '[link=https://example.org]tap[/link]', '[@click=app.quit]title')
            await seen.shows('[blink]Open?[/blink]', '[/red]')
            assert not set('\x1b\x07') & set(seen.text())

    run(test)


def test_ten_thousand_messages_leave_the_newest_and_a_screen_that_answers() -> None:
    async def test() -> None:
        async with opened(NARROW) as seen:
            await seen.hear(*(speech(f'message {number}', is_last=False) for number in range(10_000)))
            await seen.shows('message 9999')
            assert len(seen.app.query_one('#conversation').lines) <= 1000
            await seen.pilot.press('pageup')
            await seen.until(lambda: 'message 9999' not in seen.text(), 'older lines')
            await seen.hear(speech('one more', is_last=False))
            assert 'one more' not in seen.text(), 'who reads is not disturbed'
            await seen.pilot.press(*['pagedown'] * 3)
            await seen.shows('one more')

    run(test)


def test_help_day_and_leaving() -> None:
    async def test() -> None:
        async with opened() as seen:
            await seen.hear(speech('Hello.'))
            await seen.pilot.press('f1')
            await seen.shows('Ctrl-Q  leave')
            await seen.pilot.press('q')
            await seen.until(lambda: 'Ctrl-Q  leave' not in seen.text(), 'the help to close')
            await seen.pilot.press('f4')
            await seen.until(lambda: seen.app.theme == 'day')
            await seen.shows('Hello.')
            await seen.pilot.press(*'/what', 'enter')
            await seen.shows('Ctrl-Q  leave')
            await seen.pilot.press('escape')
            assert seen.car.said == []
            await seen.pilot.press(*'/quit', 'enter')
            await seen.until(lambda: not seen.app.is_running, 'the end')

    run(test)
