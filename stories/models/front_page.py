"""The filings of the front page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Subquery

from stories.models.filing import Filing, PublicFilings
from stories.models.section import Section


def front_page_filings(*, latest: int, in_a_section: int) -> PublicFilings:
    """Return the latest of all and the newest of every section however old, the latest moved first. One query."""
    return Filing.public.newest().filter(pk__in=front_keys(latest, in_a_section))


@cache
def front_keys(latest: int, in_a_section: int) -> models.QuerySet[Filing, Any]:
    """Return the keys of the front page's filings: the latest, and the newest of each section by its own index.

    The query is kept, not its rows: Django builds it in twice the time in which a database answers it.
    """
    newest = Filing.public.news()
    own = newest.filter(section=OuterRef("pk")).values("pk")
    tops = (Section.objects.order_by().values(top=Subquery(own[place : place + 1])) for place in range(in_a_section))
    return Filing.public.filter(pk__in=newest.values("pk")[:latest]).values(top=F("pk")).union(*tops, all=True)
