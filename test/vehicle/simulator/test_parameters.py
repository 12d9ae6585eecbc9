from pathlib import Path

import pytest

from ipa_agents.config_files import config_folder, read_yaml
from ipa_agents.errors import ConfigError
from ipa_agents.vehicle.simulator.parameters import load_car


@pytest.mark.parametrize('file', (config_folder() / 'simulator').glob('*.yaml'), ids=lambda file: file.stem)
def test_every_shipped_car_loads(file: Path) -> None:
    assert load_car(file).road_load.mass > 500


@pytest.mark.parametrize(
    ('good', 'bad', 'reason'),
    [
        ('mass: 1950', 'mass: -5', 'minimum'),
        ('mass: 1950', 'mass: heavy', 'number'),
        ('mass: 1950', 'weight: 1950', 'weight'),
        ('hour: 14', 'hour: 25', '24'),
        ('row1_driver, row1_passenger', 'roof', 'roof'),
    ],
)
def test_a_mistake_is_named_with_file_line_and_reason(tmp_path: Path, good: str, bad: str, reason: str) -> None:
    text = (config_folder() / 'simulator' / 'car.yaml').read_text()
    line = text[: text.index(good)].count('\n') + 1
    file = tmp_path / 'car.yaml'
    file.write_text(text.replace(good, bad, 1))
    with pytest.raises(ConfigError) as caught:
        load_car(file)
    assert caught.value.file == str(file)
    assert abs(caught.value.line - line) <= 1
    assert reason in caught.value.reason


def test_the_car_waits_in_the_middle_of_the_demo_town() -> None:
    layout = read_yaml(config_folder() / 'town' / 'layout.yaml').data
    start = load_car().start
    assert (start.latitude, start.longitude) == (layout['latitude'], layout['longitude'])
