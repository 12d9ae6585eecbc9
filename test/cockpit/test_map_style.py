from pathlib import Path

import pytest

from ipa_agents.cockpit import map_style
from ipa_agents.cockpit.map_style import load_map_style
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError
from ipa_agents.travel.map.features import load_features


def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> str:
    """What is said about the style when one part of it is another."""
    text = (config_folder() / 'map' / 'style.yaml').read_text(encoding='utf-8')
    assert old in text
    (tmp_path / 'map').mkdir()
    (tmp_path / 'map' / 'style.yaml').write_text(text.replace(old, new, 1), encoding='utf-8')
    monkeypatch.setattr(map_style, 'config_folder', lambda: tmp_path)
    with pytest.raises(ConfigError) as raised:
        load_map_style.__wrapped__()
    return str(raised.value)


def test_every_kind_of_the_map_has_a_look() -> None:
    style = load_map_style()
    parts = (style.areas, style.lines, style.line_names, style.point_names)
    assert {entry.kind for part in parts for entry in part} == set(load_features().kinds)


def test_a_width_grows_evenly_between_two_zooms() -> None:
    river = next(line for line in load_map_style().lines if line.kind == 'river')
    assert [river.width(zoom) for zoom in (2, 9, 14, 18, 22)] == pytest.approx([1, 1, 3, 10, 10])
    assert river.width(16) == pytest.approx(30**0.5)


@pytest.mark.parametrize(
    ('old', 'new', 'said'),
    [
        ('kind: stream', 'kind: lava', "no kind 'lava'"),
        ('icon: airport', 'icon: rocket', "no icon 'rocket'"),
        ("'#0a2740'", "'red\"/><script>'", 'does not match'),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    message = broken(tmp_path, monkeypatch, old, new)
    assert said in message
    assert 'style.yaml:' in message
