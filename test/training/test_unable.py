"""Nothing is done about what is not there, or shall stay."""

from random import Random

from ipa_agents.brains.reflex.zones import named_seats, zones_in
from ipa_agents.language import LANGUAGES
from ipa_agents.training.unable import Unable
from ipa_agents.training.zone_words import load_zone_words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import DRIVER


def test_it_is_answered_in_words_alone(catalogue: Catalogue) -> None:
    unable, rng = Unable(catalogue), Random(1)
    parts = [unable.part(language, DRIVER, rng) for language in LANGUAGES for _ in range(60)]
    assert all(part.words and not part.calls for part in parts)
    assert len({part.words for part in parts}) == 4


def test_a_place_that_a_function_lacks_is_none_of_its_own(catalogue: Catalogue) -> None:
    function = catalogue.functions['seat.zero_gravity']
    for language in LANGUAGES:
        for seed in range(20):
            text = load_zone_words().nowhere(function, language, Random(seed))
            assert set(named_seats(zones_in(text, language), DRIVER)).isdisjoint(function.zones)
            assert function.names[language][0] in text
