"""Take-down: the words of a filing removed for good, wherever this newsroom keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from reversion.models import Version

from stories import copy, search, signals
from stories.copy import pictures
from stories.copy.pictures import PlacedPicture
from stories.copy.subjects import store_subjects
from stories.desk.drafts import forget_drafts
from stories.desk.exceptions import NotCompleteError, NotPossibleError
from stories.desk.live_index import list_again
from stories.desk.photos import empty_photo
from stories.desk.revisions import lock_story, record
from stories.desk.working_copy import StoryText
from stories.display import comparison_cache
from stories.models import (
    Delivery,
    ExpectedPicture,
    Filing,
    Item,
    Metadata,
    Notice,
    Photo,
    Story,
    SubjectUse,
    standing_chain,
)
from stories.models.packed_json import version_text, version_with
from stories.story_actions import TAKE_DOWN

PRIVATE_WORDS = ("slugline", "headline", "byline", "dateline", "endmark", "note", "desk_note", "located", "terms")
SLUG_WITHOUT_WORDS = "story"


@transaction.atomic
def take_down(filing: Filing, *, by: User | None, now: datetime, reason: str) -> Filing:
    """Remove the words of a filing. Number, times and digests stay, and the chain still verifies.

    The same words may stand in filings of other stories, which they came from or went to: all of these are emptied.
    Any revision of those stories may hold them, so all of them lose their text; so do the kept originals
    of this filing and those that never became one, and everybody's drafts of the stories.
    The working copy goes back to the newest text that is left, and keeps its slugline alone. Photos that nothing else
    shows are removed with their files: their metadata are words, too.
    Notes to the desk stay: few quote the copy, and a chief reads them and removes those that do.
    """
    if not reason.strip():
        raise NotCompleteError(_("A take-down is on record with its reason. Write it."))
    same_words = same_filings(filing)
    stories = [lock_story(Story(pk=key), TAKE_DOWN) for key in stories_with_words(same_words)]
    if Filing.objects.get(pk=filing.pk).is_taken_down:
        raise NotPossibleError(_("The words of filing {number} are already gone.").format(number=filing.number))
    for same in same_words:
        empty_filing(same, now=now)
    for story in stories:
        restore_newest_text(story)
    for photo in Photo.objects.only_in(same_words):
        empty_photo(photo, now=now)
    for story in stories:
        place = f"{filing.number}" if story.pk == filing.story_id else f"{filing.number} of story {filing.story_id}"
        forget_words(story, same_words, f"Took down filing {place}. {reason.strip()}", by=by, now=now)
    search.erase_removed_words()
    return Filing.objects.get(pk=filing.pk)


def same_filings(filing: Filing) -> list[Filing]:
    """Return a filing and all that hold the same words as they came to other stories, by their keys. Few queries."""
    first = filing
    while first.came_from is not None:
        first = first.came_from
    known, new = {first.pk: first}, [first.pk]
    while new:
        came = Filing.objects.filter(came_from__in=new).defer("body", "body_html")
        new = [came_on.pk for came_on in came]
        known |= {came_on.pk: came_on for came_on in came}
    return [known[key] for key in sorted(known)]


def stories_with_words(filings: Sequence[Filing]) -> list[int]:
    """Return the numbers of the stories of some filings, and of those joined to them: unfiled words of theirs followed.

    In order, so that two take-downs wait for one another. A query and more.
    """
    known = {filing.story_id for filing in filings}
    new = set(known)
    while new:
        new = set(Story.objects.filter(joined_to__in=new).values_list("pk", flat=True)) - known
        known |= new
    return sorted(known)


def forget_words(story: Story, filings: Sequence[Filing], comment: str, *, by: User | None, now: datetime) -> None:
    """Record the take-down of filings on a story, and remove their words from all that is kept of it beside them."""
    record(story, by=by, now=now, comment=comment, what=TAKE_DOWN.notification)
    forget_revisions(story)
    forget_drafts(story)
    forget_originals(story, filings)
    list_again(story)
    numbers = [filing.number for filing in filings if filing.story_id == story.pk]
    transaction.on_commit(partial(comparison_cache.forget_comparisons, story.pk, numbers, total=story.filed_number))
    signals.words_removed.send(sender=None, story_id=story.pk)
    signals.send_after_commit(signals.story_withdrawn, story_id=story.pk)


def empty_filing(filing: Filing, *, now: datetime) -> None:
    """Remove the words of a filing, and the salt by which they could be guessed from the digest that stays."""
    nothing = dict.fromkeys(
        ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html"), ""
    )
    Filing.objects.filter(pk=filing.pk).update(
        **nothing, body=copy.to_json(()), pictures=[], metadata={}, salt=None, taken_down_at=now
    )
    SubjectUse.objects.filter(filing=filing).delete()


def restore_newest_text(story: Story) -> None:
    """Make the newest text that is left the working copy, and take the words out of the address."""
    left = [filing for filing in standing_chain(story) if not filing.is_taken_down]
    newest = left[-1] if left else None  # late copy, and what came from another story, may have a higher number
    words = text_of_filing(newest) if newest else StoryText(headline="", blocks=())
    words.apply_to(story)
    filed_pictures = newest.shown_pictures if newest else ()
    story.pictures = pictures.to_json([PlacedPicture(picture.photo, picture.caption) for picture in filed_pictures])
    metadata = newest.metadata_values if newest else Metadata()
    story.subjects, story.located = store_subjects(metadata.subjects), metadata.located
    story.desk_note = ""
    story.designator = ""
    story.release_at = None
    story.slug = SLUG_WITHOUT_WORDS


def text_of_filing(filing: Filing) -> StoryText:
    """Return the text of a filing, without its note."""
    return StoryText(
        headline=filing.headline,
        blocks=filing.blocks,
        byline=filing.byline,
        dateline=filing.dateline,
        dated_on=filing.dated_on,
        endmark=filing.endmark,
    )


def forget_revisions(story: Story) -> None:
    """Empty the text of every revision of the story; who, when and why stay."""
    for version in Version.objects.get_for_object(story).iterator(chunk_size=50):
        records = json.loads(version_text(version))
        for row in records:
            row["fields"].update(dict.fromkeys(PRIVATE_WORDS, ""), body=copy.to_json(()), slug=SLUG_WITHOUT_WORDS)
            row["fields"].update(pictures=[], subjects=[])
        Version.objects.filter(pk=version.pk).update(serialized_data=version_with(version, records))


def forget_originals(story: Story, filings: Sequence[Filing]) -> None:
    """Empty the originals that filings were made from, and those of the story that became no filing.

    A notice of the story may carry the same headline.
    """
    items = Item.objects.filter(story=story).filter(Q(filing__in=filings) | Q(filing=None))
    Delivery.objects.filter(items__in=items).update(content=b"", name="")
    ExpectedPicture.objects.filter(item__in=items).delete()
    items.forget_words()
    Notice.objects.filter(story=story).update(headline="", hidden_headline="")
