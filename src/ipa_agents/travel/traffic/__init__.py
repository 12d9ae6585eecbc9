"""What is known of the traffic, from a file or a topic, and what it does to the roads."""
