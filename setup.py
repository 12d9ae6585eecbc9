"""The console scripts of the package; CMakeLists.txt reads them, one a line."""

from setuptools import find_packages, setup

setup(
    name='ipa_agents',
    package_dir={'': 'src'},
    packages=find_packages('src'),
    entry_points={
        'console_scripts': [
            'ipa = ipa_agents.cli.main:main',
            'assistant = ipa_agents.nodes.assistant_node:main',
            'guard = ipa_agents.nodes.guard_node:main',
            'hvac = ipa_agents.nodes.hvac_node:main',
            'body = ipa_agents.nodes.body_node:main',
            'media = ipa_agents.nodes.media_node:main',
            'navigation = ipa_agents.nodes.navigation_node:main',
            'simulator = ipa_agents.nodes.simulator_node:main',
            'cockpit = ipa_agents.nodes.cockpit_node:main',
            'manager = ipa_agents.nodes.manager_node:main',
            'metrics = ipa_agents.nodes.metrics_node:main',
            'recorder = ipa_agents.nodes.recorder_node:main',
            'hri_bridge = ipa_agents.bridges.hri.node:main',
            'whisper_bridge = ipa_agents.bridges.whisper.node:main',
            'nav2_bridge = ipa_agents.bridges.nav2.node:main',
            'autoware_bridge = ipa_agents.bridges.autoware.node:main',
            'nav2_car_bridge = ipa_agents.bridges.nav2_car.node:main',
            'autoware_car_bridge = ipa_agents.bridges.autoware_car.node:main',
            'kuksa_bridge = ipa_agents.bridges.kuksa.node:main',
            'kuksa_provider_bridge = ipa_agents.bridges.kuksa_provider.node:main',
            'can_bridge = ipa_agents.bridges.can.node:main',
            'carla_bridge = ipa_agents.bridges.carla.node:main',
            'carla_shape = ipa_agents.bridges.shapes.carla:main',
            'gazebo_bridge = ipa_agents.bridges.gazebo.node:main',
            'gazebo_shape = ipa_agents.bridges.shapes.gazebo:main',
        ],
    },
)
