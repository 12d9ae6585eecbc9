"""Our car, shown to others by a Kuksa databroker."""
