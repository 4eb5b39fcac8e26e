"""Take-down of phrases: each becomes a marked gap in all that this newsroom keeps of a story. The rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from stories import copy, digests, search, signals
from stories.copy.gaps import GAP, Phrases
from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.desk.filings import summary_of
from stories.desk.live_index import list_again, remove_stories
from stories.desk.phrase_cuts import (
    cut_drafts,
    cut_notes,
    cut_notices,
    cut_originals,
    cut_photos,
    cut_revisions,
    cut_working_copy,
)
from stories.desk.revisions import lock_story, record
from stories.desk.take_downs import SLUG_WITHOUT_WORDS
from stories.display import comparison_cache
from stories.models import Filing, PhraseTakeDown, Story, SubjectUse, fit
from stories.story_actions import TAKE_DOWN_PHRASES

# Sentences for the newsroom alone: readers' languages leave them out.

LINES = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "genre")
STRUCTURES = ("pictures", "metadata")


@transaction.atomic
def take_down_phrases(
    stories: Sequence[Story], phrases: Phrases, *, by: User | None, now: datetime, reason: str
) -> list[PhraseTakeDown]:
    """Put a gap in place of some phrases wherever they stand in some stories; return the records of the filings.

    Filings, revisions, drafts, notes, notices, kept originals, pictures' words and the indexes lose them, in every
    story that filings came from or went to. Digests stay, and each filing has a record with the digests of its words
    before and after. A story comes off its schedule. Raises NotCompleteError without a phrase or a reason, and
    where the reason holds a phrase; NotPossibleError where none stands in any of them.
    """
    check_request(phrases, reason)
    locked = [lock_story(Story(pk=key), TAKE_DOWN_PHRASES) for key in stories_of_chains(stories)]
    records: list[PhraseTakeDown] = []
    elsewhere = False
    for one in locked:
        made, is_found = take_down_in_story(one, phrases, by=by, now=now, reason=reason.strip())
        records += made
        elsewhere = elsewhere or is_found
    if not records and not elsewhere:
        raise NotPossibleError(_("These words are nowhere in this story. Type them as the copy has them."))
    search.erase_removed_words()
    return records


def check_request(phrases: Phrases, reason: str) -> None:
    """Raise NotCompleteError where the act lacks what it needs."""
    if not phrases:
        raise NotCompleteError(_("Write the words to remove, one phrase per line."))
    if not reason.strip():
        raise NotCompleteError(_("A take-down is on record with its reason. Write it."))
    if phrases.count(reason):
        raise NotCompleteError(_("Readers see the reason, so it can't contain the words to remove."))


def stories_of_chains(stories: Iterable[Story]) -> list[int]:
    """Return the numbers of stories and of all whose filings came from them or went to them, in order. Few queries."""
    known: set[int] = set()
    new = {story.pk for story in stories}
    while new:
        known |= new
        came = Filing.objects.filter(story__in=new).exclude(came_from=None).values_list("came_from__story", flat=True)
        went = Filing.objects.filter(came_from__story__in=new).values_list("story", flat=True)
        joined = Story.objects.filter(joined_to__in=new).values_list("pk", flat=True)
        goals = Story.objects.filter(pk__in=new).exclude(joined_to=None).values_list("joined_to", flat=True)
        new = {key for key in (*came, *went, *joined, *goals) if key is not None} - known
    return sorted(known)


def take_down_in_story(
    story: Story, phrases: Phrases, *, by: User | None, now: datetime, reason: str
) -> tuple[list[PhraseTakeDown], bool]:
    """Put gaps into all that is kept of a locked story; return the records, and whether other rows had a phrase."""
    filings = Filing.objects.filter(story=story, taken_down_at=None).order_by("number")
    made = [gap_filing(filing, phrases, by=by, now=now, reason=reason) for filing in filings]
    records = [take_down for take_down in made if take_down is not None]
    is_rewritten = cut_working_copy(story, phrases)
    rows = [cut_revisions, cut_drafts, cut_notes, cut_notices, cut_originals, cut_photos]
    changed = [cut(story, phrases) for cut in rows]
    if not records and not is_rewritten and not any(changed):
        return [], False
    if phrases.is_in_address(story.slug):
        story.slug = SLUG_WITHOUT_WORDS
    record(story, by=by, now=now, comment=comment_on(records, reason), what=TAKE_DOWN_PHRASES.notification)
    remove_stories([story.pk])  # with the older versions, whose documents have the words
    list_again(story)
    numbers = [take_down.filing.number for take_down in records]
    transaction.on_commit(partial(comparison_cache.forget_comparisons, story.pk, numbers, total=story.filed_number))
    signals.words_removed.send(sender=None, story_id=story.pk)
    signals.send_after_commit(signals.story_withdrawn, story_id=story.pk)
    return records, True


def comment_on(records: Sequence[PhraseTakeDown], reason: str) -> str:
    """Return the comment of the revision that keeps who took phrases down, and why."""
    numbers = ", ".join(str(take_down.filing.number) for take_down in records)
    return f"Took down words of filings {numbers}. {reason}" if numbers else f"Took down words. {reason}"


def gap_filing(
    filing: Filing, phrases: Phrases, *, by: User | None, now: datetime, reason: str
) -> PhraseTakeDown | None:
    """Put gaps into the words of a filing and keep the record of it; None where it has none of the phrases.

    The salt goes, so that nobody finds the words by trying which give the content digest.
    """
    count = phrases.count_values(words_shown(filing))
    words = words_with_gaps(filing, phrases)
    changed = {name: value for name, value in words.items() if value != getattr(filing, name)}
    if not changed:
        return None
    former = filing.phrase_take_downs.last()
    for name, value in changed.items():
        setattr(filing, name, value)
    filing.gaps, filing.salt = (filing.gaps or 0) + 1, None
    take_down = PhraseTakeDown(
        filing=filing,
        number=filing.gaps,
        at=now,
        by=by,
        reason=reason,
        count=count,
        content_before=former.content_after if former else filing.content_digest,
        content_after=digests.content_digest(filing.content()),
    )
    take_down.digest = digests.record_digest(take_down.as_record())
    take_down.save(force_insert=True)  # before the filing, which the database lets nobody change without
    Filing.objects.filter(pk=filing.pk).update(**changed, gaps=filing.gaps, salt=None)
    cut_subject_names(filing, phrases)
    return take_down


def words_shown(filing: Filing) -> list[object]:
    """Return the words of a filing, each once: without what is made of them."""
    lines = [getattr(filing, name) for name in LINES]
    return [*lines, *(block.text for block in filing.blocks), filing.pictures, filing.metadata]


def words_with_gaps(filing: Filing, phrases: Phrases) -> dict[str, object]:
    """Return the words of a filing by their columns, with gaps in place of phrases."""
    lines = {name: fit(Filing, name, phrases.cut(getattr(filing, name))) for name in LINES}
    structures = {name: phrases.cut_values(getattr(filing, name)) for name in STRUCTURES}
    blocks = phrases.cut_blocks(filing.blocks)
    if blocks == filing.blocks:
        return lines | structures
    summary = summary_of(blocks)
    if summary != filing.summary and GAP not in summary and len(summary) >= len(filing.summary):
        summary = f"{summary} {GAP}"  # it was cut within a phrase
    return lines | structures | {"body": copy.to_json(blocks), "body_html": copy.to_html(blocks), "summary": summary}


def cut_subject_names(filing: Filing, phrases: Phrases) -> None:
    """Put gaps into the names of the subjects that a filing is found by."""
    for use in SubjectUse.objects.filter(filing=filing):
        if phrases.count(use.name):
            SubjectUse.objects.filter(pk=use.pk).update(name=phrases.cut(use.name))
