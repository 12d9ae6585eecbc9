"""The route that is driven: traffic, tolls, what it avoids and passes, the battery, and how far the car gets."""

from collections.abc import Callable
from typing import Any

from rehearsal import FakePlaces, Rehearsal, acting, meaning, move, outcome, place

from ipa_agents.assistant.ports import Travelling, Trip
from ipa_agents.assistant.route_facts import ChargeAt, Charging, Detour
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step
from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

LUNA, SOL = place('Luna', 400), place('Sol', 900)
TRIP = Trip(LUNA, 9000, 900)
ROAD = Words('Ring Road', '环城路')


def asking(topic: str, **arguments: Any) -> Interpretation:
    return meaning(Step(Domain.NAVIGATION, Act.INFORM, Call('read_route', arguments), topic))


def navigating(**arguments: Any) -> Interpretation:
    return meaning(acting('navigate', Domain.NAVIGATION, **arguments))


SCRIPT: dict[str, Any] = {
    'any traffic': asking('traffic'),
    '堵车吗': asking('traffic'),
    'is there a toll': asking('tolls'),
    'any tunnel': asking('tunnels'),
    'how much longer': asking('difference'),
    'can I make it': asking('charging_needed'),
    '够电吗': asking('charging_needed'),
    'battery to Luna': asking('charging_needed', about='battery', place={'query': 'Luna'}),
    'to Luna and back': asking('charging_needed', about='battery', and_back=True, place={'query': 'Luna'}),
    '去Luna再回来': asking('charging_needed', about='battery', and_back=True, place={'query': 'Luna'}),
    'how far in 20': asking('reach', about='reach', minutes=20.0),
    'avoid the tunnel': navigating(action='AVOID', avoid=['tunnels']),
    '避开环城路': navigating(action='AVOID', avoid_roads=['环城路']),
    'avoid nothing': navigating(action='AVOID'),
    'via Sol': navigating(action='VIA', via={'query': 'Sol'}),
    'no tolls': meaning(Step(Domain.NAVIGATION, Act.INFORM, Call('plan_route', {'preference': 'no_tolls'}))),
    'yes': move('yes'),
    'no': move('no'),
}
TOLLED = Trip(LUNA, 9000, 900, has_tolls=True)


def driving(**fields: Any) -> Travelling:
    return Travelling('GUIDING', fields.pop('trip', TRIP), distance=8000, duration=800, **fields)


def played(scene: Callable[[Rehearsal], Any], travelling: Travelling | None = None, **places: Any) -> Rehearsal:
    stage = Rehearsal(SCRIPT, places=FakePlaces(**{'found': [LUNA], **places}))
    stage.car.travelling = travelling or driving()
    stage.play(scene)
    return stage


def test_traffic_ahead_is_told_with_what_another_way_saves_which_a_yes_takes() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('any traffic')
        assert 'Traffic on Ring Road costs 5 minutes. Another way saves 4 minutes. Shall I take that way?' in text
        assert stage.guard.proposals == []
        await stage.ask('yes')
        assert stage.guard.arguments() == {'action': 'CHOOSE_ALTERNATIVE', 'alternative': 1}

    played(scene, driving(delay=300.0, offer=Detour(240.0, road=ROAD)))


def test_the_other_way_is_not_taken_by_a_no() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert '环城路拥堵，要多花5分钟。走另一条路可以省4分钟。要走这条路吗？' in await stage.ask('堵车吗')
        await stage.ask('no')
        assert stage.guard.proposals == []

    played(scene, driving(delay=300.0, offer=Detour(240.0, road=ROAD)))


def test_a_closed_road_on_the_route_is_told_with_the_way_around() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('any traffic')
        assert 'Ring Road is closed ahead. The way around takes 6 minutes longer.' in text

    played(scene, driving(offer=Detour(-360.0, is_closed=True, road=ROAD)))


def test_where_no_traffic_is_known_none_is_made_up() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('any traffic')
        assert text.endswith('I know of no traffic on the way.')

    played(scene, driving(delay=10.0))


def test_tolls_and_tunnels_are_told_by_where_they_begin() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('is there a toll') == 'The toll begins in 2.3 kilometres.'
        assert await stage.ask('any tunnel') == 'We are in a tunnel now.'
        stage.car.travelling = driving()
        assert await stage.ask('is there a toll') == 'There is no toll ahead.'
        assert await stage.ask('any tunnel') == 'There is no tunnel ahead.'

    played(scene, driving(tolls=(2300.0,), tunnels=(-40.0, 900.0)))


def test_how_much_longer_the_other_way_is() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('how much longer') == 'That is 5 minutes longer than the way we are on.'
        stage.car.travelling = driving()
        assert await stage.ask('how much longer') == 'I know of no other way at the moment.'

    played(scene, driving(alternatives=(Trip(LUNA, 9000, 1100),)))


def test_a_way_without_tolls_is_compared_with_the_one_that_is_driven() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('no tolls')
        assert 'Tolls could not be avoided. That is 3 minutes longer than the way we are on.' in text

    trip = Trip(LUNA, 9000, 980, given_up=('tolls',))
    played(scene, driving(trip=TOLLED), trip=trip)


def test_a_way_without_tolls_is_driven_already() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('no tolls') == 'There is no toll ahead.'
        assert stage.places.ways == []

    played(scene)


def test_the_battery_lasts_with_a_margin() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('can I make it')
        assert text == 'The battery lasts to Luna: 34 percent are left there, 52 kilometres more than the reserve.'
        assert '比预留电量多52公里' in await stage.ask('够电吗')

    played(scene, charge=Charging(60.0, 34.2, 52_000.0))


def test_where_it_does_not_last_a_stop_to_charge_is_offered() -> None:
    async def scene(stage: Rehearsal) -> None:
        text = await stage.ask('can I make it')
        assert text == (
            'The battery does not last to Luna: 12 kilometres are missing to the reserve. '
            'Charge at Sol for 15 minutes, from 14 to 60 percent, for about 18 CNY. Shall I add Sol as a stop?'
        )
        await stage.ask('yes')
        assert stage.guard.arguments()['action'] == 'ADD_STOP'
        assert stage.guard.arguments()['place']['place_id'] == 'nSol'

    stop = ChargeAt(SOL, 14.0, 60.0, 900.0, 18.2, 'CNY')
    played(scene, charge=Charging(20.0, -3.0, -12_000.0, (stop,)))


def test_how_long_one_waits_for_an_outlet_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'An outlet is expected to be free there after 10 minutes.' in await stage.ask('can I make it')
        assert '那里预计要等10分钟才有空位。' in await stage.ask('够电吗')

    played(scene, charge=Charging(20.0, -3.0, -12_000.0, (ChargeAt(SOL, 14.0, 60.0, 900.0, wait=600.0),)))


def test_why_no_charging_helps_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('can I make it') == (
            'The battery does not last to Luna: 12 kilometres are missing to the reserve. '
            'It is too far, and no charger is known there.'
        )
        assert stage.speeches[-1].expects_answer is False
        assert '附近也没有已知的充电站' in await stage.ask('够电吗')

    none = Words('It is too far, and no charger is known there.', '电量不够，附近也没有已知的充电站。')
    played(scene, charge=Charging(20.0, -3.0, -12_000.0, why_not=none))


def test_the_battery_is_told_for_a_place_that_nobody_drives_to() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert (await stage.ask('battery to Luna')).startswith('The battery lasts to Luna')
        assert stage.speeches[-1].expects_answer is False

    played(scene, Travelling('IDLE'), charge=Charging(60.0, 34.2, 52_000.0))


def test_why_it_cannot_be_told_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert (await stage.ask('can I make it')).endswith('Nobody knows.')
        assert await stage.ask('how far in 20') == 'The car is at no road.'

    played(scene)


def test_how_far_the_car_gets_is_told_and_given_to_who_can_draw_it() -> None:
    async def scene(stage: Rehearsal) -> None:
        stage.car.signals |= {'Vehicle.CurrentLocation.Latitude': 48.0, 'Vehicle.CurrentLocation.Longitude': 11.0}
        text = await stage.ask('how far in 20')
        assert text == 'In 20 minutes we get as far as 11 kilometres from here, farthest to the north.'
        (detail,) = [detail for _, name, detail in stage.events if name == 'reach']
        assert detail['minutes'] == 20.0
        assert detail['rings'] == [[[48.1, 11.0], [48.0, 11.1], [47.95, 11.0]]]

    played(scene, rings=(((48.1, 11.0), (48.0, 11.1), (47.95, 11.0)),))


def _guided(stage: Rehearsal, trip: Trip) -> None:
    def answers(proposal: Proposal) -> list[Outcome]:
        stage.car.travelling = driving(trip=trip, command_id=proposal.proposal_id)
        return [outcome(proposal, Status.DONE)]

    stage.guard.answers = answers


def test_what_is_avoided_is_told_with_the_new_way() -> None:
    async def scene(stage: Rehearsal) -> None:
        _guided(stage, Trip(LUNA, 9500, 960, avoid=('tunnels',)))
        text = await stage.ask('avoid the tunnel')
        assert text.startswith('The route avoids tunnels and it is 9.5 kilometres and 16 minutes, arriving at ')
        assert stage.guard.arguments() == {'action': 'AVOID', 'avoid': ['tunnels']}
        assert '路线已避开隧道和环城路' in await stage.ask('避开环城路')
        assert (await stage.ask('avoid nothing')).startswith('Nothing is avoided any more')

    played(scene)


def test_what_was_avoided_before_still_is() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('避开环城路')
        assert stage.guard.arguments()['avoid'] == ['tunnels']
        assert stage.guard.arguments()['avoid_roads'] == ['b', 'c', '环城路']
        await stage.ask('avoid nothing')
        assert stage.guard.arguments() == {'action': 'AVOID'}

    played(scene, driving(trip=Trip(LUNA, 9000, 900, avoid=('tunnels',), avoid_roads=('a', 'b', 'c'))))


def test_what_cannot_be_avoided_is_said() -> None:
    async def scene(stage: Rehearsal) -> None:
        _guided(stage, Trip(LUNA, 9500, 960, avoid=('tunnels',), given_up=('tunnels',)))
        text = await stage.ask('avoid the tunnel')
        assert text.startswith('Tunnels could not be avoided and it is 9.5')
        assert 'avoids' not in text

    played(scene)


def test_the_way_is_led_by_a_place() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('via Sol') == 'The route leads by Sol.'
        arguments = stage.guard.arguments()
        assert arguments['action'] == 'VIA'
        assert [via['place_id'] for via in arguments['via']] == ['nSol']
        assert 'place' not in arguments

    played(scene, found=[SOL])


def test_the_way_back_counts_where_that_is_asked() -> None:
    async def scene(stage: Rehearsal) -> None:
        said = await stage.ask('to Luna and back')
        assert said.startswith('The battery lasts to Luna and back: 40 percent are left in the end, ')
        assert stage.places.is_back_asked
        assert (await stage.ask('去Luna再回来')).startswith('电量够到Luna店再回来：回来时还剩40%')

    played(scene, found=[LUNA], charge=Charging(60.0, 40.0, 90_000.0))


def test_an_unreachable_way_is_refused_in_words() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('no tolls') == 'I found no way to Luna. No road leads there.'
        assert stage.guard.proposals == []

    played(scene, driving(trip=TOLLED), trip=RejectedCommand('No road leads there.', '没有道路通往那里。'))
