"""Recordings of what flows in a car, as MCAP files that other ROS tools read: written, read, and played in time."""
