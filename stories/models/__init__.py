"""Tables of the newsroom and every query of them. Acts on their rows are in `stories.desk`."""

from stories.models.columns import fit, fit_end
from stories.models.desk_note import DeskNote
from stories.models.draft import Draft, Presence
from stories.models.expected_picture import ExpectedPicture
from stories.models.filing import Amends, Filing, Look, chain_of
from stories.models.item import Delivery, Item, Outcome
from stories.models.notice import Notice
from stories.models.notification import Notification, What
from stories.models.person import Person, Post, hold_post, post_of
from stories.models.photo import Photo, PhotoUse, Rendition
from stories.models.section import Section, Source
from stories.models.story import OPEN, State, Story

__all__ = [
    "OPEN",
    "Amends",
    "Delivery",
    "DeskNote",
    "Draft",
    "ExpectedPicture",
    "Filing",
    "Item",
    "Look",
    "Notice",
    "Notification",
    "Outcome",
    "Person",
    "Photo",
    "PhotoUse",
    "Post",
    "Presence",
    "Rendition",
    "Section",
    "Source",
    "State",
    "Story",
    "What",
    "chain_of",
    "fit",
    "fit_end",
    "hold_post",
    "post_of",
]
