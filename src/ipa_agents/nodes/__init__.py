"""One rclpy node a file: messages in, one call into the core, messages out."""
