"""A guest in a car that runs elsewhere, where there is none, or none of whose time can be told."""

import argparse
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from ipa_agents.errors import SetupError

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from ipa_agents.cli import link

    monkeypatch.setattr(link, '_DISCOVERY', 0.2)
    monkeypatch.setattr(link, 'undisturbed', nullcontext)  # which would leave signals to nobody


@pytest.mark.usefixtures('impatient')
@pytest.mark.parametrize(
    ('use_sim_time', 'reason'), [(False, 'no assistant is running'), (True, 'nobody publishes /clock')]
)
def test_a_guest_is_told_what_is_missing(use_sim_time: bool, reason: str) -> None:
    from ipa_agents.cli.link import enter

    args = argparse.Namespace(namespace='/ipa', log_level='error', use_sim_time=use_sim_time)
    with pytest.raises(SetupError, match=reason), enter(args):
        pytest.fail('nobody is there')
