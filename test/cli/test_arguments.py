import argparse

import pytest

from ipa_agents.cli.arguments import at_least_one, count, namespace, positive, quantity


@pytest.mark.parametrize('text', ['car2', '/car2', '/car2/'])
def test_a_namespace_may_be_given_without_its_slash(text: str) -> None:
    assert namespace(text) == '/car2'
    assert namespace('/fleet/car2') == '/fleet/car2'


@pytest.mark.parametrize('text', ['', '/', 'my car', '/2', '车', 'a-b'])
def test_what_ros_takes_for_no_namespace_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match='is no namespace'):
        namespace(text)


def test_numbers_of_0_or_more() -> None:
    assert (quantity('0'), quantity('2.5'), count('3')) == (0.0, 2.5, 3)


def test_numbers_above_0() -> None:
    assert (positive('0.5'), at_least_one('3')) == (0.5, 3)
    for kind in (positive, at_least_one):
        with pytest.raises(argparse.ArgumentTypeError, match='0 is not more than 0'):
            kind('0')


@pytest.mark.parametrize('text', ['-1', 'nan', 'inf'])
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match='is not 0 or more'):
        quantity(text)
    with pytest.raises(argparse.ArgumentTypeError, match='is not 0 or more'):
        count(text)
