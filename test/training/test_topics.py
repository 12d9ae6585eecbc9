"""What a file of training sentences may hold."""

from pathlib import Path
from random import Random

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.training.scene import Scene
from ipa_agents.training.topics import Topics

_SCENE = Scene('row1_driver', {'Vehicle.Cabin.Infotainment.Media.Volume': 95}, '', '', 0.0)


def _topics(folder: Path, entry: str) -> Topics:
    (folder / 'some.yaml').write_text(f'domain: media\nentries:\n  - {entry}\n', encoding='utf-8')
    return Topics(folder)


def test_a_slot_means_what_it_says(tmp_path: Path) -> None:
    topics = _topics(
        tmp_path,
        "{call: {tool: control_media, arguments: {query: '{title}'}}, en: ['play {title}'], zh: ['放{title}']}",
    )
    part = topics.part('some', 'en', _SCENE, Random(1))
    assert part.text == f'play {part.calls[0].arguments["query"]}'
    assert part.is_order


def test_relative_volumes_stay_in_range(tmp_path: Path) -> None:
    topics = _topics(
        tmp_path,
        "{call: {tool: control_media, arguments: {action: SET_VOLUME, volume: '{up}'}}, en: [louder], zh: [大声点]}",
    )
    assert topics.part('some', 'zh', _SCENE, Random(1)).calls[0].arguments['volume'] == 100


def test_what_is_only_answered_is_no_order(tmp_path: Path) -> None:
    topics = _topics(tmp_path, '{say: {en: No., zh: 不。}, en: [call mom], zh: [打电话]}')
    part = topics.part('some', 'en', _SCENE, Random(1))
    assert (part.words, part.calls, part.is_order) == ('No.', (), False)


@pytest.mark.parametrize(
    ('entry', 'reason'),
    [
        ("{say: {en: a, zh: b}, en: ['{weather}'], zh: [天气]}", 'no slot weather'),
        ('{en: [hello], zh: [你好]}', 'hello'),
        ('{say: {en: a}, en: [hello], zh: [你好]}', 'zh'),
    ],
)
def test_a_wrong_file_is_told_with_its_place(tmp_path: Path, entry: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as caught:
        _topics(tmp_path, entry)
    assert 'some.yaml:3' in str(caught.value)
