"""What is kept, and every query."""

from stories.models.desk_note import DeskNote
from stories.models.draft import Draft, Presence
from stories.models.expected_picture import Awaited
from stories.models.filing import Amends, Filing, Look, chain_of
from stories.models.item import Delivery, Item, Outcome
from stories.models.notice import Notice
from stories.models.notification import Notification, What
from stories.models.person import Person, Post, hold_post, post_of
from stories.models.photo import Photo, Rendition, Use
from stories.models.section import Section, Source
from stories.models.story import OPEN, State, Story

__all__ = [
    "OPEN",
    "Amends",
    "Awaited",
    "Delivery",
    "DeskNote",
    "Draft",
    "Filing",
    "Item",
    "Look",
    "Notice",
    "Notification",
    "Outcome",
    "Person",
    "Photo",
    "Post",
    "Presence",
    "Rendition",
    "Section",
    "Source",
    "State",
    "Story",
    "Use",
    "What",
    "chain_of",
    "hold_post",
    "post_of",
]
