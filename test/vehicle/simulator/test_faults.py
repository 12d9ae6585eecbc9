from ipa_agents.vehicle.simulator.faults import Faults, trouble_codes


def test_a_sound_car_has_no_codes() -> None:
    assert trouble_codes(Faults(), 12.6) == ()


def test_written_codes_come_first_and_each_once() -> None:
    faults = Faults(cooling_failed=True, codes=('P0301', 'P0562', 'P0301'))
    assert trouble_codes(faults, 11.0) == ('P0301', 'P0562', 'P0532')
