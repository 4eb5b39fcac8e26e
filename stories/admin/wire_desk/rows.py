"""The rows of the wire desk: what each says of its story, read for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Greatest, Left

from stories import desk
from stories.admin import menu
from stories.models import DeskNote, Filing, Item, Story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

LEDE = 240  # characters: more than the widest row has room for
BLOCKS_SEARCHED = 2  # of a text, for its first words: the first may be empty


class DeskRow(NamedTuple):
    """A story in the list, with its links, the people who edit it, the copy beside it and in doubt, its first words."""

    story: Story
    links: tuple[menu.Link, ...]
    more: tuple[menu.Link, ...]
    here: list[str]
    came: Item | None
    doubt: Item | None
    lede: str
    notes: int

    @property
    def words(self) -> int | None:
        """The length of the working copy; of the newest filing where it was never counted."""
        return self.story.length  # type: ignore[attr-defined,no-any-return]  # of `annotate_rows`

    @property
    def has_news(self) -> bool:
        """Whether nobody has touched the copy yet."""
        return not (self.story.has_moved or self.story.edited_at or self.story.assigned_to_id)


def annotate_rows(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Return stories with what their rows print of their filings, and their wire time.

    That is the time at which the newest copy moved: the wire's own, or the newest filing.
    """
    newest = Filing.objects.filter(story=OuterRef("pk"), number=OuterRef("newest_number"))
    standing = Filing.objects.filter(story=OuterRef("pk"), went_to=None).order_by("-number")
    came = Item.objects.filter(story=OuterRef("pk")).order_by("-received_at").values("moved_at")[:1]
    filed_at, came_at = Subquery(newest.values("moved_at")), Subquery(came)
    return stories.annotate(
        newest_filed_at=Subquery(newest.values("filed_at")),
        newest_designator=Subquery(newest.values("designator")),
        length=Coalesce("words", Subquery(newest.values("words")), output_field=IntegerField()),
        last_standing=Subquery(standing.values("number")[:1]),
        wire_at=Greatest(
            Coalesce(came_at, filed_at, "first_moved_at", "created_at"),
            Coalesce(filed_at, came_at, "first_moved_at", "created_at"),
        ),
    )


def desk_rows(stories: Sequence[Story], person: User, *, now: datetime) -> list[DeskRow]:
    """Return stories as rows of the list, in their order. Five queries, however many there are."""
    here = desk.names_present(stories, by=person, now=now)
    copy_beside, doubts = Item.objects.latest_unfiled(stories), Item.objects.doubts_on(stories, now)
    ledes, notes = first_words(stories), note_counts(stories)
    return [
        DeskRow(
            story,
            menu.row_links(person, story),
            menu.more_links(person, story),
            here.get(story.pk, []),
            copy_beside.get(story.pk),
            doubts.get(story.pk),
            ledes.get(story.pk, ""),
            notes.get(story.pk, 0),
        )
        for story in stories
    ]


def first_words(stories: Sequence[Story]) -> dict[int, str]:
    """Return the first words of the working copy of each of some stories, by its number. One query.

    The database cuts them out of the text: a list never loads a body.
    """
    cut = {f"block_{place}": Left(KT(f"body__blocks__{place}__text"), LEDE) for place in range(BLOCKS_SEARCHED)}
    rows = Story.objects.filter(pk__in=[story.pk for story in stories]).order_by().values_list("pk", *cut.values())
    return {key: next(filter(None, texts), "") for key, *texts in rows}


def note_counts(stories: Sequence[Story]) -> dict[int, int]:
    """Return how many notes to the desk stand on each of some stories, by its number. One query."""
    notes = DeskNote.objects.filter(story__in=[story.pk for story in stories]).order_by()
    return dict(notes.values_list("story").annotate(Count("pk")))
