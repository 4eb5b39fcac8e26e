"""The undoing of a move of filings, as one act within the hour."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from stories import signals
from stories.desk.chain_places import file_moved, merge_chains
from stories.desk.chain_rows import return_items, return_rows
from stories.desk.chain_steps import lock_both, look_again, notify_owners, record_move
from stories.desk.exceptions import NotPossibleError
from stories.desk.filings import slug_for
from stories.desk.notifications import person_to_notify
from stories.desk.undo_record import COMPARED, UndoRecord, digest_of, read_undo_record, restore_story
from stories.models import ChainMove, Draft, Filing, Item, MatchVerdict, State, Story
from stories.models.chain_move import UNDONE_WITHIN
from stories.story_actions import UNDO_MOVE

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def undo_move(move: ChainMove, *, by: User, now: datetime) -> ChainMove:
    """Undo a move of the last hour. Raises NotPossibleError where either story went on since.

    What the move itself filed of a story that had only waited was public: it becomes that story's first version.
    """
    story, into = lock_both(move.from_story, move.to_story, UNDO_MOVE)
    move = ChainMove.objects.select_for_update(of=("self",), no_key=True).get(pk=move.pk)
    undoing = read_undo_record(move.undoing)
    refuse_late_undoing(move, undoing, story, into, now=now)
    owners = {person_to_notify(story), person_to_notify(into)}
    for went, came in undoing.filings:
        Filing.objects.filter(pk=came).update(went_to=went)
        Filing.objects.filter(pk=went).update(went_to=None)
    filed_copy = list(Item.objects.filter(filing=undoing.filed).values_list("pk", flat=True)) if undoing.filed else []
    return_later_copy(move, undoing)
    return_all_rows(undoing, story, into)
    for one in (story, into):
        restore_story(one, undoing.stories[str(one.pk)], now=now)
    if undoing.has_opened(into):
        into.state, into.joined_to = State.JOINED, story
    comment = "Undid the move of versions between this story and story {other}."
    record_move(into, by=by, now=now, comment=comment.format(other=story.pk))
    filed = Filing.objects.filter(pk__in=[undoing.filed] if undoing.filed else [])
    chain = merge_chains(story, [], list(filed))
    chain.apply_to(story)
    if chain.newest is not None:
        story.state, story.slug = State.LIVE, story.slug or slug_for(story)
    revision = record_move(story, by=by, now=now, comment=comment.format(other=into.pk))
    for filing in file_moved(story, chain, revision=revision, now=now).values():
        Item.objects.filter(pk__in=filed_copy).update(filing=filing)
    move.undone_at, move.undone_by = now, by
    move.save(update_fields=["undone_at", "undone_by"])
    look_again(story, into)
    if move.kind == ChainMove.Kind.JOIN:
        signals.send_after_commit(signals.join_undone, story_id=story.pk, into_id=into.pk)
    notify_owners(owners, story, UNDO_MOVE, by=by, now=now)
    return move


def return_later_copy(move: ChainMove, undoing: UndoRecord) -> None:
    """Give back what came since the move under the ids of copy that goes back: stops, and what stands beside.

    Words that stand in the other's working copy by now stay there, with their copy.
    """
    into = move.to_story
    if digest_of(into, *COMPARED) != undoing.stories[str(into.pk)].words:
        return
    returned = Item.objects.filter(pk__in=[key for key, story, *_ in undoing.items if story == move.from_story_id])
    ids = returned.exclude(identity="").values("identity")
    later = Item.objects.filter(story=into, filing=None, received_at__gt=move.at, source__in=returned.values("source"))
    later.filter(identity__in=ids).update(story=move.from_story)


def return_all_rows(undoing: UndoRecord, story: Story, into: Story) -> None:
    """Give back what came along with the filings, as it was."""
    MatchVerdict.objects.filter(pk__in=undoing.verdicts).delete()
    Draft.objects.filter(pk__in=undoing.drafts).delete()
    return_items(undoing.items)
    if undoing.rows:
        return_rows(undoing.rows, story, into)
    if undoing.is_assigned and into.assigned_to_id == story.assigned_to_id:
        into.assigned_to = None


def undo_obstacle(move: ChainMove, *, now: datetime) -> str:
    """Return why a move cannot be undone as both stories stand; empty where it can. Four queries at most."""
    try:
        refuse_late_undoing(move, read_undo_record(move.undoing), move.from_story, move.to_story, now=now)
    except NotPossibleError as refusal:
        return str(refusal)
    return ""


def refuse_late_undoing(move: ChainMove, undoing: UndoRecord, story: Story, into: Story, *, now: datetime) -> None:
    """Raise NotPossibleError where a move cannot be undone any more."""
    if move.undone_at is not None:
        raise NotPossibleError(_("This was undone already."))
    if now - move.at > UNDONE_WITHIN:
        raise NotPossibleError(_("This can be undone for an hour only. Move the versions back, or join the stories."))
    later = ChainMove.objects.filter(pk__gt=move.pk, undone_at=None)
    pair = (story, into)
    if later.filter(Q(from_story__in=pair) | Q(to_story__in=pair)).exists():
        raise NotPossibleError(_("Versions of one of the two stories moved again since. Undo that first."))
    for one in pair:
        before = undoing.stories[str(one.pk)]
        if one.state != before.state:
            refusal = _("Story {number} is {state} now: this cannot be undone.")
            raise NotPossibleError(refusal.format(number=one.pk, state=State(one.state).label))
        if Filing.objects.filter(story=one, number__gt=before.filed, went_to=None).exists():
            refusal = _("Story {number} has been filed since. Move the versions by hand.")
            raise NotPossibleError(refusal.format(number=one.pk))
    is_later = Q(taken_down_at__gte=move.at) | Q(phrase_take_downs__at__gte=move.at)
    if Filing.objects.filter(is_later, story__in=pair).exists():
        raise NotPossibleError(_("Words of one of the two stories were taken down since: this cannot be undone."))
