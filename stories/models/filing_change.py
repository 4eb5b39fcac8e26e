"""What each filing changed in the text before it, for the lists of changes: the worker keeps it, readers get it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db import models
from django.db.models import F, Q

from stories.compare import Fact
from stories.models.addresses import pair_address
from stories.models.filing import Filing
from stories.models.plain_json import PlainJSONField
from stories.models.story import State, Story

CHANGES_COUNTED = 2_000  # of a span of time, to tell which stories changed most


class FilingChanges(models.QuerySet["FilingChange"]):
    """Queries of changes as the public may see them."""

    def readable(self) -> FilingChanges:
        """Return the changes of live stories between texts that still have words, the latest moved first.

        Each with its filing, but for the words of that.
        """
        rows = self.filter(story__state=State.LIVE, filing__taken_down_at=None).order_by("-place")
        rows = rows.annotate(slug=F("story__slug"))  # type: ignore[no-redef]  # a column of the query alone
        return rows.select_related("filing").defer("filing__body", "filing__body_html")

    def of_stories(self, story_ids: Collection[int]) -> FilingChanges:
        """Return the changes of some stories."""
        return self.filter(story__in=story_ids)

    def between(self, start: int, end: int) -> FilingChanges:
        """Return the changes from a place of the wire's time on, and before another."""
        return self.filter(place__gte=start, place__lt=end)

    def without_note(self) -> FilingChanges:
        """Return the changes with a figure, name or denial that the note of its filing does not name."""
        return self.filter(unnoted_weight__gt=0)

    def busiest_stories(self, count: int) -> dict[int, int]:
        """Return the stories that changed most, the busiest first, with the number of changes of each. One query.

        Of very many changes the latest alone are counted.
        """
        stories = Counter(self.order_by("-place").values_list("story", flat=True)[:CHANGES_COUNTED])
        return dict(stories.most_common(count))


class FilingChange(models.Model):
    """What a filing changed in the text before it in its chain.

    `before` is the number of that text; `place` that of the filing in the order of the wire (`place_of`). `words` is
    how many more it has, `facts` the changed facts each told once, `unnoted` those of which its note does not speak,
    with their weights there, of which `unnoted_weight` is the highest.
    """

    filing = models.OneToOneField(Filing, models.DO_NOTHING, primary_key=True, related_name="change")
    story = models.ForeignKey(Story, models.DO_NOTHING, related_name="changes")
    number = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    place = models.BigIntegerField()
    words = models.IntegerField()
    new_paragraphs = models.PositiveIntegerField()
    cut_paragraphs = models.PositiveIntegerField()
    moved_paragraphs = models.PositiveIntegerField()
    is_new_headline = models.BooleanField()
    facts = PlainJSONField()
    unnoted = PlainJSONField()
    unnoted_weight = models.PositiveIntegerField()
    rules = models.PositiveSmallIntegerField()  # number of the rules by which it was found

    slug: str  # of its story; every query of `readable` brings it

    objects = FilingChanges.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["-place"], name="change_by_place"),  # the stories that changed most lately
            models.Index(fields=["-place"], name="change_without_note", condition=Q(unnoted_weight__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Change of filing {self.number} of story {self.story_id}"

    def get_absolute_url(self) -> str:
        """Return the address of the change. Needs the slug, which `readable` brings."""
        return pair_address(self.story_id, self.slug, self.before, self.number)

    def changed_facts(self) -> list[Fact]:
        """Return the facts that changed, each once, gravest first."""
        return [Fact.from_data(row) for row in self.facts]

    def facts_without_note(self) -> list[Fact]:
        """Return the facts that changed and that the note of the filing does not name, gravest first."""
        return [Fact.from_data(row) for row in self.unnoted]
