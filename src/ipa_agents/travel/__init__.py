"""Places, maps, routes and guidance; no ROS in here."""
