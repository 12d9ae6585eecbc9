"""The assistant: who is spoken to, what is meant, who does it, what became of it, and what is said. No ROS here."""
