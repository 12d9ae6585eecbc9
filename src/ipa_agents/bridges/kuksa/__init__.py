"""A car behind a Kuksa databroker (gRPC kuksa.val.v2)."""
