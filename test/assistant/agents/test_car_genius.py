import asyncio

from rehearsal import AC, CATALOGUE, Rehearsal, acting, meaning

from ipa_agents.assistant.ports import Playing
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step


def reading(*paths: str) -> Interpretation:
    return meaning(Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': list(paths)})))


def playing(action: str, **arguments: object) -> Interpretation:
    return meaning(acting('control_media', Domain.MEDIA, action=action, **arguments))


def test_only_what_is_known_is_told() -> None:
    codes = 'Vehicle.Diagnostics.DTCList'
    script = {'state': reading(AC, codes), '故障': reading(codes), 'nonsense': reading('Vehicle.No.Such')}

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('state') == 'The air conditioning is off.'
        stage.car.signals[codes] = ('P0A80', 'C0750')
        assert await stage.ask('故障') == '有故障码：P0A80和C0750。'
        assert await stage.ask('nonsense') == 'I have no information about that.'

    Rehearsal(script, signals={AC: False}).play(scene)


def test_of_many_signals_only_those_that_are_on_are_told() -> None:
    paths = [path for path in CATALOGUE.signals if 'Cabin.HVAC' in path]
    signals = {path: CATALOGUE[path].default for path in paths if CATALOGUE[path].default is not None}

    async def scene(stage: Rehearsal) -> None:
        stage.car.signals[AC] = True
        text = await stage.ask('climate')
        assert 'air conditioning is on' in text
        assert ' off' not in text
        assert len(text) < 400

    Rehearsal({'climate': reading(*paths)}, signals=signals).play(scene)


def test_the_weather_is_told_by_the_sensors_and_nothing_more() -> None:
    call = Call('read_signals', {'paths': ['Vehicle.Exterior.Humidity']})
    script = {'weather': meaning(Step(Domain.WEATHER, Act.INFORM, call, 'weather_outside'))}
    signals = {'Vehicle.Exterior.Weather': 'CLOUDY', 'Vehicle.Exterior.AirTemperature': 6.0}

    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('weather')
        assert text.startswith('The weather is cloudy and the ')
        assert text.endswith('6 degrees.')

    Rehearsal(script, signals=signals).play(scene)


def test_music_is_named_when_it_plays() -> None:
    script = {
        'play': playing('PLAY', query='moon'),
        'what plays': meaning(Step(Domain.MEDIA, Act.INFORM, Call('read_media', {}))),
    }

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('what plays') == 'The media player does not answer.'
        assert await stage.ask('play') == 'Music is playing.'
        stage.car.playing = Playing('PLAYING', 'Moonrise', '月出', 'The Larks', '云雀')
        assert await stage.ask('play') == 'Moonrise by The Larks is playing.'
        assert await stage.ask('what plays') == 'Moonrise by The Larks is playing.'

    Rehearsal(script).play(scene)


def test_the_new_title_is_told_even_when_it_comes_after_the_outcome() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.playing = Playing('PLAYING', 'Old Song', command_id='1')
        stage.hear('next')
        await stage.until(lambda: bool(stage.guard.proposals))
        await asyncio.sleep(0.05)
        assert stage.speeches == []
        stage.car.playing = Playing('PLAYING', 'New Song', command_id='2')
        await stage.until(lambda: bool(stage.speeches))
        assert stage.texts == ['New Song is playing.']

    Rehearsal({'next': playing('NEXT')}).play(scene)


def test_the_volume_is_told_as_the_player_has_it() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.playing = Playing('PLAYING', volume=40.0)
        assert await stage.ask('小声点') == '音量已调到百分之40。'

    Rehearsal({'小声点': playing('SET_VOLUME', volume=40)}).play(scene)


def test_two_commands_to_one_player_go_one_after_the_other() -> None:
    script = {'both': meaning(*playing('NEXT').steps, *playing('SET_VOLUME', volume=20).steps)}

    async def scene(stage: Rehearsal) -> None:
        stage.guard.delay = 0.05
        stage.hear('both')
        await stage.until(lambda: len(stage.guard.proposals) == 1)
        await stage.until(lambda: len(stage.guard.proposals) == 2)
        assert [stage.guard.arguments(index)['action'] for index in (0, 1)] == ['NEXT', 'SET_VOLUME']
        await stage.until(lambda: bool(stage.speeches))
        assert stage.texts == ['Next one and the volume is at 20 percent.']

    Rehearsal(script).play(scene)
