"""CARLA, by its ros-bridge or by its own ROS 2."""
