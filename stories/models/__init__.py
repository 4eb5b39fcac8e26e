"""What is kept, and every query."""

from stories.models.filing import Amends, Filing, Look, chain_of
from stories.models.item import Delivery, Item, Outcome
from stories.models.notice import Notice
from stories.models.places import Section, Source
from stories.models.story import State, Story

__all__ = [
    "Amends",
    "Delivery",
    "Filing",
    "Item",
    "Look",
    "Notice",
    "Outcome",
    "Section",
    "Source",
    "State",
    "Story",
    "chain_of",
]
