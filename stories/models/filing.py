"""The public record: filings, numbered and never changed. `Filing.public` alone decides what readers may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, Value, When, prefetch_related_objects
from django.db.models.functions import Now
from reversion.models import Revision

from stories import designators, digests
from stories.models.addresses import filing_address, story_address, story_data_address, story_part_address
from stories.models.amends import Amends
from stories.models.chain_order import FilingPlace, MovedFiling, public_slug, sort_by_chain
from stories.models.filing_filters import IS_AMENDMENT, FilingFilters
from stories.models.filing_text import FilingText
from stories.models.kept_query import KeptQuery
from stories.models.live_story import NEWS, LiveStory
from stories.models.migrated import HtmlField
from stories.models.notice import Notice
from stories.models.primary_language import PRIMARY_LANGUAGE
from stories.models.public_columns import PublicColumns
from stories.models.section import Section, Source
from stories.models.story import State, Story

STANDING = Q(went_to=None)  # in its story: its words stand in no other one
READABLE = STANDING & Q(taken_down_at=None)
SECTION_FIELDS = ("name", "slug", "position")


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A story as readers may see it at this moment. `filings` is empty unless the story is live.

    `total` is how many numbers it gave; those of `moved` stand in other stories now, and have no words here.
    """

    story_id: int
    slug: str
    state: State
    total: int
    newest_number: int
    filings: tuple[Filing, ...]
    language: str = ""  # of its newest filing that was looked up; known of a story that may not be read, too
    moved: tuple[MovedFiling, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the text of the story may be read."""
        return self.state == State.LIVE

    @property
    def is_emptied(self) -> bool:
        """Whether it waits as if nothing of it had moved, as all that stood in it went back where it came from."""
        return self.state == State.WAITING and not self.standing_count

    @property
    def newest(self) -> Filing | None:
        """The newest filing, where it is among those looked up."""
        return self.with_number(self.newest_number)

    def with_number(self, number: int) -> Filing | None:
        """Return the filing with a number, where it is among those looked up."""
        return next((filing for filing in self.filings if filing.number == number), None)

    @property
    def history_address(self) -> str:
        """The address of its history."""
        return story_part_address("history", self.story_id, self.slug)

    @property
    def version_feed_address(self) -> str:
        """The address of the feed of its versions."""
        return story_part_address("version_feed", self.story_id, self.slug)

    @property
    def head_address(self) -> str:
        """The address of its newest number as data."""
        return story_data_address("head_json", self.story_id)

    @property
    def ninjs_address(self) -> str:
        """The address of its newest filing as ninjs."""
        return story_data_address("ninjs", self.story_id)

    @property
    def newsml_address(self) -> str:
        """The address of its newest filing as NewsML-G2."""
        return story_data_address("newsml", self.story_id)

    @property
    def standing_count(self) -> int:
        """The number of filings that stand in the story."""
        return self.total - len(self.moved)

    @property
    def highest_number(self) -> int:
        """The highest number that stands in the story."""
        gone = {filing.number for filing in self.moved}
        return next((number for number in range(self.total, 0, -1) if number not in gone), 0)

    def moved_with_number(self, number: int) -> MovedFiling | None:
        """Return the filing with a number that stands in another story; None where there is none."""
        return next((filing for filing in self.moved if filing.number == number), None)

    def previous_number(self, filing: Filing) -> int:
        """Return the number that a filing follows, past those that stand in other stories; 0 for none."""
        follows = {link.number: link.follows for link in self.moved}
        number = filing.follows
        while number in follows:
            number = follows[number]
        return number

    def predecessor(self, filing: Filing) -> Filing | None:
        """Return the text before a filing, where all of the story were looked up; None for the first.

        That is the one that it follows. It is the one that stands before it where filings went or came from elsewhere,
        and for a filing that opened the chain before an older text was filed late.
        """
        has_moves = bool(self.moved) or any(row.came_from_id for row in self.filings)
        earlier = None if has_moves else self.with_number(filing.follows)
        index = self.filings.index(filing)
        return earlier or (self.filings[index - 1] if index else None)

    def corrections(self) -> tuple[Filing, ...]:
        """Return the filings looked up that put something right and still have words, in the order of the chain."""
        return tuple(filing for filing in self.filings if filing.amends and not filing.is_taken_down)

    def notice(self) -> Notice | None:
        """Return the notice that readers get of a held or killed story. One query."""
        return Notice.objects.in_force(self.story_id)


class PublicFilings(FilingFilters["Filing"]):
    """Queries of filings as the public may see them."""

    def of(self, story_id: int) -> PublicFilings:
        """Return the filings of a story that was filed, with the state of the story; for `PublicStory` alone.

        Those that moved are among them: a query more where any came from other stories, and one where any went.
        """
        return (
            self.filter(story_id=story_id)
            .exclude(story__state=State.SPIKED)
            .annotate(  # type: ignore[no-redef]  # the class names what is annotated, for whoever reads it
                slug=F("story__slug"),
                state=F("story__state"),
                total=F("story__filed_number"),
                newest_number=F("story__newest_number"),
                first_moved_at=F("story__first_moved_at"),
                is_corrected=F("story__is_corrected"),
            )
            .select_related("section")
            .prefetch_related(*move_prefetches())
        )

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
            .annotate(  # type: ignore[no-redef]  # as above
                slug=F("story__slug"),
                total=F("story__filed_number"),
                is_corrected=F("live__is_corrected"),
                first_moved_at=F("live__first_moved_at"),
                place=F("live__place"),
            )
            .select_related("section")
            .defer("body", "body_html")
            .order_by("-place")
        )

    def readable(self) -> PublicFilings:
        """Return every filing of live stories that still has words, in no order."""
        return (
            self.filter(READABLE, story__state=State.LIVE)
            .annotate(slug=F("story__slug"), total=F("story__filed_number"), first_moved_at=F("story__first_moved_at"))  # type: ignore[no-redef]  # as above
            .select_related("section")
        )

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

    def amendments(self) -> PublicFilings:
        """Return the corrections, clarifications and refiles of live stories, the latest first, without bodies.

        Each is asked by itself whether its story is live, as in `newest`.
        """
        live = Story.objects.filter(pk=OuterRef("story"), state=State.LIVE)
        return (
            self.filter(IS_AMENDMENT, READABLE, Exists(live))
            .annotate(slug=F("story__slug"), state=F("story__state"), total=F("story__filed_number"))  # type: ignore[no-redef]  # as above
            .defer("body", "body_html")
            .order_by("-filed_at", "-pk")
        )

    def story(self, story_id: int) -> PublicStory | None:
        """Return a story with its newest filing and its corrections; None where it was never filed. One query."""
        return make_public_story(bring_related(list(STORY_PAGE.rows(story_id))))

    def of_story_page(self, story_id: int) -> PublicFilings:
        """Return the newest filing of a story, its corrections and what moved, with the columns of the section."""
        is_shown = Q(number=F("story__newest_number")) | ~Q(amends=Amends.NOTHING)
        rows = self.of(story_id).filter(is_shown | ~STANDING).select_related(None).prefetch_related(None)
        return rows.annotate(**{f"section_{name}": F(f"section__{name}") for name in SECTION_FIELDS})

    def one_of_all(self, story_id: int, number: int) -> PublicStory | None:
        """Return all filings of a story in the order of the chain; only the one with this number has words.

        One query.
        """
        words = Case(When(number=number, then=F("body_html")), default=Value(""), output_field=HtmlField())
        rows = self.of(story_id).defer("body", "body_html").annotate(html_of_one=words)  # type: ignore[no-redef]  # as above
        for row in rows:
            row.body_html = row.html_of_one
        return make_public_story(rows)

    def all_without_words(self, story_id: int) -> PublicStory | None:
        """Return all filings of a story in the order of the chain, without words. One query."""
        return make_public_story(self.of(story_id).defer("body", "body_html"))

    def history(self, story_id: int, *, compared: int = 0) -> PublicStory | None:
        """Return all filings of a story in the order of the chain; with bodies only if there are more than `compared`.

        One query.
        """
        is_longer = When(story__filed_number__gt=compared, then=F("body"))
        body = Case(is_longer, output_field=models.JSONField(null=True))
        rows = self.of(story_id).defer("body", "body_html").annotate(body_of_longer=body)  # type: ignore[no-redef]  # as above
        for row in rows:
            if row.body_of_longer is not None:
                row.body = row.body_of_longer
        return make_public_story(rows)  # the same rows: a queryset keeps what it has read

    def states_showing(self, name: str) -> set[State]:
        """Return the states of the stories whose filings show a rendition; taken-down filings count as KILLED.

        Empty for a rendition that was never filed. One query.
        """
        rows = self.filter(STANDING, uses__photo__renditions__name=name).order_by()
        states = rows.values_list("story__state", "taken_down_at").distinct()
        return {State.KILLED if taken_down_at else State(state) for state, taken_down_at in states}

    def with_numbers(self, story_id: int, *numbers: int, with_words: bool = True) -> PublicStory | None:
        """Return the filings with these numbers and the newest, in the order of the chain. One query."""
        rows = self.of(story_id).filter(Q(number__in=numbers) | Q(number=F("story__newest_number")) | ~STANDING)
        return make_public_story(rows if with_words else rows.defer("body", "body_html"))


def move_prefetches() -> list[Prefetch[Any]]:
    """Return what brings the filings that filings came from and went to, as places."""
    return [Prefetch(name, Filing.public.places()) for name in ("came_from", "went_to")]


def bring_related(rows: list[Filing]) -> list[Filing]:
    """Return the rows of a story's page with their sections, and with where they came from or went, where any did."""
    for row in rows:
        if row.section_id is not None:
            row.section = Section(row.section_id, **{name: getattr(row, f"section_{name}") for name in SECTION_FIELDS})
    if any(row.came_from_id or row.went_to_id for row in rows):
        prefetch_related_objects(rows, *move_prefetches())
    return rows


def make_public_story(rows: Iterable[Filing]) -> PublicStory | None:
    """Make the public story of its rows: no filing of a story that is not live leaves this function."""
    chain = sort_by_chain(rows)
    if not chain:
        return None
    first = chain[0]
    return PublicStory(
        story_id=first.story_id,
        slug=first.slug,
        state=State(first.state),
        total=first.total,
        newest_number=first.newest_number,
        filings=tuple(filing for filing in chain if filing.is_standing) if first.state == State.LIVE else (),
        language=chain[-1].language,
        moved=tuple(make_moved_filing(filing, filing.went_to) for filing in chain if filing.went_to),
    )


def make_moved_filing(filing: Filing, went_to: Filing) -> MovedFiling:
    """Return a filing that went to another story, without its words."""
    return MovedFiling(
        head=filing.head(),
        content_digest=filing.content_digest,
        previous_digest=filing.previous_digest,
        digest=filing.digest,
        is_taken_down=filing.is_taken_down,
        went_to=make_place(went_to),
    )


def make_place(filing: Filing) -> FilingPlace:
    """Return a filing that `places` brought as a place."""
    slug = public_slug(filing.state, filing.slug)
    return FilingPlace(filing.pk, filing.story_id, slug, filing.number, filing.filed_at, filing.went_to_id)


class Filing(FilingText, PublicColumns):
    """One text of a story as it was filed: never changed, numbered 1, 2, 3 … within its story.

    `follows` is the number of the filing that it stands behind in the chain, 0 for one that opens it: copy
    that arrives late is filed under the next number and is put in its place by this. The database refuses every
    update but the one that a take-down makes, and every delete.
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


STORY_PAGE = KeptQuery(Filing.public.of_story_page)
