import pytest

from ipa_agents.recording.quality_text import quality_from_text, quality_text
from ipa_agents.recording.records import Quality


@pytest.mark.parametrize('quality', [Quality(), Quality(False, False, 5), Quality(True, True, 50)])
def test_a_quality_survives_its_text(quality: Quality) -> None:
    assert quality_from_text(quality_text(quality)) == quality


def test_the_numbers_of_older_recordings_are_understood() -> None:
    text = '- history: 1\n  depth: 7\n  reliability: 1\n  durability: 1\n'
    assert quality_from_text(text) == Quality(True, True, 7)


def test_several_publishers_have_in_common_what_all_offer() -> None:
    profiles = quality_text(Quality(True, True, 1)) + quality_text(Quality(False, True, 9))
    assert quality_from_text(profiles) == Quality(False, True, 9)


@pytest.mark.parametrize('text', ['', '[', '[1]', '{}', '[]', '- depth: many'])
def test_other_texts_are_the_usual_quality_or_a_weak_one(text: str) -> None:
    assert quality_from_text(text) in (Quality(), Quality(is_reliable=False))
