"""What is raised for bytes that are no text."""


class UnreadableError(ValueError):
    """Bytes, or a piece of them, that cannot be read; str() says what is wrong, where, and what to do."""
