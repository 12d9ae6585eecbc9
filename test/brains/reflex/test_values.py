import pytest

from ipa_agents.brains.reflex.lexicon import Number
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.signals import Value


@pytest.mark.parametrize(
    ('function', 'request_', 'current', 'value'),
    [
        ('climate.temperature', Request('set', Number(23, 'degrees')), 20.0, 23.0),
        ('climate.temperature', Request('raise', Number(2, 'degrees')), 20.0, 22.0),
        ('climate.temperature', Request('raise', Number(24, 'degrees'), relative=False), 20.0, 24.0),
        ('climate.temperature', Request('raise', Number(24, '')), 20.0, 24.0),
        ('climate.temperature', Request('lower'), 20.0, 19.0),
        ('climate.temperature', Request('set', Number(68, 'degrees')), 22.0, 20.0),
        ('climate.temperature', Request('set', Number(99999, '')), 22.0, 28.0),
        ('climate.temperature', Request('most'), 22.0, 28.0),
        ('climate.temperature', Request('set'), 22.0, None),
        ('seat.heating', Request('set', Number(2, 'level')), 0, 67),
        ('seat.heating', Request('set', Number(5, '')), 0, 100),
        ('seat.heating', Request('set', Number(60, '')), 0, 60),
        ('climate.fan', Request('set', Number(9, '')), 0, 100),
        ('seat.heating', Request('raise'), 67, 100),
        ('seat.heating', Request('on'), -67, 67),
        ('seat.ventilation', Request('set', Number(3, 'level')), 0, -100),
        ('seat.ventilation', Request('lower'), -67, -33),
        ('climate.fan', Request('least'), 60, 20),
        ('seat.ventilation', Request('off'), -67, 0),
        ('window.position', Request('on', amount='half'), 0, 50),
        ('window.position', Request('off', amount='a_bit'), 50, 30),
        ('window.position', Request('on', Number(30, 'percent')), 80, 30),
        ('climate.air_conditioning', Request('on'), False, True),
        ('climate.air_conditioning', Request(None), False, None),
        ('driving.mode', Request('set', value='SPORT'), 'COMFORT', 'SPORT'),
        ('driving.mode', Request('set'), 'COMFORT', None),
    ],
)
def test_values(catalogue: Catalogue, function: str, request_: Request, current: Value, value: Value | None) -> None:
    assert target(catalogue.functions[function], request_, current) == value
