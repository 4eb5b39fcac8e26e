"""Tables of the newsroom and every query of them. Acts on their rows are in `stories.desk`.

Every room that is not pure, `ticker` and `newsroom` may call here; readers' pages begin at `Filing.public`. Calls only
what is pure.
"""

from stories.models.addresses import story_address
from stories.models.amends import Amends
from stories.models.among import Among
from stories.models.chain_move import ChainMove
from stories.models.chain_order import FilingPlace, MovedFiling, sort_by_chain
from stories.models.columns import fit, fit_end, length_of
from stories.models.cosignature import Cosignature, newest_witnessed, note_with_cosignatures
from stories.models.desk_note import DeskNote
from stories.models.draft import Draft, Presence
from stories.models.expected_copy import ExpectedCopy
from stories.models.expected_picture import ExpectedPicture
from stories.models.feed_state import FeedState
from stories.models.filing import Filing
from stories.models.filing_chains import filing_chain, standing_chain
from stories.models.filing_change import FilingChange
from stories.models.front_page import front_page_filings
from stories.models.heartbeat import Heartbeat, ProcessRole
from stories.models.item import Delivery, Item, ItemTerm, Outcome
from stories.models.live_listing import designator_keys, filing_topic, keys_of, live_row
from stories.models.live_story import (
    IS_CORRECTED,
    LiveKey,
    LiveStory,
    count_keys,
    count_spans,
    first_place,
    keys_in_use,
    language_varieties,
    list_facts,
    list_latest_topics,
    list_live,
    live_key,
    place_of,
    split_place,
)
from stories.models.log_check import BrokenEntry, check_own_log, find_contradiction
from stories.models.match_verdict import MatchVerdict
from stories.models.metadata import Metadata
from stories.models.move_events import version_moments
from stories.models.notice import Notice, NoticeSeal
from stories.models.notification import Notification, NotificationKind
from stories.models.passkey import Passkey
from stories.models.past_version import PastVersion, free_places
from stories.models.person import Person, PersonSettings, RowHeight, cache_person_settings, person_settings
from stories.models.photo import Photo, PhotoPlacement, PhotoUse, Rendition
from stories.models.phrase_take_down import PhraseTakeDown
from stories.models.places import StoryPlace, find_filing_place, find_story_place
from stories.models.public_story import PublicStory
from stories.models.related import RelatedStory, find_related
from stories.models.saved_view import SavedView
from stories.models.search_index import SearchIndex
from stories.models.section import Section, SectionLink, SectionName, Source, section_links
from stories.models.site_page import SitePage, SitePlace
from stories.models.source_token import SourceToken
from stories.models.stored_page import ALL_STORIES, EVERY_PAGE, CodedPage, Generation, StoredPage
from stories.models.story import LOST_WORDS, OPEN_STATES, WIRE_FIELDS, State, Story
from stories.models.story_relation import StoryRelation
from stories.models.subject import SectionMapping, SubjectName, SubjectUse
from stories.models.sweep import Sweep
from stories.models.template import Snippet, StoryTemplate
from stories.models.topic import Topic, choose_stem, public_slugline, topic_key, topic_name
from stories.models.translation import Translation
from stories.models.transparency import (
    LOG_SUBTREES,
    Checkpoint,
    CheckpointKey,
    LoggedEntry,
    TransparencyEntry,
    TransparencyNode,
    prove_entries,
    read_log_hashes,
    read_tile,
)
from stories.models.webhook import KEY_PREFIX, Webhook, WebhookDelivery, WebhookEvent

__all__ = [
    "ALL_STORIES",
    "EVERY_PAGE",
    "IS_CORRECTED",
    "KEY_PREFIX",
    "LOG_SUBTREES",
    "LOST_WORDS",
    "OPEN_STATES",
    "WIRE_FIELDS",
    "Amends",
    "Among",
    "BrokenEntry",
    "ChainMove",
    "Checkpoint",
    "CheckpointKey",
    "CodedPage",
    "Cosignature",
    "Delivery",
    "DeskNote",
    "Draft",
    "ExpectedCopy",
    "ExpectedPicture",
    "FeedState",
    "Filing",
    "FilingChange",
    "FilingPlace",
    "Generation",
    "Heartbeat",
    "Item",
    "ItemTerm",
    "LiveKey",
    "LiveStory",
    "LoggedEntry",
    "MatchVerdict",
    "Metadata",
    "MovedFiling",
    "Notice",
    "NoticeSeal",
    "Notification",
    "NotificationKind",
    "Outcome",
    "Passkey",
    "PastVersion",
    "Person",
    "PersonSettings",
    "Photo",
    "PhotoPlacement",
    "PhotoUse",
    "PhraseTakeDown",
    "Presence",
    "ProcessRole",
    "PublicStory",
    "RelatedStory",
    "Rendition",
    "RowHeight",
    "SavedView",
    "SearchIndex",
    "Section",
    "SectionLink",
    "SectionMapping",
    "SectionName",
    "SitePage",
    "SitePlace",
    "Snippet",
    "Source",
    "SourceToken",
    "State",
    "StoredPage",
    "Story",
    "StoryPlace",
    "StoryRelation",
    "StoryTemplate",
    "SubjectName",
    "SubjectUse",
    "Sweep",
    "Topic",
    "Translation",
    "TransparencyEntry",
    "TransparencyNode",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
    "cache_person_settings",
    "check_own_log",
    "choose_stem",
    "count_keys",
    "count_spans",
    "designator_keys",
    "filing_chain",
    "filing_topic",
    "find_contradiction",
    "find_filing_place",
    "find_related",
    "find_story_place",
    "first_place",
    "fit",
    "fit_end",
    "free_places",
    "front_page_filings",
    "keys_in_use",
    "keys_of",
    "language_varieties",
    "length_of",
    "list_facts",
    "list_latest_topics",
    "list_live",
    "live_key",
    "live_row",
    "newest_witnessed",
    "note_with_cosignatures",
    "person_settings",
    "place_of",
    "prove_entries",
    "public_slugline",
    "read_log_hashes",
    "read_tile",
    "section_links",
    "sort_by_chain",
    "split_place",
    "standing_chain",
    "story_address",
    "topic_key",
    "topic_name",
    "version_moments",
]
