"""Quality of service as rosbag2 writes it into MCAP files (metadata `offered_qos_profiles`)."""

import yaml

from ipa_agents.recording.records import Quality

__all__ = ['quality_from_text', 'quality_text']

_FOREVER = {'sec': 9223372036, 'nsec': 854775807}
_RELIABLE, _LATCHED = ('reliable', 1), ('transient_local', 1)  # before Jazzy, rosbag2 wrote the numbers of rmw


def quality_text(quality: Quality) -> str:
    """One profile, as YAML."""
    profile = {
        'history': 'keep_last' if quality.depth else 'unknown',
        'depth': quality.depth,
        'reliability': 'reliable' if quality.is_reliable else 'best_effort',
        'durability': 'transient_local' if quality.is_latched else 'volatile',
        'deadline': dict(_FOREVER),
        'lifespan': dict(_FOREVER),
        'liveliness': 'automatic',
        'liveliness_lease_duration': dict(_FOREVER),
        'avoid_ros_namespace_conventions': False,
    }
    return yaml.safe_dump([profile], sort_keys=False)


def quality_from_text(text: str) -> Quality:
    """What all profiles of `text` have in common; the usual one when it tells of none."""
    try:
        profiles = yaml.safe_load(text)
    except yaml.YAMLError:
        return Quality()
    if not isinstance(profiles, list) or not all(isinstance(profile, dict) for profile in profiles) or not profiles:
        return Quality()
    depths = [profile.get('depth') for profile in profiles]
    return Quality(
        is_reliable=all(profile.get('reliability') in _RELIABLE for profile in profiles),
        is_latched=all(profile.get('durability') in _LATCHED for profile in profiles),
        depth=max((depth for depth in depths if isinstance(depth, int) and depth > 0), default=0),
    )
