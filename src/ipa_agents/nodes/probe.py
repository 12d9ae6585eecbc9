"""Whether messages pass between two processes, for `ipa doctor`.

python -m ipa_agents.nodes.probe talk TOKEN      publishes TOKEN until it is ended, 30 s at most
python -m ipa_agents.nodes.probe listen TOKEN    ends with 0 as soon as it hears TOKEN, with 1 after 10 s
"""

import sys
import time

import rclpy
from std_msgs.msg import String

__all__ = ['TOPIC', 'listen', 'talk']

TOPIC = 'ipa_doctor'
TALK_S = 30.0
LISTEN_S = 10.0
PERIOD_S = 0.05


def talk(token: str) -> bool:
    """Publish `token` again and again."""
    node = rclpy.create_node('ipa_doctor_talker')
    publisher = node.create_publisher(String, TOPIC, 1)
    end = time.monotonic() + TALK_S
    while rclpy.ok() and time.monotonic() < end:
        publisher.publish(String(data=token))
        time.sleep(PERIOD_S)
    return True


def listen(token: str) -> bool:
    """Whether `token` is heard in time."""
    node = rclpy.create_node('ipa_doctor_listener')
    heard: list[str] = []
    node.create_subscription(String, TOPIC, lambda message: heard.append(message.data), 10)
    end = time.monotonic() + LISTEN_S
    while token not in heard and time.monotonic() < end:
        rclpy.spin_once(node, timeout_sec=end - time.monotonic())
    return token in heard


def main(role: str, token: str) -> int:
    rclpy.init()
    try:
        return 0 if {'talk': talk, 'listen': listen}[role](token) else 1
    finally:
        rclpy.try_shutdown()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2]))
