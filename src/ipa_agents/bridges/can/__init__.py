"""A CAN bus, which is only read."""
