"""Acts that put chains right: two stories made one, filings moved to another story, and the undoing of either.

A filing never changes: one that moves is filed anew in the other chain, with the same words, and both say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import signals
from stories.copy.language_tags import primary_language
from stories.desk.chain_places import MergedChain, Place, file_moved, merge_chains
from stories.desk.chain_rows import (
    items_of,
    move_items,
    move_rows,
    remember_items,
    verdicts_on_join,
    verdicts_on_part,
)
from stories.desk.chain_steps import lock_both, look_again, notify_owners, record_move, standing_filings
from stories.desk.chain_words import carry_words, has_unfiled_words, receive_newest, return_to_newest, show_newest
from stories.desk.exceptions import DeskError, NotCompleteError, NotPossibleError
from stories.desk.filings import check_designator, link_wire_item, make_filing, slug_for
from stories.desk.notifications import notify, person_to_notify
from stories.desk.revisions import lock_story
from stories.desk.undo_record import StoryBefore, UndoRecord, remember
from stories.desk.wire_head import origin_of
from stories.models import (
    ChainMove,
    Draft,
    Filing,
    Item,
    Notice,
    Outcome,
    Source,
    State,
    Story,
)
from stories.story_actions import JOIN, MOVE_FILINGS, UNSCHEDULE

# Sentences for the newsroom alone: readers' languages leave them out.


@dataclass(slots=True, kw_only=True)
class PlannedMove:
    """A move between two locked stories before it is written. `beside` is copy that stands beside an editor's words.

    `likely` is copy of other stories that was held for likely to belong to a joined one.
    """

    kind: ChainMove.Kind
    story: Story
    into: Story
    chain: MergedChain  # of `into`, when all has come
    undoing: UndoRecord
    items: list[Item]
    beside: list[Item] = field(default_factory=list)
    likely: list[Item] = field(default_factory=list)
    by: User | None
    now: datetime
    reason: str


@transaction.atomic
def join_stories(story: Story, into: Story, *, by: User | None, now: datetime, reason: str) -> ChainMove:
    """Make two stories one: all that stands in `story` takes its place in `into`, and `story` leads there from now on.

    Unfiled words, copy, notes, drafts and relations go along; no word of an editor is lost. `by` is None where a link
    of a trusted source proved it. Raises NotPossibleError, and NotCompleteError without a reason.
    """
    story, into = lock_both(story, into, JOIN)
    refuse_unlike(story, into)
    owners = {person_to_notify(story), person_to_notify(into)}
    move = PlannedMove(
        kind=ChainMove.Kind.JOIN,
        story=story,
        into=into,
        chain=merge_chains(into, standing_filings(into), standing_filings(story)),
        undoing=remember([story, into]),
        items=list(items_of(story).order_by("pk")),
        likely=list(Item.objects.filter(likely_story=story).exclude(story=story)),
        by=by,
        now=now,
        reason=require_reason(reason),
    )
    schedules = schedules_of(story, into)
    move.beside = carry_all_words(move)
    move.undoing.rows = move_rows(story, into)
    put_together(move)
    story.state, story.joined_to, story.release_at = State.JOINED, into, None
    written = write_move(move)
    file_waiting_copy(move)
    move.undoing.verdicts = verdicts_on_join(move.items, move.likely, into, by=by, now=now)
    keep_undoing(written, move)
    signals.send_after_commit(signals.story_joined, story_id=story.pk, into_id=into.pk)
    notify_schedulers(schedules, into, by=by, now=now)
    notify_owners(owners, into, JOIN, by=by, now=now)
    return written


@transaction.atomic
def move_filings(
    filings: Sequence[Filing], to: Story | None, *, by: User | None, now: datetime, reason: str
) -> ChainMove:
    """Move some filings of one story to another, None for a new one, where they take their places by time and rank.

    Their copy goes along. Raises NotPossibleError, also where all that stands in the story would go, and
    NotCompleteError without a reason.
    """
    story, to = lock_for_parting(filings, to)
    coming, staying = part_chain(story, filings)
    owners = {person_to_notify(one) for one in (story, to) if one}
    into = to or story_of(coming[-1], story, now=now)
    move = PlannedMove(
        kind=ChainMove.Kind.PART,
        story=story,
        into=into,
        chain=merge_chains(into, standing_filings(into) if to else [], coming),
        undoing=remember([story, to] if to else [story]),
        items=list(items_of(story, coming).order_by("pk")),
        by=by,
        now=now,
        reason=require_reason(reason),
    )
    schedules = schedules_of(story, into)
    known = drafts_of_both(move)
    leave_filings(move, coming, staying)
    move.beside = receive_newest(into, move.chain, edited_at=None, by=by, now=now) if to else []
    move.undoing.drafts = sorted(drafts_of_both(move) - known)
    receive_filings(move)
    written = write_move(move)
    move.undoing.verdicts = verdicts_on_part(move.items, story, by=by, now=now)
    keep_undoing(written, move)
    notify_schedulers(schedules, into, by=by, now=now)
    notify_owners(owners, story, MOVE_FILINGS, by=by, now=now)
    return written


def require_reason(reason: str) -> str:
    """Return the reason. Raises NotCompleteError without one."""
    if not reason.strip():
        raise NotCompleteError(_("This is on record with its reason. Write why."))
    return reason.strip()


def lock_for_parting(filings: Sequence[Filing], to: Story | None) -> tuple[Story, Story | None]:
    """Lock the story of some filings, and the one that they go to. Raises NotPossibleError."""
    if len({filing.story_id for filing in filings}) != 1:
        raise NotPossibleError(_("Choose versions of one story to move."))
    if to is None:
        return lock_story(filings[0].story, MOVE_FILINGS), None
    story, to = lock_both(filings[0].story, to, MOVE_FILINGS, JOIN)
    refuse_unlike(story, to)
    return story, to


def refuse_unlike(story: Story, into: Story) -> None:
    """Raise NotPossibleError where two stories can have no filing in common."""
    if primary_language(story.language) != primary_language(into.language):
        refusal = _("Story {one} is in “{language}” and story {other} in “{other_language}”: relate them instead.")
        raise NotPossibleError(
            refusal.format(one=story.pk, language=story.language, other=into.pk, other_language=into.language)
        )
    if (story.state == State.HELD) != (into.state == State.HELD):
        refusal = _("Story {number} is held and the other is not. Release it first, or hold both.")
        raise NotPossibleError(refusal.format(number=story.pk if story.state == State.HELD else into.pk))


def part_chain(story: Story, filings: Sequence[Filing]) -> tuple[list[Filing], list[Filing]]:
    """Return the filings that go and those that stay, both in the order of the chain. Raises NotPossibleError."""
    standing, wanted = standing_filings(story), {filing.pk for filing in filings}
    coming = [filing for filing in standing if filing.pk in wanted]
    if len(coming) != len(wanted):
        raise NotPossibleError(_("A version that you chose is already in another story. Check, then choose again."))
    staying = [filing for filing in standing if filing.pk not in wanted]
    if not staying:
        raise NotPossibleError(_("That is every version of the story. Join the two stories instead."))
    return coming, staying


def story_of(newest: Filing, story: Story, *, now: datetime) -> Story:
    """Return a new story, not yet saved, for filings that leave another: as their newest says of itself."""
    metadata = newest.metadata_values
    into = Story(
        state=story.state,
        slugline=metadata.slugline or story.slugline,
        section=newest.section,
        source=newest.source,
        language=newest.language,
        urgency=newest.urgency,
        slug=slug_for(Story(headline=newest.headline, slugline=metadata.slugline)),
        genre=newest.genre,
        priority=metadata.priority,
        terms=metadata.terms,
        created_at=now,
    )
    show_newest(into, newest)
    return into


def carry_all_words(move: PlannedMove) -> list[Item]:
    """Carry the unfiled words of a joined story; return the copy that stands beside the other's now."""
    known = drafts_of_both(move)
    beside = carry_words(move.story, move.into, move.chain, by=move.by, now=move.now)
    move.undoing.drafts = sorted(drafts_of_both(move) - known)
    return beside


def drafts_of_both(move: PlannedMove) -> set[int]:
    """Return the keys of the drafts of both stories."""
    return set(Draft.objects.filter(story__in=[move.story.pk, move.into.pk]).values_list("pk", flat=True))


def schedules_of(*stories: Story) -> list[tuple[Story, datetime, User]]:
    """Return the stories that people have scheduled, each with its time and who did."""
    return [(story, story.release_at, story.updated_by) for story in stories if story.release_at and story.updated_by]


def notify_schedulers(
    schedules: Sequence[tuple[Story, datetime, User]], into: Story, *, by: User | None, now: datetime
) -> None:
    """Notify whoever had scheduled words that are scheduled no more, in their own story or where they came to."""
    for story, release_at, scheduler in schedules:
        if release_at not in (story.release_at, into.release_at):
            notify(scheduler, into, UNSCHEDULE.notification, by=by, now=now)


def put_together(move: PlannedMove) -> None:
    """Put on a story what follows from joining the other to it."""
    story, into = move.story, move.into
    first_moves = (story.first_moved_at, into.first_moved_at)
    receive_filings(move)
    into.first_moved_at = min(filter(None, (into.first_moved_at, *first_moves)), default=None)
    into.desk_note = "\n\n".join(filter(None, (into.desk_note, story.desk_note)))
    if into.assigned_to is None and story.assigned_to is not None:
        into.assigned_to, move.undoing.is_assigned = story.assigned_to, True


def receive_filings(move: PlannedMove) -> None:
    """Put on a story what follows from the filings that come to it."""
    into = move.into
    move.chain.apply_to(into)
    if move.chain.newest is not None:
        into.slug = into.slug or move.story.slug
        into.state = State.LIVE if into.state == State.WAITING else into.state


def leave_filings(move: PlannedMove, coming: Sequence[Filing], staying: Sequence[Filing]) -> None:
    """Put on a story what follows from the filings that leave it; its working copy is the newest text left."""
    story = move.story
    left = MergedChain(tuple(Place(filing, filing.number) for filing in staying))
    is_ahead, newest = has_unfiled_words(story), story.newest_number
    if min(filing.moved_at for filing in coming) <= min(filing.moved_at for filing in staying):
        story.first_moved_at = None
    left.apply_to(story)
    if story.newest_number != newest:
        return_to_newest(story, left, ahead=is_ahead, by=move.by, now=move.now)


def write_move(move: PlannedMove) -> ChainMove:
    """Record both stories, file what came, and give its copy to the other story; return the record of the move."""
    story, into, by, now = move.story, move.into, move.by, move.now
    is_opened, is_join = into.pk is None, move.kind == ChainMove.Kind.JOIN
    numbers = ", ".join(str(place.filing.number) for place in move.chain.coming)
    what = f"Joined with story {story.pk}" if is_join else f"Versions {numbers} of story {story.pk} moved here"
    revision = record_move(into, by=by, now=now, comment=f"{what}. {move.reason}")
    if is_opened:
        move.undoing.stories[str(into.pk)] = StoryBefore()
        keep_hold(story, into, now=now)
    what = f"Joined to story {into.pk}" if is_join else f"Versions {numbers} moved to story {into.pk}"
    record_move(story, by=by, now=now, comment=f"{what}. {move.reason}")
    made = file_moved(into, move.chain, revision=revision, now=now)
    move.undoing.filings = [(went, came.pk) for went, came in made.items()]
    move_copy(move, made)
    look_again(story, into)
    return ChainMove.objects.create(kind=move.kind, from_story=story, to_story=into, by=by, at=now, reason=move.reason)


def file_waiting_copy(move: PlannedMove) -> None:
    """File the copy of a joined story that had only waited, where it is the other's next text and nothing stops it.

    It is filed as its source would have been on arrival; copy that waits for a reason goes on waiting.
    """
    into = move.into
    item = Item.objects.waiting(into).select_related("source").first()
    is_next = item is not None and item.pk in {one.pk for one in move.items} and into.edited_at is None
    if item is None or not is_next or move.story.filed_number or into.state != State.LIVE:
        return
    is_stopped = item.reason or into.embargo_until or item.outcome != Outcome.WAITING
    if item.source is None or item.source.intake != Source.Intake.FILE or is_stopped:
        return
    with suppress(DeskError):
        into.designator = check_designator(into.designator)
        filing = make_filing(into, by=None, now=move.now, origin=origin_of(item, embargo_until=None))
        move.undoing.filed = link_wire_item(item, filing).pk


def move_copy(move: PlannedMove, made: Mapping[int, Filing]) -> None:
    """Give the copy of what moved to the other story, and note what it was."""
    changed = {item.pk: item for item in (*move.items, *move.beside, *move.likely)}
    move.undoing.items = remember_items(changed.values())
    move_items(move.items, move.into, made)
    for item in move.likely:
        likely = None if item.story_id == move.into.pk else move.into
        Item.objects.filter(pk=item.pk).update(likely_story=likely)
    Item.objects.filter(pk__in=[item.pk for item in move.beside]).update(waits_beside_edits=True)


def keep_undoing(written: ChainMove, move: PlannedMove) -> None:
    """Keep what undoes a move."""
    move.undoing.close(move.story, move.into)
    written.undoing = move.undoing.to_json()
    written.save(update_fields=["undoing"])


def keep_hold(story: Story, into: Story, *, now: datetime) -> None:
    """Hold a story that was opened with filings of a held one: readers get the same notice."""
    if into.state == State.HELD:
        notice = Notice.objects.in_force(story.pk)
        Notice.objects.create(
            story=into,
            kind=Notice.Kind.HOLD,
            at=now,
            reason=notice.reason if notice else "",
            credit=into.source.name,
        )
