"""Tidying of the pages that are stored as printed: what holds no more goes, so that no withdrawn word lies about."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from stories.display.http_caching import build_prefix
from stories.models import CodedPage, Generation, StoredPage
from stories.models.stored_page import EVERY_PAGE
from stories.worker.slices import drop_in_slices

MOST_STORED = 20_000  # pages, some 15 kB each; more are asked for by crawlers alone
OTHER_BUILD_KEPT_FOR = timedelta(hours=1)  # while machines go over to a new one


def drop_stored_pages(now: datetime) -> int:
    """Drop pages that hold no more, those of other builds, and the oldest above the limit; return how many."""
    dropped = drop_in_slices(stale_pages(now)) + drop_in_slices(pages_above(MOST_STORED))
    return dropped + drop_in_slices(stale_coded_pages())


def stale_pages(now: datetime) -> QuerySet[StoredPage]:
    """Return the pages that changed since they were printed, and those of a build that no machine runs any more."""
    current = Generation.objects.filter(story_id=OuterRef("scope")).values("total")
    epoch = Generation.objects.filter(story_id=EVERY_PAGE).values("total")
    rows = StoredPage.objects.annotate(
        current=Coalesce(Subquery(current), Value(0)), current_epoch=Coalesce(Subquery(epoch), Value(0))
    )
    is_changed = ~Q(generation=F("current")) | ~Q(epoch=F("current_epoch"))
    is_of_another = ~Q(address__startswith=build_prefix()) & Q(
        printed_at__lt=int((now - OTHER_BUILD_KEPT_FOR).timestamp() * 1000)
    )
    return rows.filter(is_changed | is_of_another)


def stale_coded_pages() -> QuerySet[CodedPage]:
    """Return the pressed pages whose page or ticker is not stored, or has another tag."""
    page = StoredPage.objects.filter(address=OuterRef("address"), tag=OuterRef("tag"))
    ticker = StoredPage.objects.filter(address=OuterRef("fragment"), tag=OuterRef("fragment_tag"))
    return CodedPage.objects.filter(~Exists(page) | ~Q(fragment="") & ~Exists(ticker))


def pages_above(limit: int) -> QuerySet[StoredPage]:
    """Return the pages beyond the latest printed ones, up to a limit."""
    oldest_kept = StoredPage.objects.order_by("-printed_at").values("printed_at")[limit : limit + 1]
    return StoredPage.objects.filter(printed_at__lte=Subquery(oldest_kept))
