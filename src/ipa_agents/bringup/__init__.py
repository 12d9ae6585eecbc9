"""How a whole car is started, watched, restarted and ended, a process a node; without ROS."""
