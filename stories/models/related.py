"""The stories that readers of a story are shown as related to it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import OuterRef, Subquery

from stories.models.filing import Filing, PublicFilings
from stories.models.kept_query import KeptQuery
from stories.models.story_relation import StoryRelation

RELATED_LIMIT = 20  # a wrap-up may gather more; its readers want the newest


@dataclass(frozen=True, slots=True)
class RelatedStory:
    """A story that readers may see now, by its newest filing, and what it is to the story beside which it stands.

    `is_forward` where that story is the one of a kind: a sidebar to this one, a translation of it.
    """

    filing: Filing
    kind: StoryRelation.Kind
    is_forward: bool


def find_related(story_id: int) -> list[RelatedStory]:
    """Return the live stories that are related to one in either direction, the latest moved first. One query."""
    latest = sorted(RELATED.rows(story_id), key=attrgetter("moved_at", "pk"), reverse=True)[:RELATED_LIMIT]
    return [
        RelatedStory(row, StoryRelation.Kind(row.kind_of or row.kind_back), is_forward=bool(row.kind_of))
        for row in latest
    ]


def filings_of_related(story_id: int) -> PublicFilings:
    """Return the newest filings of the live stories that are related to one, with the kinds, in no order.

    A database finds the stories first and then their filings, however many there are.
    """
    forward, back = StoryRelation.objects.filter(story=story_id), StoryRelation.objects.filter(other=story_id)
    kind_of = Subquery(forward.filter(other=OuterRef("story")).values("kind")[:1])
    kind_back = Subquery(back.filter(story=OuterRef("story")).values("kind")[:1])
    others = forward.values("other").union(back.values("story"))
    rows = Filing.public.newest().filter(live__story__in=others).select_related(None).order_by()
    return rows.annotate(kind_of=kind_of, kind_back=kind_back)  # type: ignore[no-redef]  # the class names them


RELATED = KeptQuery(filings_of_related)
