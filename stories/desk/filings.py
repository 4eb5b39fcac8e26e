"""Filing: the working copy becomes the next numbered, unchangeable filing of its story."""

from __future__ import annotations

import re
import secrets
import unicodedata
from copy import copy as clone
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from reversion.models import Revision

from stories import copy, designators, digests
from stories.copy import pictures
from stories.copy.pictures import Picture
from stories.designators import Kind
from stories.desk.exceptions import EmbargoedError, NotCompleteError, NothingChangedError, NotPossibleError
from stories.desk.hand_ins import clear_hand_in
from stories.desk.live_index import list_again
from stories.desk.picture_words import describe_missing_words
from stories.desk.revisions import lock_story, record
from stories.desk.wire_copy import settle_before
from stories.desk.wire_head import OWN_WORDS, WireOrigin, is_back_dated, is_same_head, metadata_of, origin_of
from stories.desk.working_copy import StoryText, check_head, require_unedited, text_of
from stories.desk.writing import AT_ONCE, Writer
from stories.display.datetimes import print_both_times, print_for_record
from stories.models import Amends, Filing, Item, Outcome, Photo, State, Story, fit
from stories.story_actions import CORRECT, FILE, SCHEDULE, UNSCHEDULE

OTHER_ACTS = {Kind.CORRECTION, Kind.CLARIFICATION, Kind.REFILE, Kind.HOLD, Kind.KILL}
SUMMARY_LIMIT = 400  # characters of the first paragraph that lists and feeds carry
CORRECTING = (Amends.CORRECTION, Amends.CLARIFICATION)


@transaction.atomic
def file(story: Story, *, by: User | None, now: datetime, designator: str, note: str, based_on: int) -> Filing:
    """File the working copy as the next number.

    Raises NothingChangedError, NotCompleteError, NotPossibleError, EmbargoedError, and
    StaleError where it was saved since `based_on`.
    """
    current = lock_story(story, FILE, based_on=based_on)
    current.designator, current.note = check_designator(designator), note
    item = waiting_item(current)
    return link_wire_item(
        item, make_filing(current, by=by, now=now, origin=origin_of(item, embargo_until=current.embargo_until))
    )


def file_from_wire(
    story: Story,
    words: StoryText,
    *,
    now: datetime,
    designator: str,
    amends: Amends = Amends.NOTHING,
    writer: Writer = AT_ONCE,
) -> Filing:
    """Take copy from the wire as the working copy and file it, as one revision. Raises as `take` and `file` do."""
    with writer.transaction():
        current = require_unedited(lock_story(story, FILE, writer=writer))
        words.apply_to(current)
        current.designator = designator
        return make_filing(current, by=None, now=now, amends=amends, origin=words.origin, writer=writer)


@transaction.atomic
def correct(
    story: Story,
    *,
    by: User | None,
    now: datetime,
    wrong: str,
    right: str,
    amends: Amends = Amends.CORRECTION,
    note: str = "",
    based_on: int,
) -> Filing:
    """File the working copy to put right the newest filing.

    A correction and a clarification say in words what was wrong and what is right; a refile mends form only.
    Raises as `file` does.
    """
    current = lock_story(story, CORRECT, based_on=based_on)
    if amends in CORRECTING and not (wrong.strip() and right.strip()):
        raise NotCompleteError(_("A correction tells readers what was wrong and what is right. Write both."))
    if amends in CORRECTING and not hold_different_words(wrong, right):
        raise NotCompleteError(_("What was wrong and what is right must be told in words, and differ."))
    current.designator, current.note = Amends(amends).label, note
    item = waiting_item(current)
    origin = replace(
        origin_of(item, embargo_until=current.embargo_until), moved_at=None
    )  # the correction is made here, whatever it is made from
    filing = make_filing(
        current, by=by, now=now, amends=amends, wrong=wrong.strip(), right=right.strip(), origin=origin
    )
    return link_wire_item(item, filing)


@transaction.atomic
def schedule(
    story: Story, *, by: User | None, now: datetime, at: datetime, designator: str, note: str, based_on: int
) -> Story:
    """Set a story to be filed at a time. No filing is made before: what does not exist cannot leak."""
    current = lock_story(story, SCHEDULE, based_on=based_on)
    if at <= now:
        raise NotPossibleError(_("That time has passed. Choose a later one, or file now."))
    if current.embargo_until and at < current.embargo_until:
        refusal = _("The story is embargoed until {time}: choose a later time.")
        raise EmbargoedError(refusal.format(time=print_both_times(current.embargo_until)))
    current.designator, current.note, current.release_at = check_designator(designator), note, at
    clear_hand_in(current)
    pictures_to_file(require_complete(current), with_all=by is not None)
    record(current, by=by, now=now, comment=f"Scheduled for {print_for_record(at)}")
    return current


@transaction.atomic
def unschedule(story: Story, *, by: User | None, now: datetime, comment: str = "No longer scheduled") -> Story:
    """Take a story off the schedule."""
    current = lock_story(story, UNSCHEDULE)
    if not current.is_scheduled:
        refusal = _("Story {number} is not scheduled: there is nothing to take back.")
        raise NotPossibleError(refusal.format(number=current.pk))
    current.release_at = None
    record(current, by=by, now=now, comment=comment)
    return current


@transaction.atomic
def release_due(story: Story, *, now: datetime) -> Filing | None:
    """File a story whose time has come; return None where another worker did, or the time was changed.

    The filing is on record under whoever scheduled it, or released it from a hold since: a save would have
    unscheduled it.
    """
    current = lock_story(story)
    if current.state not in FILE.states or current.release_at is None or current.release_at > now:
        return None
    item = waiting_item(current)
    return link_wire_item(
        item,
        make_filing(
            current, by=current.updated_by, now=now, origin=origin_of(item, embargo_until=current.embargo_until)
        ),
    )


@transaction.atomic
def file_late(story: Story, words: StoryText, *, now: datetime, designator: str, follows: int) -> Filing:
    """File older copy that arrived late behind the filing that it follows; the newest stays the newest."""
    current = lock_story(story, FILE)
    if not 0 <= follows <= current.filed_number:
        refusal = _("Late copy follows a filing from 0 to {last}, not {follows}.")
        raise NotPossibleError(refusal.format(last=current.filed_number, follows=follows))
    current.filed_number += 1
    end = AT_ONCE.chain_end(current, before=current.filed_number)
    filed_at = end.time_of_next(now)
    note_move(current, words.origin, now=filed_at)
    revision = record(current, by=None, now=now, comment=f"Filed late as {current.filed_number}: {designator}")
    as_of_copy = clone(current)  # whose head is that of its time
    if words.head is not None:
        words.head.apply_to(as_of_copy)
    filing = new_filing(as_of_copy, words, designator=designator, revision=revision, now=filed_at, origin=words.origin)
    filing.follows = follows
    save_with_digests(filing, previous=end.digest, is_newest=False)
    list_again(current)
    return filing


def make_filing(
    story: Story,
    *,
    by: User | None,
    now: datetime,
    amends: Amends = Amends.NOTHING,
    wrong: str = "",
    right: str = "",
    origin: WireOrigin = OWN_WORDS,
    writer: Writer = AT_ONCE,
) -> Filing:
    """File the working copy of a locked story as its newest filing."""
    filed_pictures = pictures_to_file(require_complete(story), with_all=by is not None and not story.is_scheduled)
    if story.embargo_until and story.embargo_until > now:
        refusal = _("The story is embargoed until {time}. Schedule it for then, or take the embargo off.")
        raise EmbargoedError(refusal.format(time=print_both_times(story.embargo_until)))
    refuse_unchanged(story, filed_pictures, newest=writer.newest_filing(story))
    designator, follows = story.designator, story.newest_number
    story.filed_number += 1
    end = writer.chain_end(story, before=story.filed_number)
    filed_at = end.time_of_next(now)
    story.newest_number = story.filed_number
    story.state = State.LIVE
    story.slug = story.slug or slug_for(story)
    corrects = amends in CORRECTING
    story.is_corrected = story.is_corrected or corrects
    words = text_of(story)
    story.designator, story.note = "", ""
    story.embargo_until = story.release_at = None
    story.written_by = None
    clear_hand_in(story)
    note_move(story, origin, now=filed_at)
    comment = f"Filed as {story.filed_number}: {designator or 'first filing'}"
    what = CORRECT.notification if corrects else None
    revision = record(story, by=by, now=now, comment=comment, what=what, writer=writer)
    filing = new_filing(
        story,
        words,
        designator=designator,
        revision=revision,
        now=filed_at,
        origin=origin,
    )
    filing.follows, filing.amends, filing.wrong, filing.right = follows, amends, wrong, right
    filing.pictures = pictures.to_json(filed_pictures)
    return save_with_digests(filing, previous=end.digest, writer=writer)


def note_move(story: Story, origin: WireOrigin, *, now: datetime) -> None:
    """Note on a story when a version of it moved, where that is the first time."""
    moved_at = origin.time_of_move(now)
    story.first_moved_at = min(story.first_moved_at or moved_at, moved_at)


def waiting_item(story: Story) -> Item | None:
    """Return the wire's copy that is in the working copy and not filed yet."""
    return Item.objects.waiting(story).first()


def link_wire_item(item: Item | None, filing: Filing) -> Filing:
    """Link the item that was taken into the working copy to the filing, settle older ones; return the filing."""
    if item is not None:
        item.filing, item.outcome = filing, Outcome.FILED
        item.save(update_fields=["filing", "outcome"])
        settle_before(item, filing.story, now=filing.filed_at)
    return filing


def hold_different_words(wrong: str, right: str) -> bool:
    """Return whether both texts hold words, and differ."""
    are_words = all(any(map(str.isalnum, text)) for text in (wrong, right))
    return are_words and wrong.strip() != right.strip()


def check_designator(text: str) -> str:
    """Return a designator that a filing may carry, in our print.

    Raises NotCompleteError for a text that is none, and for those of other acts.
    """
    designator = designators.from_text(text)
    if text and designator is None:
        refusal = _("“{typed}” is no designator. Choose one that the help page lists, or none.")
        raise NotCompleteError(refusal.format(typed=text))
    if designator and set(designator.kinds) & OTHER_ACTS:
        refusal = _("“{designator}” is not filed like this: correct, refile, hold and kill are acts of their own.")
        raise NotCompleteError(refusal.format(designator=designator))
    return str(designator) if designator else ""


def require_complete(story: Story) -> Story:
    """Return the story if it can be filed. Raises NotCompleteError."""
    check_head(story)
    designator = designators.from_text(story.designator)
    if not story.blocks and not (designator and designator.is_alert):
        raise NotCompleteError(_("The story has no text. Only an Urgent or an alert moves as a headline alone."))
    return story


def pictures_to_file(story: Story, *, with_all: bool) -> tuple[Picture, ...]:
    """Return the pictures that a story is filed with. One query where it has any, one more where it is refused.

    Raises NotCompleteError where one lacks what readers need, and all are wanted. Copy of the wire, and a story whose
    time has come, wait for no picture: they go without it.
    """
    known = Photo.objects.as_filed(story.placements)
    ready = tuple(picture for picture in known if picture.caption and picture.alt)
    if not with_all or len(ready) == len(story.placements):
        return ready
    raise NotCompleteError(describe_missing_words(story.placements, known))


def refuse_unchanged(story: Story, filed_pictures: tuple[Picture, ...], *, newest: Filing | None) -> None:
    """Raise NothingChangedError where the working copy has words, pictures and head of the newest filing."""
    if newest is None:
        return
    fields = ("headline", "byline", "dateline", "endmark", "body")
    is_same_text = all(getattr(newest, field) == getattr(story, field) for field in fields)
    if is_same_text and newest.shown_pictures == filed_pictures and is_same_head(story, newest):
        refusal = _("The text is the same as version {number}, filed {time}. Change it first.")
        if newest.designator:
            refusal = _("The text is the same as {designator}, filed {time}. Change it first.")
        raise NothingChangedError(
            refusal.format(designator=newest.designator, number=newest.number, time=print_both_times(newest.filed_at))
        )


def slug_for(story: Story) -> str:
    """Return the words of the story's address, which stay from the first filing on."""
    words = slug_words(story.headline) or slug_words(story.slugline)
    return fit(story, "slug", words).strip("-_") or "story"


def slug_words(text: str) -> str:
    """Return a text as words of an address, with the signs that its letters carry: vowels of Hindi are marks."""
    letters = unicodedata.normalize("NFKC", text).lower()
    kept = (
        letter for letter in letters if unicodedata.category(letter)[0] in "LMN" or letter in "_- " or letter.isspace()
    )
    return re.sub(r"[-\s]+", "-", "".join(kept)).strip("-_")


def new_filing(
    story: Story,
    words: StoryText,
    *,
    designator: str,
    revision: Revision,
    now: datetime,
    origin: WireOrigin = OWN_WORDS,
) -> Filing:
    """Make the next filing of a story, not yet saved."""
    moved_at = origin.time_of_move(now)
    return Filing(
        story=story,
        number=story.filed_number,
        designator=designator,
        headline=words.headline,
        byline=words.byline,
        dateline=words.dateline,
        dated_on=words.dated_on or now.date(),
        body=copy.to_json(words.blocks),
        body_html=copy.to_html(words.blocks),
        endmark=words.endmark,
        note=words.note,
        summary=summary_of(words.blocks),
        genre=fit(Filing, "genre", designators.genre(words.headline) or story.genre),
        section=story.section,
        source=story.source,
        credit=story.source.name,
        language=story.language,
        urgency=story.urgency,
        words=copy.word_count(words.blocks),
        moved_at=moved_at,
        filed_at=now,
        is_back_dated=is_back_dated(moved_at, filed_at=now),
        metadata=metadata_of(story, origin).to_json(),
        revision=revision,
    )


def summary_of(blocks: tuple[copy.Block, ...]) -> str:
    """Return the first paragraph, cut at a word."""
    first = next((block.text for block in blocks if block.kind is copy.Kind.PARAGRAPH), "").replace("\n", " ")
    if len(first) <= SUMMARY_LIMIT:
        return first
    return first[:SUMMARY_LIMIT].rsplit(" ", 1)[0] + " …"


def save_with_digests(filing: Filing, *, previous: str, is_newest: bool = True, writer: Writer = AT_ONCE) -> Filing:
    """Chain a filing to the one before, save it with its digests, and return it."""
    filing.digest_format = digests.NEWEST_FORMAT
    filing.salt = secrets.token_hex(digests.SALT_BYTES)
    filing.content_digest = digests.content_digest(filing.content())
    return save_in_chain(filing, previous=previous, is_newest=is_newest, writer=writer)


def save_in_chain(filing: Filing, *, previous: str, is_newest: bool = False, writer: Writer = AT_ONCE) -> Filing:
    """Chain a filing that has its content digest to the one before, save it, and return it."""
    filing.digest_format = digests.NEWEST_FORMAT
    filing.previous_digest = previous
    filing.digest = digests.chain_digest(filing.head(), filing.content_digest, previous)
    filing.slug = filing.story.slug
    writer.keep_filing(filing, is_newest=is_newest)
    return filing
