"""whisper_ros."""
