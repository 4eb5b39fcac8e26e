"""The working copy: opening a story, saving it, taking the wire's copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy
from stories.copy import pictures
from stories.copy.pictures import Placed
from stories.desk.exceptions import Edited, NotComplete, NothingChanged
from stories.desk.notifications import tell, tell_of
from stories.desk.revisions import locked, record
from stories.models import OPEN, Item, Outcome, Section, Source, State, Story, What
from stories.models.story import HEADLINE_LIMIT

EDITABLE = (
    *("slugline", "section", "source", "language", "urgency", "designator", "headline", "byline", "dateline"),
    *("dated_on", "body", "endmark", "pictures", "note", "desk_note", "embargo_until"),
)
YEARS = range(1900, 2100)  # of a date that the copy carries, or an embargo
NEVER_FILED = {"desk_note"}
TEXT = ("headline", "byline", "dateline", "dated_on", "body", "endmark")


@dataclass(frozen=True, slots=True)
class Brought:
    """Pictures that the wire brings for a story, and those that it brought before and they take the place of."""

    placed: tuple[Placed, ...]
    replaces: frozenset[Placed] = frozenset()

    def put_on(self, story: Story) -> None:
        """Put them into the story's working copy, as many as there is room for. What an editor chose or wrote stays."""
        kept = [each for each in story.placed if each not in self.replaces]
        there = {each.photo for each in kept}
        both = [*kept, *(each for each in self.placed if each.photo not in there)]
        story.pictures = pictures.to_json(both[: pictures.MOST])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text of a story."""

    headline: str
    blocks: tuple[copy.Block, ...]
    byline: str = ""
    dateline: str = ""
    dated_on: date | None = None
    endmark: str = ""
    note: str = ""
    brought: Brought | None = None

    def put_on(self, story: Story) -> None:
        """Make them the story's working copy."""
        story.headline = self.headline
        story.body = copy.to_json(self.blocks)
        story.byline = self.byline
        story.dateline = self.dateline
        story.dated_on = self.dated_on
        story.endmark = self.endmark
        story.note = self.note
        if self.brought is not None:
            self.brought.put_on(story)


def words_of(story: Story) -> Words:
    """The words of a working copy."""
    return Words(
        headline=story.headline,
        blocks=story.blocks,
        byline=story.byline,
        dateline=story.dateline,
        dated_on=story.dated_on,
        endmark=story.endmark,
        note=story.note,
    )


def checked(story: Story) -> Story:
    """The story, if its head can be kept. Raises NotComplete."""
    if not story.slugline.strip():
        raise NotComplete(_("The story has no slugline. Give it the keyword that its filings will carry."))
    if not story.headline.strip():
        raise NotComplete(_("The story has no headline. Write one."))
    if not any(map(str.isalnum, story.headline)):
        raise NotComplete(_("The headline has no letter and no figure. Write one that readers can read."))
    for moment in (story.dated_on, story.embargo_until):
        if moment is not None and moment.year not in YEARS:
            told = _("The year {year} cannot be right. Give one from {first} to {last}.")
            raise NotComplete(told.format(year=moment.year, first=YEARS[0], last=YEARS[-1]))
    if len(story.headline) > HEADLINE_LIMIT:
        told = _("The headline has {count:,} characters, over the limit of {limit:,}. Shorten it.")
        raise NotComplete(told.format(count=len(story.headline), limit=HEADLINE_LIMIT))
    return story


@transaction.atomic
def open_story(story: Story, *, by: User | None, now: datetime, comment: str = "") -> Story:
    """A new story on the desk, from an unsaved instance."""
    story.state = State.WAITING
    story.created_at = now
    story.edited_at = now if by else None
    record(checked(story), by=by, now=now, comment=comment or "Opened")
    return story


@transaction.atomic
def save(story: Story, *, by: User | None, now: datetime, based_on: int, comment: str = "") -> Story:
    """The working copy, saved from a changed instance. Raises Stale where it was saved since `based_on`.

    Whoever scheduled a story did so for what stood there: a save of anything that would be filed takes it off the
    schedule, and they are told.
    """
    current = locked(story, allowed=OPEN, act="changed", based_on=based_on)
    changed = {field for field in EDITABLE if getattr(current, field) != getattr(story, field)}
    if not changed.isdisjoint(TEXT):
        current.edited_at = now
    for field in EDITABLE:
        setattr(current, field, getattr(story, field))
    if current.is_scheduled and not changed - NEVER_FILED:
        return kept_on_schedule(checked(current), by=by, now=now, comment=comment or "Saved")
    unscheduled = ", no longer scheduled" if current.is_scheduled else ""
    scheduler = off_schedule(current)
    record(checked(current), by=by, now=now, comment=f"{comment or 'Saved'}{unscheduled}")
    tell_scheduler(scheduler, current, by=by, now=now)
    return current


def off_schedule(story: Story) -> User | None:
    """Take a locked story off the schedule; gives who had set it, of whom there is none where the wire did."""
    scheduler = story.updated_by if story.is_scheduled else None
    story.release_at = None
    return scheduler


def tell_scheduler(scheduler: User | None, story: Story, *, by: User | None, now: datetime) -> None:
    """Tell who had scheduled a story that it is no longer, if somebody had."""
    if scheduler is not None:
        tell(scheduler, story, What.UNSCHEDULED, by=by, now=now)


def kept_on_schedule(story: Story, *, by: User | None, now: datetime, comment: str) -> Story:
    """The locked story recorded; what is scheduled stays so, and is filed in the name of whoever scheduled it."""
    scheduler = story.updated_by
    record(story, by=by, now=now, comment=comment)
    if story.is_scheduled:
        story.updated_by = scheduler
        Story.objects.filter(pk=story.pk).update(updated_by=scheduler)
    return story


@transaction.atomic
def move(story: Story, section: Section, *, by: User | None, now: datetime) -> Story:
    """The story in another section, from its next filing on. Raises NothingChanged.

    It is a save like any other, so that whoever has the form open finds both their words and the new section. But the
    words stay as they were: the story keeps its schedule, and the wire may go on with what no editor changed.
    """
    current = locked(story, allowed=OPEN, act="moved")
    if current.section_id == section.pk:
        raise NothingChanged(_("It stands in the section {section} already. Choose another.").format(section=section))
    current.section = section
    return kept_on_schedule(current, by=by, now=now, comment=f"Moved to the section {section}")


@transaction.atomic
def rebase(
    story: Story, item: Item, words: Words, *, by: User | None, now: datetime, based_on: int, designator: str
) -> Story:
    """The working copy, put together with copy that was kept aside, saved as `save` does. Raises as it does.

    That copy is taken up now, and so is what was kept aside before it: the next filing is made from both. Its `words`
    and `designator` become a revision of their own before: what comes next from the wire goes on from them.
    """
    current = locked(story, allowed=OPEN, act="changed", based_on=based_on)
    scheduler = off_schedule(current)
    words.put_on(current)
    current.designator, current.edited_at = designator, None
    record(current, by=None, now=now, comment=arrived(designator, item.source))
    comment = f"Put together with what came from {item.source}"
    saved = save(story, by=by, now=now, based_on=current.saves, comment=comment)
    tell_scheduler(scheduler, saved, by=by, now=now)
    Item.objects.aside(saved).filter(pk__lte=item.pk).update(is_aside=False)
    return saved


@transaction.atomic
def pass_over(story: Story, item: Item, *, by: User | None, now: datetime) -> Story:
    """The story as it is, without copy that stood beside it, nor what came before that. The copy stays on record."""
    current = locked(story, allowed=OPEN, act="changed")
    passed = Item.objects.aside(current).filter(pk__lte=item.pk)
    if not passed.exists():
        raise NothingChanged(_("That copy stands beside the story no more."))
    passed.update(is_aside=False, outcome=Outcome.SKIPPED, reason="An editor passed it over.")
    return kept_on_schedule(current, by=by, now=now, comment=f"Passed over what came from {item.source}")


@transaction.atomic
def take(story: Story, words: Words, *, now: datetime, designator: str) -> Story:
    """The wire's copy as the working copy, off the schedule that was meant for other words.

    Raises Edited where an editor has changed what came before.
    """
    current = unedited(locked(story, allowed=OPEN, act="changed"))
    scheduler = off_schedule(current)
    words.put_on(current)
    current.designator = designator
    record(checked(current), by=None, now=now, comment=arrived(designator, current.source))
    tell_scheduler(scheduler, current, by=None, now=now)
    return current


@transaction.atomic
def bring_pictures(story: Story, brought: Brought, *, source: Source | None, now: datetime) -> Story:
    """The story with pictures that came apart from its words; a schedule stands, as no word changed."""
    current = locked(story, allowed=OPEN, act="changed")
    before = current.pictures
    brought.put_on(current)
    if current.pictures == before:
        return current
    return kept_on_schedule(current, by=None, now=now, comment=f"Pictures came from {source}")


def come_beside(story: Story, *, now: datetime) -> None:
    """Have a story rise on the desk, as copy came beside its words, and tell whose it is."""
    Story.objects.filter(pk=story.pk).update(updated_at=now)
    tell_of(story, What.CAME, by=None, now=now)


def arrived(designator: str, source: Source | None) -> str:
    """A revision's comment where copy came from the wire."""
    return f"{designator or 'New copy'} arrived from {source}"


def unedited(story: Story) -> Story:
    """The story, if the wire may overwrite its working copy. Raises Edited."""
    if story.edited_at is not None:
        told = _(
            "An editor has changed the words of story {number}. The item is kept: open the story and put both together."
        )
        raise Edited(told.format(number=story.pk))
    return story
