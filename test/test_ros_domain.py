import os

from ros import take_domain


def test_no_two_sessions_have_the_same_ros_domain() -> None:
    taken = [take_domain() for _ in range(3)]
    domains = {str(domain) for domain, _ in taken}
    assert len(domains) == 3
    assert os.environ['ROS_DOMAIN_ID'] not in domains
