"""Live stories in the order of the wire: a narrow row for each, which every public list is read from.

The desk keeps the rows. What readers see of a story stays in its filings; the rows only find them, each by an exact key
whose index ends in the place, so that a list reads what it shows however long the archive is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.db.models import Q

from stories import designators
from stories.models.section import Section, Source
from stories.models.story import Story

NEWS = Q(is_back_dated=False)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
PLACES_IN_A_MILLISECOND = 1 << 20
FURTHEST = 1 << 42  # milliseconds on either side of 1970 that a place has room for, some 139 years
KIND_PRINTS = {kind: designators.print_kind(kind, None).casefold() for kind in designators.Kind}
KIND_KEYS = {
    kind: [part for part in KIND_PRINTS.values() if f" {part} " in f" {own} "] for kind, own in KIND_PRINTS.items()
}
FOLDED = 3  # characters at most that one letter becomes when its case is folded


def place_of(moved_at: datetime, filing_id: int) -> int:
    """Return the place of a filing in the order of the wire: a number that grows with the time when it moved.

    Milliseconds since 1970 times 2**20, plus the key of the filing modulo 2**20. Two filings of one millisecond whose
    keys are a multiple of 2**20 apart have the same: the second one listed gets the next that is free.
    """
    milliseconds = (moved_at - EPOCH) // MILLISECOND
    milliseconds = max(-FURTHEST, min(milliseconds, FURTHEST - 1))
    return milliseconds * PLACES_IN_A_MILLISECOND + filing_id % PLACES_IN_A_MILLISECOND


def split_place(place: int) -> tuple[datetime, int]:
    """Return the time of a place to the millisecond, and the rest of it: a key modulo 2**20."""
    milliseconds, key = divmod(place, PLACES_IN_A_MILLISECOND)
    return EPOCH + milliseconds * MILLISECOND, key


def first_place(moment: datetime) -> int:
    """Return the lowest place of filings that moved at a time or later."""
    return place_of(moment, 0)


def designator_kinds(designator: str) -> list[str]:
    """Return the kinds of a printed designator as keys: ld, writethru. An LD All is an ld, too."""
    value = designators.from_text(designator)
    return [key for kind in value.kinds for key in KIND_KEYS[kind]] if value else []


def language_varieties(language: str) -> list[str]:
    """Return a language tag in small letters, and each shorter one that it is a variety of: zh-hant-hk, zh-hant, zh."""
    subtags = language.lower().split("-")
    return ["-".join(subtags[:count]) for count in range(len(subtags), 0, -1)]


class LiveStory(models.Model):
    """A story that readers may read now, by its newest filing. What is searched for is in small letters."""

    story = models.OneToOneField(Story, models.DO_NOTHING, primary_key=True, related_name="live")
    filing = models.OneToOneField("stories.Filing", models.DO_NOTHING, related_name="live")
    place = models.BigIntegerField(unique=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, db_index=False, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    credit_key = models.CharField(max_length=120 * FOLDED)
    language = models.CharField(max_length=35)
    language_root = models.CharField(max_length=35)
    genre_key = models.CharField(max_length=80 * FOLDED)
    designator_key = models.CharField(max_length=80 * FOLDED)
    urgency = models.PositiveSmallIntegerField()
    is_corrected = models.BooleanField()
    is_back_dated = models.BooleanField()
    first_moved_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["-place"], name="live_news", condition=NEWS),  # front, ticker, latest feeds
            models.Index(fields=["section", "-place"], name="live_in_section"),  # section pages and feeds, archive
            models.Index(fields=["section", "-place"], name="live_news_in_section", condition=NEWS),  # front
            models.Index(fields=["language_root", "-place"], name="live_in_language"),  # archive
            models.Index(  # editions with their ticker and feeds
                fields=["language_root", "-place"], name="live_news_in_language", condition=NEWS
            ),
            models.Index(fields=["credit_key", "-place"], name="live_by_credit"),  # the archive's other filters
            models.Index(fields=["genre_key", "-place"], name="live_in_genre"),
            models.Index(fields=["designator_key", "-place"], name="live_by_designator"),
        ]

    def __str__(self) -> str:
        return f"Live story {self.story_id}"


class LiveKey(models.Model):
    """A key of which a live story may have several or none.

    A kind of designator of any of its versions, a variety of its language, a subject, and whether it was corrected.
    """

    class Scheme(models.TextChoices):
        """The kinds of keys. Those of which a story has one alone are columns of its row."""

        SECTION = "section"
        CREDIT = "credit"
        GENRE = "genre"
        CORRECTED = "corrected"
        DESIGNATOR = "designator"  # a kind of that of any version
        WHOLE_DESIGNATOR = "whole designator"
        LANGUAGE = "language"
        SUBJECT = "subject"
        TOPIC = "topic"

    story = models.ForeignKey(LiveStory, models.DO_NOTHING, related_name="keys")
    key = models.CharField(max_length=420)
    place = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "place"], name="live_key_unique")]

    def __str__(self) -> str:
        return self.key


KEY_COLUMNS: dict[str, str] = {
    LiveKey.Scheme.SECTION: "section",
    LiveKey.Scheme.CREDIT: "credit_key",
    LiveKey.Scheme.GENRE: "genre_key",
    LiveKey.Scheme.WHOLE_DESIGNATOR: "designator_key",
}


IS_CORRECTED = "yes"


def live_key(scheme: LiveKey.Scheme, key: object) -> str:
    """Return a key of a scheme as it is stored, and as the search knows it."""
    return f"{scheme.value}:{key}"


def key_lookup(key: str) -> tuple[str, str]:
    """Return the look-up of live stories that finds those with a key by an index, and the value that it takes."""
    scheme, _, value = key.partition(":")
    if scheme == LiveKey.Scheme.LANGUAGE and "-" not in value:
        return "language_root", value
    return (KEY_COLUMNS[scheme], value) if scheme in KEY_COLUMNS else ("keys__key", key)


def list_live(key: str, *, above: int, below: int, limit: int) -> list[int]:
    """Return the keys of the latest live stories between two places that have a key, any with an empty one.

    One query, along an index.
    """
    lookup, value = key_lookup(key)
    span = {"place__gt": above, "place__lt": below}
    if key and lookup == "keys__key":
        rows = LiveKey.objects.filter(key=key, **span).order_by("-place").values_list("story", flat=True)
        return list(rows[:limit])
    live = LiveStory.objects.filter(**({lookup: value} if key else {}), **span)
    return list(live.order_by("-place").values_list("story", flat=True)[:limit])


@dataclass(frozen=True, slots=True)
class LiveFacts:
    """What a search is narrowed by: the section, agency and primary language of a live story, and so on."""

    section: int | None
    source: str
    language: str
    is_corrected: bool
    place: int
    filing: int


def list_latest_topics(stories: int) -> dict[str, list[int]]:
    """Return the topics of the latest news, that of the newest first, each with its stories, newest first.

    One query, of so many live stories.
    """
    latest = LiveStory.objects.filter(NEWS).order_by("-place").values("story")[:stories]
    prefix = live_key(LiveKey.Scheme.TOPIC, "")
    rows = LiveKey.objects.filter(story__in=latest, key__startswith=prefix).order_by("-place")
    found: dict[str, list[int]] = {}
    for key, story in rows.values_list("key", "story"):
        found.setdefault(key.removeprefix(prefix), []).append(story)
    return found


def list_facts(story_ids: Collection[int]) -> list[LiveFacts]:
    """Return the facts of some live stories. One query."""
    rows = LiveStory.objects.filter(story__in=story_ids)
    columns = ("section", "source__name", "language_root", "is_corrected", "place", "filing")
    return [LiveFacts(*row) for row in rows.values_list(*columns)]


def count_keys(story_ids: Collection[int], keys: Collection[str]) -> dict[str, int]:
    """Return how many of some live stories have each of some keys. One query."""
    rows = LiveKey.objects.filter(story__in=story_ids, key__in=keys).order_by().values_list("key")
    return dict(rows.annotate(number=models.Count("pk")))


def count_spans(spans: Sequence[tuple[int, int]], limit: int) -> list[int]:
    """Return the number of live stories of each span of places, from the first up to the second, up to a limit each.

    One query, of an index alone.
    """
    rows = ", ".join(["(%s, %s, %s)"] * len(spans))
    values = [value for number, span in enumerate(spans) for value in (number, *span)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH spans (number, low, high) AS (VALUES {rows}) SELECT (SELECT count(*) FROM "  # noqa: S608 places of parameters
            f"(SELECT 1 FROM {LiveStory._meta.db_table} AS live WHERE live.place >= low AND live.place < high "
            "LIMIT %s) AS counted) FROM spans ORDER BY number",
            [*values, limit],
        )
        return [count for (count,) in cursor.fetchall()]


def keys_in_use(keys: Iterable[str]) -> list[str]:
    """Return those of some keys that a live story has, of several it may have. One query, which looks each up once."""
    asked = list(keys)
    if not asked:
        return []
    rows = ", ".join(["(%s)"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (key) AS (VALUES {rows}) SELECT key FROM asked "  # noqa: S608 places of parameters
            f"WHERE EXISTS (SELECT 1 FROM {LiveKey._meta.db_table} AS used WHERE used.key = asked.key)",
            asked,
        )
        return [key for (key,) in cursor.fetchall()]
