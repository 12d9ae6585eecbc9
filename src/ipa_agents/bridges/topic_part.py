"""What can stand between two slashes of a topic's name."""

__all__ = ['is_topic_part']


def is_topic_part(text: str) -> bool:
    """Whether it has ASCII letters, digits and _ alone, and begins with no digit."""
    return text.isascii() and text.isidentifier()
