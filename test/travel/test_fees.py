import pytest

from ipa_agents.travel.fees import Fee, parse_fee


@pytest.mark.parametrize(
    ('text', 'fee'),
    [
        ('1.60 CNY/kWh', Fee(1.6, 'CNY', 'kWh')),
        ('8 CNY/hour', Fee(8, 'CNY', 'hour')),
        ('2 EUR/30 minutes', Fee(4, 'EUR', 'hour')),
        ('4 per hour', Fee(4, '', 'hour')),
        ('0.05 EUR/min', Fee(3, 'EUR', 'hour')),
        ('20 EUR/day', Fee(20, 'EUR', 'day')),
        ('5 USD', Fee(5, 'USD', 'once')),
    ],
)
def test_the_forms_of_the_map(text: str, fee: Fee) -> None:
    found = parse_fee(text)
    assert found is not None
    assert (found.currency, found.unit) == (fee.currency, fee.unit)
    assert found.amount == pytest.approx(fee.amount)


@pytest.mark.parametrize(
    'text', ['', 'yes', 'free for guests', '-3 EUR/hour', '1 EUR/person', '2 EUR/0 min', '1.2 EUR; 3 EUR']
)
def test_what_is_not_understood_is_no_fee(text: str) -> None:
    assert parse_fee(text) is None
