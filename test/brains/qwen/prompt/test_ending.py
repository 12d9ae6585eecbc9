from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.qwen.prompt.ending import ending, signal_lines
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.vehicle.catalogue import load_catalogue

CATALOGUE = load_catalogue()
CAR_GENIUS = load_agents()[0]


def of(*names: str) -> Slice:
    return Slice(tuple(CATALOGUE.functions[name] for name in names))


def test_the_sentence_is_last_and_who_said_it() -> None:
    lines = ending(CAR_GENIUS, of('climate.fan'), Sentence('再大一点', 'zh', 'row2_driver'), Context()).splitlines()
    assert lines[0] == 'You are Car Genius.'
    assert lines[-1] == 'The passenger says in Chinese: 再大一点'


def test_a_function_with_zones_takes_one_line_with_the_value_of_each() -> None:
    signals = dict.fromkeys(CATALOGUE.functions['climate.temperature'].paths(), 22.5)
    (line,) = signal_lines(of('climate.temperature'), signals, 'en')
    assert line == (
        '- temperature: Vehicle.Cabin.HVAC.Station.*.*.Temperature = Row1.Driver 22.5, Row1.Passenger 22.5, '
        'Row2.Driver 22.5, Row2.Passenger 22.5 (16..28 step 0.5 celsius)'
    )


def test_behind_a_number_stands_what_it_becomes_by_what_was_said() -> None:
    found = Slicer(CATALOGUE).find('turn the parking sensor volume down by 30 percent', 'en')
    path = CATALOGUE.functions['assist.parking_volume'].path
    text = ending(CAR_GENIUS, found, Sentence('...', 'en'), Context({path: 50}))
    assert 'Signals (now / a step lower / higher / 30 lower / higher):' in text
    assert f'{path} = 50 / 30 / 70 / 20 / 80 (' in text


def test_no_difference_stands_where_nobody_asks_for_more_or_less() -> None:
    found = Slicer(CATALOGUE).find('open the sunroof', 'en')
    lines = ending(CAR_GENIUS, found, Sentence('...', 'en'), Context({'Vehicle.Cabin.Sunroof.Position': 50}))
    assert 'Signals:' in lines.splitlines()
    assert 'Vehicle.Cabin.Sunroof.Position = 50 (' in lines


def test_values_that_are_no_words_are_named() -> None:
    (line,) = signal_lines(of('light.ambient_color'), {}, 'zh')
    assert '#FF0000 红' in line
    assert 'Row1.Driver ?' in line


def test_what_a_brain_should_know_is_there_and_nothing_empty() -> None:
    context = Context(
        signals={'Vehicle.Speed': 48.2},
        media='paused',
        route='to the harbour, 3 km',
        question='Which window?',
        notes=('the parcel is in the trunk',),
    )
    text = ending(
        CAR_GENIUS, of('window.position'), Sentence('the left one', 'en'), context, ['search_places: 3 found']
    )
    assert ', 48 km/h, seat row1_driver.' in text
    for line in (
        'Media: paused',
        'Route: to the harbour, 3 km',
        'Remember: the parcel is in the trunk',
        'Done by the other agent: search_places: 3 found',
        'You asked: Which window?',
    ):
        assert line in text.splitlines()
    plain = ending(CAR_GENIUS, of('window.position'), Sentence('open it', 'en'), Context())
    assert 'speed unknown' in plain
    assert not [word for word in ('Media', 'Route', 'Remember', 'Done', 'You asked') if word in plain]


def test_an_ending_takes_a_few_hundred_tokens_whatever_is_said() -> None:
    slicer = Slicer(CATALOGUE)
    everything = ' and '.join(function.names['en'][0] for function in CATALOGUE.functions.values())
    found = slicer.find(everything, 'en')
    characters = sum(map(len, signal_lines(found, CATALOGUE.defaults(), 'en')))
    assert characters < 2600  # some four characters a token
