"""The one door: every write to Story and Filing.

Each act runs in one transaction with the row of the story locked, and inside one django-reversion revision that keeps
who, when, why and the whole text. Permission is asked before, at the edge; the desk asks only what is possible.
"""

from stories.desk.assignments import assign, let_go
from stories.desk.availability import obstacle
from stories.desk.chain_moves import join_stories, move_filings
from stories.desk.chain_places import preview_join
from stories.desk.chain_undoing import undo_move, undo_obstacle
from stories.desk.chain_words import preview_embargo
from stories.desk.drafts import (
    drafts_of,
    drop_drafts,
    drop_old_drafts,
    end_presence,
    keep_draft,
    names_present,
    others_present,
    record_presence,
)
from stories.desk.erasure import erase_stories
from stories.desk.exceptions import (
    DeskError,
    EditedError,
    EmbargoedError,
    NotCompleteError,
    NothingChangedError,
    NotPossibleError,
    StaleError,
)
from stories.desk.expected_copy import expect_again, expect_copy, settle_expected
from stories.desk.filings import (
    correct,
    file,
    file_from_wire,
    file_late,
    new_filing,
    pictures_to_file,
    release_due,
    schedule,
    slug_for,
    unschedule,
)
from stories.desk.hand_ins import hand_in, send_back
from stories.desk.hold_and_kill import hold, kill, release, reveal_headline, spike
from stories.desk.list_repair import list_missing
from stories.desk.notes import add_note, remove_note, strike_note, take_note_back
from stories.desk.notifications import (
    cancel_mail,
    claim_mail,
    mark_all_seen,
    mark_mail_failed,
    mark_mailed,
    mark_seen,
)
from stories.desk.photos import (
    add_photo,
    describe_photo,
    drop_orphans,
    drop_replaced,
    make_renditions,
    postpone_renditions,
    remove_photo,
)
from stories.desk.phrase_take_downs import stories_of_chains, take_down_phrases
from stories.desk.relations import relate, unrelate
from stories.desk.revisions import WHY_NOT, newest_revision, stories_revised
from stories.desk.saved_views import drop_view, follow_view, keep_view, note_stories_in_view, unfollow_view
from stories.desk.scheduled_saves import save_on_schedule
from stories.desk.take_downs import take_down
from stories.desk.topics import choose_topic
from stories.desk.translations import open_translation, take_over_original, tell_translators
from stories.desk.verdicts import settle_apart, settle_joins
from stories.desk.webhooks import (
    DeskEvent,
    claim_delivery,
    drop_deliveries,
    mark_delivered,
    mark_delivery_failed,
    note_events,
    send_delivery_again,
    send_test,
)
from stories.desk.wire_copy import settle_filed_over
from stories.desk.wire_head import WireHead, WireOrigin, is_same_head, origin_of
from stories.desk.working_copy import (
    StoryText,
    WirePictures,
    bring_pictures,
    change_section,
    dismiss_wire_copy,
    flag_new_wire_copy,
    open_story,
    read_wire_copy_again,
    rebase,
    replace_with_wire_copy,
    save,
)
from stories.desk.writing import AT_ONCE, KnownStory, Pending, Together, Writer

__all__ = [
    "AT_ONCE",
    "WHY_NOT",
    "DeskError",
    "DeskEvent",
    "EditedError",
    "EmbargoedError",
    "KnownStory",
    "NotCompleteError",
    "NotPossibleError",
    "NothingChangedError",
    "Pending",
    "StaleError",
    "StoryText",
    "Together",
    "WireHead",
    "WireOrigin",
    "WirePictures",
    "Writer",
    "add_note",
    "add_photo",
    "assign",
    "bring_pictures",
    "cancel_mail",
    "change_section",
    "choose_topic",
    "claim_delivery",
    "claim_mail",
    "correct",
    "describe_photo",
    "dismiss_wire_copy",
    "drafts_of",
    "drop_deliveries",
    "drop_drafts",
    "drop_old_drafts",
    "drop_orphans",
    "drop_replaced",
    "drop_view",
    "end_presence",
    "erase_stories",
    "expect_again",
    "expect_copy",
    "file",
    "file_from_wire",
    "file_late",
    "flag_new_wire_copy",
    "follow_view",
    "hand_in",
    "hold",
    "is_same_head",
    "join_stories",
    "keep_draft",
    "keep_view",
    "kill",
    "let_go",
    "list_missing",
    "make_renditions",
    "mark_all_seen",
    "mark_delivered",
    "mark_delivery_failed",
    "mark_mail_failed",
    "mark_mailed",
    "mark_seen",
    "move_filings",
    "names_present",
    "new_filing",
    "newest_revision",
    "note_events",
    "note_stories_in_view",
    "obstacle",
    "open_story",
    "open_translation",
    "origin_of",
    "others_present",
    "pictures_to_file",
    "postpone_renditions",
    "preview_embargo",
    "preview_join",
    "read_wire_copy_again",
    "rebase",
    "record_presence",
    "relate",
    "release",
    "release_due",
    "remove_note",
    "remove_photo",
    "replace_with_wire_copy",
    "reveal_headline",
    "save",
    "save_on_schedule",
    "schedule",
    "send_back",
    "send_delivery_again",
    "send_test",
    "settle_apart",
    "settle_expected",
    "settle_filed_over",
    "settle_joins",
    "slug_for",
    "spike",
    "stories_of_chains",
    "stories_revised",
    "strike_note",
    "take_down",
    "take_down_phrases",
    "take_note_back",
    "take_over_original",
    "tell_translators",
    "undo_move",
    "undo_obstacle",
    "unfollow_view",
    "unrelate",
    "unschedule",
]
