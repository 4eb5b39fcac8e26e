"""The working copy of a running story, and its workflow. Nothing here is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import reversion
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy

from stories import copy, designators
from stories.copy import pictures as placing
from stories.copy import subjects as naming
from stories.models.addresses import story_address
from stories.models.migrated import empty_body
from stories.models.packed import PACKED_JSON
from stories.models.plain_json import PlainJSONField
from stories.models.primary_language import PRIMARY_LANGUAGE
from stories.models.section import Section, Source
from stories.request_id import REQUEST_ID_LENGTH

WIRE_FIELDS = ("slugline", "section", "language", "urgency", "priority", "genre", "located", "subjects", "terms")
NOTHING = Value([], models.JSONField())
HEADLINE_LIMIT = 1_000  # characters; a longer one is not a headline, and no layout carries it


class State(models.TextChoices):
    """The states of a story in its workflow."""

    WAITING = "waiting", gettext_lazy("waiting")  # on the desk, never filed
    LIVE = "live", gettext_lazy("live")
    HELD = "held", gettext_lazy("held")
    KILLED = "killed", gettext_lazy("killed")
    SPIKED = "spiked", gettext_lazy("spiked")
    JOINED = "joined", gettext_lazy("joined to another")  # its filings stand in another story


NEWEST_LISTED = 1_000  # stories; a list shows no more, and search finds the older ones
OPEN_STATES = (State.WAITING, State.LIVE, State.HELD)  # something can still be done with it
LOST_WORDS = Q(taken_down_at__isnull=False) | Q(gaps__isnull=False)  # of a filing: all its words went, or a phrase


class StoryQuerySet(models.QuerySet["Story"]):
    """Queries of stories, for the newsroom."""

    def on_the_desk(self) -> StoryQuerySet:
        """Return stories for a list: the newest change first, without their bodies."""
        stories = self.select_related("source", "section", "updated_by", "assigned_to", "handed_in_by")
        return stories.defer("body").order_by("-updated_at", "-pk")

    def in_language(self, language: str) -> StoryQuerySet:
        """Return the stories in a language or a variety of it: zh finds zh-Hant, too. In the order of an index."""
        root, _, variety = language.lower().partition("-")
        stories = self.alias(primary_language=PRIMARY_LANGUAGE).filter(primary_language=root)
        is_such = Q(language__iexact=language) | Q(language__istartswith=f"{language}-")
        return stories.filter(is_such) if variety else stories

    def incoming(self) -> StoryQuerySet:
        """Return the stories that were never filed."""
        return self.filter(state=State.WAITING)

    def of(self, person: User) -> StoryQuerySet:
        """Return the open stories that are assigned to a person, or to nobody and last changed by this person.

        Of the latter the latest that a list can show.
        """
        changed = Story.objects.in_states(OPEN_STATES).filter(assigned_to__isnull=True, updated_by=person)
        latest = changed.order_by("-updated_at").values("pk")[:NEWEST_LISTED]
        return self.among(Story.objects.filter(assigned_to=person), Story.objects.filter(pk__in=latest))

    def embargoed(self, now: datetime) -> StoryQuerySet:
        """Return the stories whose next filing waits for its time."""
        return self.among(Story.objects.filter(embargo_until__gt=now), Story.objects.filter(release_at__isnull=False))

    def with_hand_in(self) -> StoryQuerySet:
        """Return the open stories that were handed in, to be filed or sent back."""
        return self.in_states(OPEN_STATES).filter(handed_in_at__isnull=False)

    def corrected(self) -> StoryQuerySet:
        """Return the live stories that were corrected."""
        return self.in_states([State.LIVE]).filter(is_corrected=True)

    def among(self, *halves: StoryQuerySet) -> StoryQuerySet:
        """Return the open stories that are in one of these, each of which an index of its own finds.

        An OR of them reads all open stories wherever a database has no statistics, or expects another half to be short.
        """
        first, *others = (half.order_by().values("pk") for half in halves)
        return self.in_states(OPEN_STATES).filter(pk__in=first.union(*others, all=True))

    def in_states(self, states: Iterable[str]) -> StoryQuerySet:
        """Return the stories in some states, of those that the rest of the query finds: by no index of states.

        Nearly all stories are live, which is what a database without statistics does not know.
        """
        return self.alias(state_found=Coalesce("state", Value(""))).filter(state_found__in=states)

    def with_photo(self, number: int) -> StoryQuerySet:
        """Return the stories whose working copy has a photo, the latest change first, without their bodies."""
        return self.filter(photo_placements__photo=number).defer("body").order_by("-updated_at")

    def due(self, now: datetime) -> StoryQuerySet:
        """Return the stories whose scheduled filing is to be made now. A held one waits until it is released."""
        stories = self.in_states([State.WAITING, State.LIVE]).filter(release_at__lte=now)
        return stories.order_by("release_at", "pk")


NO_WORDS = {"updated_by", "assigned_to", "desk_place", "topic", "written_by", "handed_in_at", "handed_in_by", "words"}


@reversion.register(exclude=NO_WORDS | {"request_id"}, format=PACKED_JSON)
class Story(models.Model):
    """One running news story: a slugline, a section, a source, a language and a working copy."""

    state = models.CharField(gettext_lazy("state"), max_length=8, choices=State, default=State.WAITING, editable=False)

    slugline = models.CharField(
        max_length=200, help_text=gettext_lazy("The keyword that every filing of the story carries.")
    )
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, verbose_name=gettext_lazy("section"))
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=gettext_lazy("source"),
        help_text=gettext_lazy("The agency that the copy is credited to."),
    )
    language = models.CharField(max_length=35, default="en", help_text=gettext_lazy("en, zh, ar, ru …"))
    urgency = models.PositiveSmallIntegerField(default=5, help_text=gettext_lazy("1 (most urgent) to 9."))
    priority = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    genre = models.CharField(
        max_length=80, blank=True, editable=False, default="", db_default=""
    )  # as the wire says; a headline's own goes first
    located = models.CharField(
        gettext_lazy("place"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Where the copy was written."),
    )
    subjects = PlainJSONField(gettext_lazy("subjects"), default=list, blank=True, db_default=NOTHING)
    terms = models.TextField(gettext_lazy("terms of use"), blank=True, editable=False, default="", db_default="")

    designator = models.CharField(
        max_length=80, blank=True, help_text=gettext_lazy("What the next filing will be: 1st LD …")
    )
    headline = models.TextField(help_text=gettext_lazy("Without the designator."))
    byline = models.CharField(max_length=300, blank=True)
    dateline = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("As printed: NORTHPORT, Feb. 10 (Vesper) --")
    )
    dated_on = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The date that the copy carries, if not today.")
    )
    body = PlainJSONField(default=empty_body)
    words = models.IntegerField(null=True, editable=False)  # of the body; none where nobody counted
    endmark = models.CharField(max_length=40, blank=True)
    pictures = PlainJSONField(gettext_lazy("pictures"), default=list, blank=True)
    note = models.TextField(
        gettext_lazy("editor's note"),
        blank=True,
        help_text=gettext_lazy("What this filing changes: Recasts lead; adds 4-6"),
    )
    desk_note = models.TextField(
        gettext_lazy("desk note"), blank=True, help_text=gettext_lazy("For the newsroom alone. Never public.")
    )

    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("Nothing of the next filing is public before this.")
    )
    release_at = models.DateTimeField(null=True, blank=True, editable=False)

    slug = models.SlugField(max_length=80, allow_unicode=True, blank=True, editable=False)
    filed_number = models.PositiveIntegerField(default=0, editable=False, db_default=0)
    newest_number = models.PositiveIntegerField(default=0, editable=False, db_default=0)
    is_corrected = models.BooleanField(default=False, editable=False)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="joined_stories")

    save_number = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)  # empty while the words are the wire's alone
    edited_fields = models.JSONField(
        default=list, editable=False, db_default=NOTHING
    )  # of WIRE_FIELDS, those that an editor changed
    first_moved_at = models.DateTimeField(null=True, editable=False)  # when the first version of it moved on the wire
    # That an editor chose; empty for none, null for the one that its slugline says. The text does not change by it.
    topic = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001  as said
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    desk_place = models.BigIntegerField(null=True, editable=False)  # of its last change, in the newsroom's search
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    written_by = models.ForeignKey(  # who began the words that are not filed yet; empty for the wire
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )
    handed_in_at = models.DateTimeField(null=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )
    request_id = models.CharField(  # noqa: DJ001 SQLite adds this without a new table
        max_length=REQUEST_ID_LENGTH, null=True, editable=False
    )  # of its last change: the worker's lines of the log about it have the same

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("story"), gettext_lazy("stories")
        default_permissions = ("add", "change", "view")
        permissions = [
            ("file_story", "Can file a story"),
            ("correct_story", "Can correct a story"),
            ("hold_story", "Can hold and release a story"),
            ("spike_story", "Can spike a story"),
            ("kill_story", "Can kill a story"),
            ("take_down_story", "Can take down a filing"),
            ("join_story", "Can join stories and move filings"),
        ]
        constraints = [
            models.CheckConstraint(name="story_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="story_urgency_1_to_9", condition=Q(urgency__gte=1, urgency__lte=9)),
            models.CheckConstraint(
                name="story_joined_says_where",
                condition=Q(state=State.JOINED, joined_to__isnull=False)
                | ~Q(state=State.JOINED) & Q(joined_to__isnull=True),
            ),
            models.CheckConstraint(name="story_newest_was_filed", condition=Q(newest_number__lte=F("filed_number"))),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="story_by_change"),  # the wire desk
            models.Index(fields=["section", "-updated_at", "-id"], name="story_in_section"),  # and its filters
            models.Index(fields=["source", "-updated_at", "-id"], name="story_by_source"),
            models.Index(PRIMARY_LANGUAGE, F("updated_at").desc(), F("id").desc(), name="story_in_language"),
            models.Index(fields=["urgency", "-updated_at", "-id"], name="story_by_urgency"),
            models.Index(fields=["desk_place"], name="story_by_desk_place"),  # and its search
            models.Index(fields=["state", "-updated_at"], name="story_by_state"),  # the desk's views
            models.Index(  # the desk's view of corrected stories
                fields=["-updated_at"], name="story_corrected", condition=Q(is_corrected=True)
            ),
            models.Index(  # and of embargoed ones
                fields=["embargo_until"], name="story_embargoed", condition=Q(embargo_until__isnull=False)
            ),
            models.Index(  # the worker's sweep
                fields=["release_at"], name="story_due", condition=Q(release_at__isnull=False)
            ),
            models.Index(  # the desk's view of a person's own stories
                fields=["updated_by", "-updated_at"], name="story_last_changed", condition=Q(assigned_to__isnull=True)
            ),
            models.Index(  # and of those that were handed in
                fields=["handed_in_at"], name="story_handed_in", condition=Q(handed_in_at__isnull=False)
            ),
            models.Index(  # intake: a story that an editor began under a keyword
                "source", Lower("slugline"), "created_at", name="story_by_slugline"
            ),
        ]

    def __str__(self) -> str:
        return self.slugline

    def get_public_url(self) -> str:
        """Return the address that its filings have, once it was filed."""
        return story_address(self.pk, self.slug)

    @property
    def blocks(self) -> tuple[copy.Block, ...]:
        """The text of the working copy as blocks."""
        return copy.from_json(self.body)

    @property
    def placements(self) -> tuple[placing.PlacedPicture, ...]:
        """The pictures of the working copy."""
        return placing.read_placed(self.pictures)

    @property
    def subject_values(self) -> tuple[naming.Subject, ...]:
        """The subjects as values."""
        return naming.load_subjects(self.subjects)

    @property
    def has_moved(self) -> bool:
        """Whether anything of the story was ever filed, and did not leave it whole by an undone move."""
        return self.newest_number > 0

    @property
    def is_scheduled(self) -> bool:
        """Whether the next filing is set for a time."""
        return self.release_at is not None

    @property
    def desk_state(self) -> str:
        """The state; of a story that waits for its time or for an editor, what for: scheduled, embargoed, handed."""
        if self.is_handed_in and not self.is_closed:
            return "handed"
        if self.state != State.WAITING or not (self.is_scheduled or self.embargo_until):
            return self.state
        return "scheduled" if self.is_scheduled else "embargoed"

    @property
    def is_handed_in(self) -> bool:
        """Whether who wrote it is done, and somebody else is to file it or to send it back."""
        return self.handed_in_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be done with the story any more."""
        return self.state not in OPEN_STATES

    def standing(self) -> Story:
        """Return the story in which its copy stands: itself, or where it was joined, and that one too. A query each."""
        story = self
        while story.joined_to is not None:
            story = story.joined_to
        return story

    def has_lost_words(self) -> bool:
        """Return whether words of a filing of the story were taken down, all or a phrase. One query."""
        return self.filings.filter(LOST_WORDS).exists()

    def designated_chain(self) -> list[designators.Designator | None]:
        """Return the designators of the filings, in order of number. One query.

        Of an old revision, those of that time.
        """
        standing = self.filings.filter(number__lte=self.filed_number, went_to=None)
        texts = standing.order_by("number").values_list("designator", flat=True)
        return [designators.from_text(text) for text in texts]

    def next_designator(self) -> str:
        """Return the most likely designator of the next filing; empty for a first filing.

        A designator on the working copy, from the wire or an editor, goes before the proposal.
        """
        return self.designator or self.following_designator()

    def following_designator(self) -> str:
        """Return the designator that the filings alone propose for the next one; empty for a first filing."""
        following = designators.next_in_chain(self.designated_chain())
        return str(following) if following else ""
