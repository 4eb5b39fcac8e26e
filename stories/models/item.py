"""Deliveries of the sources: the original bytes, and the pieces of copy that were read from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy

from stories.models.filing import Filing
from stories.models.packed import PackedBytesField
from stories.models.plain_json import PlainJSONField
from stories.models.section import Source
from stories.models.story import OPEN_STATES, State, Story

DOUBT_SHOWN_FOR = timedelta(days=14)  # that copy whose story is in doubt waits for an editor
DOUBTS_SEARCHED = 1_000  # pieces with a likely story; older ones are settled, or nobody's care
LANGUAGE_MARK = "#"  # in an identity, between an item's own and that of a language after its first
AFTER_LANGUAGES = "zzzzzzzzz"  # stands behind every language tag, whose parts have eight letters at most


class Outcome(models.TextChoices):
    """The outcomes of taking an item. The words are those of `manage.py ingest`."""

    FILED = "filed", gettext_lazy("filed")
    WAITING = "waiting", gettext_lazy("waits on the desk")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    DUPLICATE = "duplicate", gettext_lazy("duplicate")
    LATE = "late", gettext_lazy("late")
    HELD = "held", gettext_lazy("held")
    KILLED = "killed", gettext_lazy("killed")
    SKIPPED = "skipped", gettext_lazy("skipped")
    FAILED = "failed", gettext_lazy("failed")


class Delivery(models.Model):
    """Bytes as they came, kept before anything reads them. Empty after a take-down."""

    name = models.CharField(max_length=300)
    content = PackedBytesField()
    sha256 = models.CharField(max_length=64, db_index=True)
    received_at = models.DateTimeField()
    kept_by = models.CharField(
        max_length=120, blank=True, default="", db_default=""
    )  # machine and number of the process

    class Meta:
        verbose_name_plural = gettext_lazy("deliveries")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


OPEN_OUTCOMES = (Outcome.WAITING, Outcome.SCHEDULED, Outcome.HELD)
# Copy that somebody has to see to.
IS_OPEN = Q(filing__isnull=True, outcome__in=OPEN_OUTCOMES) | Q(waits_beside_edits=True)


class ItemQuerySet(models.QuerySet["Item"]):
    """Queries of items, above all for the chain that a piece of copy belongs to."""

    def with_story(self) -> ItemQuerySet:
        """Return the items that became part of a story."""
        return self.filter(story__isnull=False)

    def of(self, story: Story) -> ItemQuerySet:
        """Return the copy of a story, each text once."""
        return self.filter(story=story).exclude(outcome=Outcome.DUPLICATE).select_related("filing")

    def waiting(self, story: Story) -> ItemQuerySet:
        """Return the copy that is in a story's working copy and not filed yet, the latest first."""
        return self.filter(story=story, filing=None, waits_beside_edits=False, outcome__in=OPEN_OUTCOMES).order_by(
            "-pk"
        )

    def beside_edits(self, story: Story) -> ItemQuerySet:
        """Return the copy that waits beside a working copy with an editor's changes, the latest first.

        Copy that is filed does so where it came from another story.
        """
        is_there = Q(outcome__in=[Outcome.WAITING, Outcome.HELD]) | Q(filing__isnull=False)
        return self.filter(is_there, story=story, waits_beside_edits=True).order_by("-pk")

    def latest_unfiled(self, stories: Iterable[Story]) -> dict[int, Item]:
        """Return the latest item that the text of each of some stories is without, by the story's number. One query."""
        unfiled = Q(filing=None, outcome__in=[Outcome.WAITING, Outcome.HELD])
        waiting = self.filter(unfiled | Q(filing__isnull=False, waits_beside_edits=True), story__in=stories)
        latest = waiting.only("story_id", "waits_beside_edits", "designator").order_by("waits_beside_edits", "pk")
        return {item.story_id: item for item in latest if item.story_id}

    def still_waiting(self, limit: int) -> ItemQuerySet:
        """Return the waiting copy, of the last `limit` pieces, whose story is open, or that has none and no verdict."""
        newest = Item.objects.filter(outcome=Outcome.WAITING).order_by("-pk").values("pk")[:limit]
        return self.filter(Q(story=None) | Q(story__state__in=OPEN_STATES), pk__in=newest, filing=None, verdicts=None)

    def without_story(self, since: datetime) -> ItemQuerySet:
        """Return the items since a moment that have no story, stops and failures, the latest first.

        What an editor settled is not among them.
        """
        items = self.filter(story=None, outcome__in=[Outcome.WAITING, Outcome.FAILED], received_at__gte=since)
        return items.filter(verdicts=None).select_related("source").order_by("-pk")

    def skipped_for(self, reason: str, *, since: datetime, limit: int) -> ItemQuerySet:
        """Return the copy received since a moment that was skipped for a reason, of the last `limit` skipped pieces."""
        newest = Item.objects.filter(outcome=Outcome.SKIPPED).order_by("-pk").values("pk")[:limit]
        skipped = self.filter(pk__in=newest, reason=reason, received_at__gte=since)
        return skipped.select_related("source").order_by("-pk")

    def doubtful(self, now: datetime) -> ItemQuerySet:
        """Return the copy of the last two weeks that may belong to another story, and that no editor has settled.

        The latest first. Copy without a story of its own waits for the candidate to be held, killed or corrected.
        """
        newest = Item.objects.filter(likely_story__isnull=False).order_by("-pk").values("pk")[:DOUBTS_SEARCHED]
        is_apart = Q(story__state__in=OPEN_STATES, likely_story__state__in=OPEN_STATES) & ~Q(story=F("likely_story"))
        is_without = Q(story=None, outcome=Outcome.WAITING, likely_story__state__in=[State.WAITING, State.LIVE])
        items = self.filter(is_apart | is_without, pk__in=newest, received_at__gte=now - DOUBT_SHOWN_FOR, verdicts=None)
        return items.order_by("-pk")

    def doubts_on(self, stories: Iterable[Story], now: datetime) -> dict[int, Item]:
        """Return the latest doubtful copy of each of some stories, by the story's number. One query.

        Copy without a story counts as its candidate's.
        """
        numbers = [story.pk for story in stories]
        items = self.doubtful(now).filter(Q(story__in=numbers) | Q(story=None, likely_story__in=numbers))
        rows = items.only("story_id", "likely_story_id", "designator", "score").order_by("pk")
        return {item.story_id or item.likely_story_id or 0: item for item in rows}

    def in_other_languages(self, source: Source | None, identity: str) -> ItemQuerySet:
        """Return the copy of the other languages of an item, which came with it, the earliest first.

        The span of identities lets an index answer, in every order that a database may have for letters.
        """
        beginning = f"{identity}{LANGUAGE_MARK}"
        span = (beginning, f"{beginning}{AFTER_LANGUAGES}")
        own = self.with_story().filter(source=source, identity__range=span, identity__startswith=beginning)
        return own.order_by("pk")

    def in_span(self, source: Source | None, *, between: tuple[datetime, datetime]) -> ItemQuerySet:
        """Return the copy of the same source in a span of time, the latest first."""
        return self.with_story().filter(source=source, moved_at__range=between).order_by("-moved_at", "-pk")

    def forget_words(self) -> None:
        """Empty what items keep of the words of their copy: headline, reason, profile, and the index of its terms."""
        items = list(self.values_list("pk", flat=True))
        ItemTerm.objects.filter(item__in=items).delete()
        nothing = {"headline": "", "reason": "", "profile": {}, "signs": [], "folded_digest": "", "slugline": ""}
        Item.objects.filter(pk__in=items).update(**nothing)

    def for_the_desk(self) -> ItemQuerySet:
        """Return items for a list, the latest first, without the bytes."""
        return (
            self.select_related("source", "story", "filing", "likely_story", "delivery")
            .order_by("-pk")
            .defer("delivery__content", "story__body", "filing__body", "filing__body_html", "likely_story__body")
        )


class Item(models.Model):
    """One piece of copy as delivered."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="items")
    place = models.PositiveIntegerField(default=0, help_text=gettext_lazy("Which piece of the delivery, from 0."))
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=gettext_lazy("source"))
    piece_count = models.IntegerField(null=True, blank=True)  # of its delivery, as it was read; none where not known
    format = models.CharField(max_length=40, blank=True)
    identity = models.CharField(max_length=500, blank=True)
    replaces = models.CharField(
        max_length=500, blank=True, help_text=gettext_lazy("The id of the item that it says it goes on from.")
    )
    follows = models.JSONField(
        default=list, blank=True, db_default=Value([], models.JSONField())
    )  # the ids of all items that it says it goes on from
    charset = models.CharField(gettext_lazy("character set"), max_length=40, blank=True, default="", db_default="")
    readings = PlainJSONField(
        default=list, blank=True, db_default=Value([], models.JSONField())
    )  # character sets to choose from, the likeliest first
    version = models.BigIntegerField(null=True, blank=True)
    moved_at = models.DateTimeField(help_text=gettext_lazy("Its version time, or the time of receipt."))
    is_timed = models.BooleanField(default=False, help_text=gettext_lazy("Whether the copy itself says its time."))
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=gettext_lazy("Its place by designator alone.")
    )
    dated_on = models.DateField(null=True, blank=True)
    keyword = models.CharField(max_length=300, blank=True)  # the slugline without what changes with a version
    slugline = models.CharField(max_length=300, blank=True, default="", db_default="")  # as printed
    designator = models.CharField(max_length=80, blank=True)  # in our print
    genre = models.CharField(max_length=80, blank=True, default="", db_default="")  # as the copy says
    has_text = models.BooleanField(default=True, db_default=True)
    headline = models.TextField(blank=True)
    waits_beside_edits = models.BooleanField(
        default=False, help_text=gettext_lazy("Kept out of a working copy that an editor had changed.")
    )
    text_digest = models.CharField(max_length=64, blank=True)
    folded_digest = models.CharField(
        max_length=64, blank=True, default="", db_default=""
    )  # of the words alone: the same by another route
    language = models.CharField(max_length=35, blank=True, default="", db_default="")  # its primary subtag
    profile = PlainJSONField(default=dict, db_default=Value({}, models.JSONField()))  # as `matching` reads it
    outcome = models.CharField(gettext_lazy("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="items", db_index=False)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, blank=True, related_name="items")
    likely_story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="+")
    score = models.FloatField(null=True)  # from 0 to 1: how sure its story is, or the likely one
    signs = PlainJSONField(default=list, db_default=Value([], models.JSONField()))  # what says so, in words
    received_at = models.DateTimeField()

    lost_words: bool  # brought by a query: whether its words were taken down

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("piece of copy"), gettext_lazy("what arrived")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["source", "identity"], name="item_by_identity"),  # intake
            models.Index(fields=["source", "replaces"], name="item_by_replaced"),  # intake
            models.Index(fields=["source", "keyword", "-moved_at"], name="item_by_keyword"),  # intake
            models.Index(fields=["source", "-moved_at"], name="item_by_time"),  # intake
            models.Index(fields=["source", "text_digest"], name="item_by_text"),  # intake
            models.Index(fields=["source", "folded_digest"], name="item_by_folded_text"),  # intake
            models.Index(fields=["story", "received_at"], name="item_by_story"),  # and what the desk sees without one
            models.Index(fields=["outcome", "-id"], name="item_by_outcome"),  # the list of what arrived
            models.Index(fields=["source", "-id"], name="item_of_source"),  # and what a source sent last
            models.Index(  # the desk's view of doubtful copy
                fields=["-id"], name="item_doubtful", condition=Q(likely_story__isnull=False)
            ),
            models.Index(fields=["story"], name="item_open_at_story", condition=IS_OPEN),  # the desk's lists and pages
        ]

    def __str__(self) -> str:
        return f"Item {self.pk}"


class ItemTermQuerySet(models.QuerySet["ItemTerm"]):
    """Queries of the index by which copy is found again."""

    def drop_oldest(self, *, before: datetime, most: int) -> int:
        """Delete the terms of copy received before a moment, at most so many, the first kept first; return how many.

        Rows are numbered as copy is received, so that the walk ends at the first that is young enough, and the cost is
        that of what goes.
        """
        oldest = list(self.order_by("pk").values_list("pk", "item__received_at")[:most])
        gone = list(takewhile(lambda row: row[1] < before, oldest))
        return self.filter(pk__lte=gone[-1][0]).delete()[0] if gone else 0


class ItemTerm(models.Model):
    """A rare word, name or figure of a piece of copy. A take-down of its words removes it, and so does the worker."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="terms")
    source = models.ForeignKey(Source, models.CASCADE, related_name="+", db_index=False)
    term = models.CharField(max_length=64)
    moved_at = models.DateTimeField()

    objects = ItemTermQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["source", "term", "-moved_at"], name="item_by_term")]  # intake

    def __str__(self) -> str:
        return self.term
