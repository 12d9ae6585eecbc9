"""What a model reads: the beginning that never changes, the conversation, the ending, and the grammar beside them."""
