import pytest

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.measures import measured
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import Catalogue


@pytest.mark.parametrize(
    ('number', 'unit', 'english', 'chinese'),
    [
        (312_400.0, 'm', '312 kilometres', '312公里'),
        (12_480_000.0, 'm', '12480 kilometres', '12480公里'),
        (250.0, 'kPa', '2.5 bar', '2.5巴'),
        (5400.0, 's', '90 minutes', '90分钟'),
        (26_000_000.0, 's', '301 days', '301天'),
        (1.0, 'celsius', '1 degree', '1度'),
        (1000.0, 'm', '1 kilometre', '1公里'),
        (12.84, 'V', '12.8 volts', '12.8伏'),
        (-3.0, 'celsius', '-3 degrees', '-3度'),
        (18_250.0, 'W', '18.2 kilowatts', '18.2千瓦'),
        (7.0, 'parsec', '7', '7'),
    ],
)
def test_measures_are_metric_and_rounded(number: float, unit: str, english: str, chinese: str) -> None:
    for language, text in (('en', english), ('zh', chinese)):
        listener = Listener(load_phrases()[language], Catalogue({}, {}, {}), 'row1_driver')
        assert measured(listener, number, unit) == text
