"""What a model says: cut for speaking as it comes, and held back where it must not be spoken."""
