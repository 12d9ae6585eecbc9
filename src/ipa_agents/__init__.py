"""An intelligent personal assistant for cars on ROS 2."""

from pkgutil import extend_path

# The sources and the generated ipa_agents.msg live in two folders of one package.
__path__ = extend_path(__path__, __name__)
