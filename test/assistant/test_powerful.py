"""Chargers with their power: told, wanted, not known, and given up where none has it."""

from dataclasses import replace

from rehearsal import place

from ipa_agents.assistant.powerful import with_power
from ipa_agents.travel.places.found import Found, Reason, Results


def charger(name: str, *kilowatts: int) -> Found:
    plugs = tuple(f'socket:type{number}:output={kw} kW' for number, kw in enumerate(kilowatts, 2))
    plugs += tuple(f'socket:type{number}=1' for number, _ in enumerate(kilowatts, 2))
    return Found(replace(place(name, 100.0), kind='charging_station', attributes=plugs), 0.0, ())


SLOW, FAST, SILENT = charger('Slow', 22), charger('Fast', 22, 150), charger('Silent')


def told(results: Results) -> list[tuple[str, tuple[Reason, ...]]]:
    return [(item.place.name, item.reasons) for item in results.found]


def test_the_strongest_outlet_is_told_where_it_is_known() -> None:
    given = with_power(Results((SLOW, FAST, SILENT)), 0.0)
    assert told(given) == [('Slow', (Reason('power', 22.0),)), ('Fast', (Reason('power', 150.0),)), ('Silent', ())]


def test_what_is_too_weak_is_left_out_and_what_nobody_knows_comes_last_and_says_so() -> None:
    given = with_power(Results((SILENT, SLOW, FAST)), 100.0)
    assert told(given)[0] == ('Fast', (Reason('power', 150.0),))
    assert [(name, reasons[0].code) for name, reasons in told(given)[1:]] == [('Silent', 'power_unknown')]
    assert given.relaxed == ()


def test_where_none_is_strong_enough_that_is_given_up_and_said() -> None:
    given = with_power(Results((SLOW, FAST)), 300.0)
    assert [name for name, _ in told(given)] == ['Slow', 'Fast']
    assert given.relaxed == (Reason('without_power', 300.0),)


def test_of_nothing_nothing_is_made() -> None:
    assert with_power(Results(()), 300.0) == Results(())
