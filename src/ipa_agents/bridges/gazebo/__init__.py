"""Gazebo, by ros_gz_bridge."""
