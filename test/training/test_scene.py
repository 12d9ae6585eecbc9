"""What simulated cars show when something is said in them."""

from itertools import product
from random import Random

import pytest

from ipa_agents.brains.reflex.refine import VOLUME
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.training.scene import Scene, Scenes
from ipa_agents.vehicle.catalogue import Catalogue


@pytest.fixture(scope='module')
def scenes(catalogue: Catalogue) -> Scenes:
    return Scenes(catalogue, 1)


@pytest.fixture(scope='module')
def many(scenes: Scenes) -> list[Scene]:
    rng = Random(1)
    return [scenes.scene(rng) for _ in range(300)]


def test_every_value_is_one_of_the_catalogue(scenes: Scenes, many: list[Scene], catalogue: Catalogue) -> None:
    scene, rng = many[0], Random(2)
    scenes.settle(scene, catalogue.functions.values(), rng)
    for path, value in scene.signals.items():
        assert catalogue.check(path, value) == value, path


def test_the_volume_of_the_player_is_that_of_the_car(many: list[Scene]) -> None:
    for scene in many:
        assert scene.media.endswith(f'volume {scene.volume} percent')
        assert scene.signals[VOLUME] == scene.volume


def test_scenes_differ(many: list[Scene]) -> None:
    assert len({scene.signals['Vehicle.Speed'] for scene in many}) > 4
    assert len({scene.seat for scene in many}) == 4
    assert 0 < sum(bool(scene.route) for scene in many) < len(many)


def test_strangers_have_chosen_some_names(many: list[Scene]) -> None:
    strangers = load_yaml(config_folder() / 'training' / 'scenes.yaml', 'training_scenes').data['strangers']
    assert any(name in scene.media + scene.route for scene, name in product(many, strangers))


def test_one_scene_does_not_change_another(scenes: Scenes, catalogue: Catalogue) -> None:
    first = scenes.scene(Random(3))
    kept = dict(first.signals)
    other = scenes.scene(Random(3))
    scenes.settle(other, catalogue.functions.values(), Random(4))
    assert first.signals == kept
    assert other.signals != kept
