"""The working copy: opening a story, saving it, replacing it with the wire's copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy
from stories.copy import pictures
from stories.copy.pictures import PlacedPicture
from stories.desk.exceptions import EditedError, NotCompleteError, NothingChangedError
from stories.desk.notifications import notify, notify_owner
from stories.desk.revisions import lock_story, record
from stories.desk.wire_copy import mark_arrivals_seen, take_up
from stories.desk.wire_head import OWN_WORDS, WireHead, WireOrigin, note_edits
from stories.desk.writing import AT_ONCE, Writer
from stories.models import WIRE_FIELDS, Item, NotificationKind, Outcome, Section, Source, State, Story
from stories.models.story import HEADLINE_LIMIT
from stories.story_actions import CHANGE, MOVE, UNSCHEDULE

EDITABLE = (
    *("slugline", "section", "source", "language", "urgency", "designator", "headline", "byline", "dateline"),
    *("located", "subjects", "dated_on", "body", "endmark", "pictures", "note", "desk_note", "embargo_until"),
)
YEARS = range(1900, 2100)  # of a date that the copy carries, or an embargo
NEVER_FILED = {"desk_note"}
TEXT_FIELDS = ("headline", "byline", "dateline", "dated_on", "body", "endmark")


@dataclass(frozen=True, slots=True)
class WirePictures:
    """Pictures that the wire brings for a story, and its earlier ones that they replace."""

    placed: tuple[PlacedPicture, ...]
    replaces: frozenset[PlacedPicture] = frozenset()

    def apply_to(self, story: Story) -> None:
        """Add the pictures to a story's working copy, as many as there is room for. An editor's own stay."""
        others = [picture for picture in story.placements if picture not in self.replaces]
        present = {picture.photo for picture in others}
        pictures_now = [*others, *(picture for picture in self.placed if picture.photo not in present)]
        story.pictures = pictures.to_json(pictures_now[: pictures.MOST])


@dataclass(frozen=True, slots=True)
class StoryText:
    """One text of a story with its head; from the wire, with what it says beside its words."""

    headline: str
    blocks: tuple[copy.Block, ...]
    byline: str = ""
    dateline: str = ""
    dated_on: date | None = None
    endmark: str = ""
    note: str = ""
    brought: WirePictures | None = None
    head: WireHead | None = None
    origin: WireOrigin = OWN_WORDS

    def apply_to(self, story: Story) -> None:
        """Make the text the story's working copy."""
        story.headline = self.headline
        story.body = copy.to_json(self.blocks)
        story.byline = self.byline
        story.dateline = self.dateline
        story.dated_on = self.dated_on
        story.endmark = self.endmark
        story.note = self.note
        if self.head is not None:
            self.head.apply_to(story)
        if self.brought is not None:
            self.brought.apply_to(story)
        if self.origin.first_at is not None:
            story.first_moved_at = min(self.origin.first_at, story.first_moved_at or self.origin.first_at)


def text_of(story: Story) -> StoryText:
    """Return the text of a working copy."""
    return StoryText(
        headline=story.headline,
        blocks=story.blocks,
        byline=story.byline,
        dateline=story.dateline,
        dated_on=story.dated_on,
        endmark=story.endmark,
        note=story.note,
    )


def check_head(story: Story) -> Story:
    """Return the story if its head can be kept. Raises NotCompleteError."""
    if not story.slugline.strip():
        raise NotCompleteError(_("The story has no slugline. Give it the keyword that its filings will carry."))
    if not story.headline.strip():
        raise NotCompleteError(_("The story has no headline. Write one."))
    if not any(map(str.isalnum, story.headline)):
        raise NotCompleteError(_("The headline has no letter and no figure. Write one that readers can read."))
    for moment in (story.dated_on, story.embargo_until):
        if moment is not None and moment.year not in YEARS:
            refusal = _("The year {year} cannot be right. Give one from {first} to {last}.")
            raise NotCompleteError(refusal.format(year=moment.year, first=YEARS[0], last=YEARS[-1]))
    if len(story.headline) > HEADLINE_LIMIT:
        refusal = _("The headline has {count:,} characters, over the limit of {limit:,}. Shorten it.")
        raise NotCompleteError(refusal.format(count=len(story.headline), limit=HEADLINE_LIMIT))
    return story


def open_story(story: Story, *, by: User | None, now: datetime, comment: str = "", writer: Writer = AT_ONCE) -> Story:
    """Open a new story on the desk, from an unsaved instance."""
    story.state = State.WAITING
    story.created_at = now
    story.edited_at = now if by else None
    if by is not None:
        note_edits(story, {name for name in WIRE_FIELDS if getattr(story, name)})
        story.written_by = by
    with writer.transaction():
        record(check_head(story), by=by, now=now, comment=comment or "Opened", writer=writer)
    return story


@transaction.atomic
def save(story: Story, *, by: User | None, now: datetime, based_on: int, comment: str = "") -> Story:
    """Save the working copy from a changed instance. Raises StaleError where it was saved since `based_on`.

    A schedule was set for the text of that time: a save of anything that would be filed takes the story off it,
    and whoever scheduled it is notified.
    """
    current = lock_story(story, CHANGE, based_on=based_on)
    changed = apply_edits(current, story, by=by, now=now)
    if current.is_scheduled and not changed - NEVER_FILED:
        return record_on_schedule(check_head(current), by=by, now=now, comment=comment or "Saved")
    unscheduled = ", no longer scheduled" if current.is_scheduled else ""
    scheduler = clear_schedule(current)
    record(check_head(current), by=by, now=now, comment=f"{comment or 'Saved'}{unscheduled}")
    notify_scheduler(scheduler, current, by=by, now=now)
    return current


def apply_edits(current: Story, edited: Story, *, by: User | None, now: datetime) -> set[str]:
    """Put the fields of a changed instance on the locked story; return the names of those that differ."""
    changed = {field for field in EDITABLE if getattr(current, field) != getattr(edited, field)}
    if not changed.isdisjoint(TEXT_FIELDS):
        current.edited_at = now
        current.written_by = current.written_by or by
    if by is not None:
        note_edits(current, changed)
    for field in EDITABLE:
        setattr(current, field, getattr(edited, field))
    return changed


def clear_schedule(story: Story) -> User | None:
    """Take a locked story off the schedule; return who had set it, None where the wire did."""
    scheduler = story.updated_by if story.is_scheduled else None
    story.release_at = None
    return scheduler


def notify_scheduler(scheduler: User | None, story: Story, *, by: User | None, now: datetime) -> None:
    """Notify whoever had scheduled a story that it is no longer, if somebody had."""
    if scheduler is not None:
        notify(scheduler, story, UNSCHEDULE.notification, by=by, now=now)


def record_on_schedule(story: Story, *, by: User | None, now: datetime, comment: str) -> Story:
    """Record a locked story that stays on its schedule, to be filed in the name of whoever scheduled it."""
    scheduler = story.updated_by
    record(story, by=by, now=now, comment=comment)
    if story.is_scheduled:
        story.updated_by = scheduler
        Story.objects.filter(pk=story.pk).update(updated_by=scheduler)
    return story


@transaction.atomic
def change_section(story: Story, section: Section, *, by: User | None, now: datetime) -> Story:
    """Change the section of a story, from its next filing on. Raises NothingChangedError.

    This is a save like any other, so that a colleague with the form open finds both the own words and the new section.
    The words stay as they were: the story keeps its schedule, and the wire may go on with what no editor changed.
    """
    current = lock_story(story, MOVE)
    if current.section_id == section.pk:
        raise NothingChangedError(_("It is already in {section}. Choose another section.").format(section=section))
    current.section = section
    note_edits(current, {"section"})
    return record_on_schedule(current, by=by, now=now, comment=f"Moved to the section {section}")


@transaction.atomic
def rebase(
    story: Story, item: Item, words: StoryText, *, by: User | None, now: datetime, based_on: int, designator: str
) -> Story:
    """Save a working copy merged with an item that waited beside it. Raises as `save` does.

    The item is taken up now, and so is each that waited before it: the next filing is made from both. Its `words`
    and `designator` become a revision of their own before: the next copy from the wire goes on from them.
    """
    current = lock_story(story, CHANGE, based_on=based_on)
    scheduler = clear_schedule(current)
    before = {name: getattr(current, name) for name in WIRE_FIELDS}
    words.apply_to(current)
    for name in WIRE_FIELDS:
        if getattr(story, name) == before[name]:  # the page shows what the wire has changed since
            setattr(story, name, getattr(current, name))
    current.designator, current.edited_at = designator, None
    record(current, by=None, now=now, comment=arrival_comment(designator, item.source))
    comment = f"Put together with what came from {item.source}"
    saved = save(story, by=by, now=now, based_on=current.save_number, comment=comment)
    notify_scheduler(scheduler, saved, by=by, now=now)
    take_up(saved, item, now=now)
    return saved


@transaction.atomic
def dismiss_wire_copy(story: Story, item: Item, *, by: User | None, now: datetime) -> Story:
    """Dismiss an item that waits beside a story, and each that came before it. The copy stays on record."""
    current = lock_story(story, CHANGE)
    beside = list(Item.objects.beside_edits(current).filter(pk__lte=item.pk).values_list("pk", flat=True))
    if not beside:
        raise NothingChangedError(_("That copy is no longer waiting alongside this story."))
    items = Item.objects.filter(pk__in=beside)
    items.update(waits_beside_edits=False)
    items.filter(filing=None).update(outcome=Outcome.SKIPPED, reason="An editor passed it over.")
    mark_arrivals_seen(current, now=now)
    return record_on_schedule(current, by=by, now=now, comment=f"Passed over what came from {item.source}")


@transaction.atomic
def replace_with_wire_copy(story: Story, words: StoryText, *, now: datetime, designator: str) -> Story:
    """Replace the working copy with the wire's, off the schedule that was meant for other words.

    Raises EditedError where an editor has changed the copy of before.
    """
    current = require_unedited(lock_story(story, CHANGE))
    scheduler = clear_schedule(current)
    words.apply_to(current)
    current.designator = designator
    record(check_head(current), by=None, now=now, comment=arrival_comment(designator, current.source))
    notify_scheduler(scheduler, current, by=None, now=now)
    return current


@transaction.atomic
def read_wire_copy_again(
    story: Story, item: Item, words: StoryText, *, now: datetime, designator: str, comment: str
) -> Story:
    """Replace a working copy with the same copy from the wire in other letters, off its schedule.

    Raises EditedError where an editor has changed it, NothingChangedError where newer copy stands there.
    """
    current = require_unedited(lock_story(story, CHANGE))
    if Item.objects.waiting(current).values_list("pk", flat=True).first() != item.pk:
        raise NothingChangedError(_("Newer copy of the story came since. Read that one."))
    scheduler = clear_schedule(current)
    words.apply_to(current)
    current.designator = designator
    record(check_head(current), by=None, now=now, comment=comment)
    notify_scheduler(scheduler, current, by=None, now=now)
    return current


@transaction.atomic
def bring_pictures(story: Story, brought: WirePictures, *, source: Source | None, now: datetime) -> Story:
    """Add pictures that came apart from their text to a story; a schedule stands, as no word changed."""
    current = lock_story(story, CHANGE)
    before = current.pictures
    brought.apply_to(current)
    if current.pictures == before:  # untested: the pictures stand there already
        return current
    return record_on_schedule(current, by=None, now=now, comment=f"Pictures came from {source}")


def flag_new_wire_copy(story: Story, *, now: datetime) -> None:
    """Move a story up on the desk, as new copy waits beside its text, and notify its person."""
    Story.objects.filter(pk=story.pk).update(updated_at=now)
    notify_owner(story, NotificationKind.CAME, by=None, now=now)


def arrival_comment(designator: str, source: Source | None) -> str:
    """Return the comment of a revision with copy from the wire."""
    return f"{designator or 'New copy'} arrived from {source}"


def require_unedited(story: Story) -> Story:
    """Return the story if the wire may overwrite its working copy. Raises EditedError."""
    if story.edited_at is not None:
        refusal = _(
            "An editor has changed the words of story {number}. The item is kept: open the story and put both together."
        )
        raise EditedError(refusal.format(number=story.pk))
    return story
