import pytest

from ipa_agents.travel.places.naming.folding import normalised
from ipa_agents.travel.places.naming.likeness import likeness


def test_text_is_compared_without_case_accents_signs_and_in_simplified_characters() -> None:
    assert normalised('  Café-MÜLLER, №1 ') == 'cafe muller no1'
    assert normalised("McDonald's 重慶") == 'mcdonalds 重庆'


@pytest.mark.parametrize(
    ('text', 'name', 'low', 'high'),
    [
        *(('Café', 'cafe', 1, 1), ('harbour', 'Harbour Street', 0.93, 1), ('机场', '澜港机场', 0.93, 1)),
        *(('harbor stret', 'Harbour Street', 0.6, 0.93), ('星八克', '星巴克', 0.8, 0.93)),
        *(('xinbake', '星巴克', 0.6, 0.93), ('harbour street', 'Port Merrow Airport', 0, 0.5), ('', 'a', 0, 0)),
    ],
)
def test_likeness(text: str, name: str, low: float, high: float) -> None:
    assert low <= likeness(text, ['Quite Another', name]) <= high
