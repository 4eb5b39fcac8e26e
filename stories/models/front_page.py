"""The filings of the front page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery

from stories.models.filing import Filing, PublicFilings
from stories.models.live_story import NEWS, LiveStory
from stories.models.section import Section


def front_page_filings(*, latest: int, sections: int, in_a_section: int) -> PublicFilings:
    """Return the latest of all, the newest of every section however old, and the newest few of the first sections.

    The latest moved first. One query.
    """
    return Filing.public.newest().filter(live__place__in=front_places(latest, sections, in_a_section))


@cache
def front_places(latest: int, sections: int, in_a_section: int) -> models.QuerySet[LiveStory, Any]:
    """Return the places of the front page's stories: the latest, and those of the sections by their own index.

    The query is kept, not its rows: Django builds it in twice the time in which a database answers it.
    """
    news = LiveStory.objects.filter(NEWS).order_by("-place")
    own = news.filter(section=OuterRef("pk")).values("place")
    all_sections = Section.objects.order_by()
    first = Section.objects.filter(Exists(own.order_by())).order_by("position", "name").values("pk")[:sections]
    tops = [(all_sections, 0), *((all_sections.filter(pk__in=first), number) for number in range(1, in_a_section))]
    halves = (rows.values(top=Subquery(own[number : number + 1])) for rows, number in tops)
    newest = LiveStory.objects.filter(place__in=news.values("place")[:latest])
    return newest.values(top=F("place")).union(*halves, all=True)
