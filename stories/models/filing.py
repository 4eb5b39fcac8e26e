"""The public record: filings, numbered and never changed. `Filing.public` alone decides what readers may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import lru_cache

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, Value, When, prefetch_related_objects
from django.db.models.functions import Now
from reversion.models import Revision

from stories import designators, digests
from stories.models.addresses import filing_address, story_address, story_part_address
from stories.models.amends import Amends
from stories.models.filing_filters import IS_AMENDMENT, FilingFilters
from stories.models.filing_text import FilingText
from stories.models.kept_query import KeptQuery
from stories.models.live_story import NEWS, LiveStory
from stories.models.migrated import HtmlField
from stories.models.primary_language import PRIMARY_LANGUAGE
from stories.models.public_columns import PublicColumns
from stories.models.public_story import PublicStory, find_public_story
from stories.models.section import Section, Source
from stories.models.story import State, Story
from stories.models.topic import topic_key

STANDING = Q(went_to=None)  # in its story: its words stand in no other one
READABLE = STANDING & Q(taken_down_at=None)
CORRECTIONS_SHOWN = 10  # corrections in a story's page and data, the latest; its history has all of them
# A row of the lists alone does not do: code of before withdraws a story and leaves it listed. No index answers to this.
NOT_LIVE = [state for state in State if state != State.LIVE]
SECTION_FIELDS = ("name", "slug", "position")
SECTION_COLUMNS = {f"section_{name}": F(f"section__{name}") for name in SECTION_FIELDS}


class PublicFilings(FilingFilters["Filing"]):
    """Queries of filings as the public may see them."""

    def places(self) -> PublicFilings:
        """Return filings of whatever story as places of words, without the words."""
        told = self.annotate(slug=F("story__slug"), state=F("story__state"))  # type: ignore[no-redef]  # as above
        return told.only("story", "number", "digest", "filed_at", "went_to")

    def newest(self) -> PublicFilings:
        """Return the newest filing of each live story, the latest moved first, without bodies.

        A database walks an index of the live stories to where a list ends, and looks up the filings that it shows.
        """
        return (
            self.filter(live__isnull=False)
            .exclude(story__state__in=NOT_LIVE)
            .annotate(  # type: ignore[no-redef]  # as above
                slug=F("story__slug"),
                total=F("story__filed_number"),
                is_corrected=F("live__is_corrected"),
                first_moved_at=F("live__first_moved_at"),
                place=F("live__place"),
            )
            .select_related("section")
            .defer("body", "body_html")
            .order_by("-live__place")
        )

    def readable(self) -> PublicFilings:
        """Return every filing of live stories that still has words, in no order.

        Each is asked by itself whether its story is live: a database walks the filings, and not all live stories.
        """
        live = Story.objects.filter(pk=OuterRef("story"), state=State.LIVE)
        return (
            self.filter(READABLE, Exists(live))
            .annotate(slug=F("story__slug"), total=F("story__filed_number"), first_moved_at=F("story__first_moved_at"))  # type: ignore[no-redef]  # as above
            .select_related("section")
        )

    def heads_at(self, places: Collection[int]) -> models.QuerySet[Filing, tuple[int, str, str]]:
        """Return the places, headlines and languages of the newest filings of live stories at some places."""
        return self.filter(live__place__in=places).values_list("live__place", "headline", "language")

    def heads_of(self, keys: Collection[int]) -> models.QuerySet[Filing, tuple[int, str, str]]:
        """Return the keys, headlines and languages of readable filings with these keys."""
        return self.readable().filter(pk__in=keys).values_list("pk", "headline", "language")

    def found(self, keys: Collection[int]) -> PublicFilings:
        """Return readable filings with these keys, with their words as blocks, as a list of finds shows them."""
        rows = self.readable().filter(pk__in=keys).defer("body_html")
        return rows.annotate(is_corrected=F("story__is_corrected"), newest_number=F("story__newest_number"))  # type: ignore[no-redef]  # as above

    def for_subscribers(self) -> PublicFilings:
        """Return the readable filings, but of texts that came from another story only the newest one there.

        A subscriber takes what is filed later for newer.
        """
        return self.readable().filter(Q(came_from=None) | Q(number=F("story__newest_number")))

    def news(self) -> PublicFilings:
        """Return the newest filing of each live story as `newest` does, without copy that was old when it was filed."""
        return self.newest().filter(live__is_back_dated=False)

    def last_story(self) -> int:
        """Return the highest key of a live story; 0 for none. One query."""
        return LiveStory.objects.aggregate(last=Max("story"))["last"] or 0

    def of_topic(self, slug: str) -> PublicFilings:
        """Return the newest filings of the live stories of a topic."""
        return self.newest().live_with_key(topic_key(slug))

    def latest_of(self, story_ids: Collection[int], *, each: int) -> PublicFilings:
        """Return the readable filings of some stories that are among the last ones of theirs, the latest moved first.

        By the index of the numbers of each story, so that a long chain costs no more than a short one.
        """
        rows = self.readable().filter(story__in=story_ids, number__gt=F("story__filed_number") - each)
        return rows.defer("body", "body_html").order_by("-moved_at", "-pk")

    def amendments(self) -> PublicFilings:
        """Return the corrections, clarifications and refiles of live stories, the latest first, without bodies.

        Each is asked by itself whether its story is live, as in `readable`.
        """
        live = Story.objects.filter(pk=OuterRef("story"), state=State.LIVE)
        return (
            self.filter(IS_AMENDMENT, READABLE, Exists(live))
            .annotate(slug=F("story__slug"), state=F("story__state"), total=F("story__filed_number"))  # type: ignore[no-redef]  # as above
            .defer("body", "body_html")
            .order_by("-filed_at", "-pk")
        )

    def corrections(self) -> PublicFilings:
        """Return the corrections that were made in their own story, as `amendments` does."""
        return self.amendments().filter(amends=Amends.CORRECTION, came_from=None)

    def chain(self, story_id: int) -> PublicStory | None:
        """Return a story with the shape of its chain, without filings; None where it was never filed. One query."""
        return find_public_story(story_id, using=self.db)

    def story(self, story_id: int) -> PublicStory | None:
        """Return a story with its newest filing and its latest corrections; None where it was never filed.

        Two queries.
        """
        story = self.chain(story_id)
        return self.with_newest(story) if story else None

    def with_newest(self, story: PublicStory, *, bodies_of: Collection[int] = ()) -> PublicStory:
        """Return the story with its newest filing, the few before that, and its latest corrections. One query.

        Of the few the text before each is among them, with its words where it is one of `bodies_of`.
        """
        latest = story.latest_numbers
        numbers = {*latest, *map(story.shape.predecessor, latest), *story.worded_corrections[-CORRECTIONS_SHOWN:]}
        return self.with_filings(story, numbers, worded=story.newest_number, bodies_of=bodies_of)

    def with_filings(
        self, story: PublicStory, numbers: Iterable[int], *, worded: int = 0, bodies_of: Collection[int] = ()
    ) -> PublicStory:
        """Return the story with the filings of these numbers, in the order of the chain. One query.

        `worded` is among them, with its words; those of `bodies_of` have theirs as blocks.
        """
        wanted = sorted({worded, *numbers} - {0})
        if bodies_of:
            body = Case(When(number__in={worded, *bodies_of}, then=F("body")), output_field=models.JSONField(null=True))
            rows = list(self.worded(story.story_id, worded, *wanted).annotate(words_as_blocks=body))  # type: ignore[no-redef]  # as above
        elif worded:
            rows = filing_rows(PublicFilings.worded, story.story_id, worded, *wanted)
        else:
            rows = filing_rows(PublicFilings.numbered, story.story_id, *wanted)
        for row in rows:
            if row.number in bodies_of or row.number == worded:
                row.body = row.words_as_blocks
            if row.number == worded:
                row.body_html = row.words_as_html
        return story.with_rows(bring_related(rows))

    def numbered(self, story_id: int, *numbers: int) -> PublicFilings:
        """Return the filings of a story with these numbers, without their words."""
        rows = self.filter(story_id=story_id, number__in=numbers).defer("body", "body_html")
        of_story = {name: F(f"story__{name}") for name in ("slug", "first_moved_at", "topic")}
        return rows.annotate(**of_story, **SECTION_COLUMNS)

    def worded(self, story_id: int, worded: int, *numbers: int) -> PublicFilings:
        """Return the filings of a story with these numbers, of which one has its words."""
        is_worded = Q(number=worded)
        return self.numbered(story_id, *numbers).annotate(  # type: ignore[no-redef]  # as above
            words_as_html=Case(When(is_worded, then=F("body_html")), default=Value(""), output_field=HtmlField()),
            words_as_blocks=Case(When(is_worded, then=F("body")), output_field=models.JSONField(null=True)),
        )

    def states_showing(self, name: str) -> set[State]:
        """Return the states of the stories whose filings show a rendition; taken-down filings count as KILLED.

        Empty for a rendition that was never filed. One query.
        """
        rows = self.filter(STANDING, uses__photo__renditions__name=name).order_by()
        states = rows.values_list("story__state", "taken_down_at").distinct()
        return {State.KILLED if taken_down_at else State(state) for state, taken_down_at in states}


def attach_sections(rows: list[Filing]) -> list[Filing]:
    """Return filings that have `SECTION_COLUMNS` with their sections, those of one section with the same."""
    sections: dict[int, Section] = {}
    for row in rows:
        if row.section_id is None:
            continue
        if row.section_id not in sections:
            columns = {name: getattr(row, f"section_{name}") for name in SECTION_FIELDS}
            sections[row.section_id] = Section(row.section_id, **columns)
        row.section = sections[row.section_id]
    return rows


def bring_related(rows: list[Filing]) -> list[Filing]:
    """Return filings with their sections, and, where any has it, where they came from or went, and their gaps."""
    attach_sections(rows)
    if any(row.came_from_id or row.went_to_id for row in rows):
        prefetch_related_objects(rows, *(Prefetch(name, Filing.public.places()) for name in ("came_from", "went_to")))
    if any(row.gaps for row in rows):
        prefetch_related_objects([row for row in rows if row.gaps], "phrase_take_downs")
    return rows


def filing_rows(rows: Callable[..., PublicFilings], *numbers: int) -> list[Filing]:
    """Return the rows of a query of `PublicFilings` that differs in these numbers alone. One query."""
    return numbers_query(rows, len(numbers)).rows(*numbers)


@lru_cache(100)  # a page has few more than twenty filings
def numbers_query(rows: Callable[..., PublicFilings], count: int) -> KeptQuery[Filing]:
    """Return the query of `PublicFilings` that takes so many numbers."""
    return KeptQuery(lambda *numbers: rows(Filing.public.all(), *numbers), count)


class Filing(FilingText, PublicColumns):
    """One text of a story as it was filed: never changed, numbered 1, 2, 3 … within its story.

    `follows` is the number of the filing that it stands behind in the chain, 0 for one that opens it: copy
    that arrives late is filed under the next number and is put in its place by this. The database refuses every
    update but those of a take-down and of a move, and every delete.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="filings")
    number = models.PositiveIntegerField()
    follows = models.PositiveIntegerField()

    designator = models.CharField(max_length=80, blank=True)
    amends = models.CharField(max_length=13, choices=Amends, blank=True, default=Amends.NOTHING)
    dated_on = models.DateField()

    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT)
    credit = models.CharField(max_length=120)
    language = models.CharField(max_length=35)
    urgency = models.PositiveSmallIntegerField()
    words = models.PositiveIntegerField()

    moved_at = models.DateTimeField(db_default=Now())  # by its source; filed_at where no source says
    filed_at = models.DateTimeField()
    is_back_dated = models.BooleanField(default=False, db_default=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    content_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    taken_down_at = models.DateTimeField(null=True)
    # The filings of other stories whose words these are, and in which its words stand now.
    came_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    went_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    objects = models.Manager()
    public = models.Manager.from_queryset(PublicFilings)()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="filing_number_unique"),
            models.CheckConstraint(name="filing_numbered_from_1", condition=Q(number__gte=1)),
            models.CheckConstraint(name="filing_follows_an_earlier", condition=Q(follows__lt=F("number"))),
        ]
        indexes = [
            models.Index(fields=["section", "-filed_at", "-id"], name="filing_in_section"),  # subscribers' feeds
            models.Index(fields=["-filed_at", "-id"], name="filing_news", condition=NEWS),
            models.Index(
                PRIMARY_LANGUAGE, F("filed_at").desc(), F("id").desc(), name="filing_in_language", condition=NEWS
            ),
            models.Index(fields=["filed_at"], name="filing_by_time"),  # the desk's view of what is live today
            models.Index(  # the corrections page and its feeds
                fields=["-filed_at", "-id"], name="filing_amending", condition=~Q(amends="")
            ),
            models.Index(fields=["amends", "-filed_at", "-id"], name="filing_amending_as", condition=~Q(amends="")),
            models.Index(  # a take-down looks for the same words elsewhere
                fields=["came_from"], name="filing_by_origin", condition=Q(came_from__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Filing {self.number} of story {self.story_id}"

    def get_absolute_url(self) -> str:
        """Return the address of the story's own page. Needs the slug, which every queryset of `public` brings."""
        return story_address(self.story_id, self.slug)

    def get_permanent_url(self) -> str:
        """Return the address of the page of this filing, which never changes."""
        return filing_address(self.story_id, self.slug, self.number)

    @property
    def history_address(self) -> str:
        """The address of the history of its story."""
        return story_part_address("history", self.story_id, self.slug)

    @property
    def printed_headline(self) -> str:
        """The headline behind its designator, as on the wire."""
        return f"{self.designator}: {self.headline}" if self.designator else self.headline

    @property
    def is_standing(self) -> bool:
        """Whether it stands in its story, and did not go to another."""
        return self.went_to_id is None

    def standing(self) -> Filing | None:
        """Return the filing in which its words stand now: itself, or where it went; None in a circle. A query each."""
        filing, passed = self, {self.pk}
        while filing.went_to is not None:
            filing = filing.went_to
            if filing.pk in passed:
                return None
            passed.add(filing.pk)
        return filing

    @property
    def is_taken_down(self) -> bool:
        """Whether the words were removed for good."""
        return self.taken_down_at is not None

    @property
    def last_removal_at(self) -> datetime | None:
        """The time when words of it were last removed, all or a phrase; None for never. A query where phrases were."""
        if self.taken_down_at is not None or not self.gaps:
            return self.taken_down_at
        return max(take_down.at for take_down in self.phrase_take_downs.all())

    @property
    def standing_digest(self) -> str:
        """The digest of the filing, with the number of times that phrases were taken down: other for other words."""
        return f"{self.digest}.{self.gaps}" if self.gaps else self.digest

    @property
    def designator_value(self) -> designators.Designator | None:
        """The designator as a value; None for none."""
        return designators.from_text(self.designator)

    def head(self) -> digests.Head:
        """Return the head fields that the digest of the filing covers. One query for one that came, unless joined."""
        return digests.Head(
            story=self.story_id,
            number=self.number,
            follows=self.follows,
            designator=self.designator,
            amends=self.amends,
            credit=self.credit,
            language=self.language,
            urgency=self.urgency,
            words=self.words,
            dated_on=self.dated_on.isoformat(),
            moved_at=digests.timestamp(self.moved_at),
            filed_at=digests.timestamp(self.filed_at),
            digest_format=self.digest_format,
            came_from=self.came_from.as_origin() if self.came_from is not None else None,
        )

    def as_origin(self) -> digests.Origin:
        """Return the filing as the head of one that came from it names it."""
        return digests.Origin(self.story_id, self.number, self.digest)
