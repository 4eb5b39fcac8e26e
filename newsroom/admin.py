"""The admin finds the page of people here."""

from newsroom import people

__all__ = ["people"]
