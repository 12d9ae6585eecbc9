import pytest
from std_msgs.msg import String

from ipa_agents.bridges.interfaces import interface
from ipa_agents.errors import SetupError


def test_the_class_of_a_type() -> None:
    assert interface('std_msgs/msg/String') is String


@pytest.mark.parametrize('missing', ['no_such_msgs/msg/String', 'std_msgs/msg/NoSuch', 'std_msgs/srv/String'])
def test_a_package_that_is_missing_is_named_with_the_cure(missing: str) -> None:
    with pytest.raises(SetupError, match=f'{missing} is not installed. Cure: sudo apt install ros-.*-msgs') as said:
        interface(missing)
    assert '\n' not in str(said.value)
