"""What changed in a span of time: the stories that changed most, corrections, and what changed without a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext

from stories import designators
from stories.compare import COUNTED_THINGS, Fact, FactKind
from stories.display.datetimes import day_bounds
from stories.display.fact_words import (
    FACT_LABELS,
    arrow,
    capitalize,
    fact_in_brief,
    fact_values,
    join_unit,
    list_in_brief,
)
from stories.models import Filing, FilingChange, first_place, split_place, topic_name
from stories.public.time_strip import print_share, share_of

MOST_CHANGED = 10
STORIES_OF_FRONT = 3
READ_FOR_FRONT = 9  # of which those with a correction on the page, and translations of others, are left out
CHANGES_OF_STORIES = 300  # that the strips and figures of a list are made of
WITHOUT_NOTE = 30
LEAST_CHANGES = 2  # of a story on the front page
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time by the wire's, of a day of the site's zone or of the last 24 hours."""

    start: datetime
    end: datetime

    @property
    def places(self) -> tuple[int, int]:
        """The places at which it begins and ends."""
        return first_place(self.start), first_place(self.end)

    @property
    def last_day(self) -> date:
        """The day in the site's zone on which it ends."""
        return timezone.localdate(self.end - timedelta(milliseconds=1))


@dataclass(frozen=True, slots=True)
class StripMark:
    """A version on the axis of a story, at a share of its width."""

    x: str
    is_correction: bool


@dataclass(frozen=True)
class ChangedStory:
    """A live story by its newest filing, with its changes in a span of time, the oldest first."""

    newest: Filing
    changes: Sequence[FilingChange]

    @property
    def corrections(self) -> int:
        """The number of its changes that put something right."""
        return sum(bool(change.filing.amends) for change in self.changes)

    @cached_property
    def marks(self) -> list[StripMark]:
        """Its versions in the span on an axis of time; empty for fewer than three."""
        moments = [change.filing.moved_at for change in self.changes]
        begin, end = min(moments, default=None), max(moments, default=None)
        if begin is None or end is None or begin == end or len(moments) < len(("first", "between", "last")):
            return []
        rows = ((change.filing, share_of(change.filing.moved_at, begin, end)) for change in self.changes)
        return [StripMark(print_share(share), bool(filing.amends)) for filing, share in rows]

    @property
    def figures(self) -> str:
        """The values of its gravest figure one after the other: Deaths 2 → 5 → 9; else what it changed last."""
        return capitalize(self.brief)

    @cached_property
    def brief(self) -> str:
        """Its figures as a clause, without a capital."""
        subject = self.gravest_subject
        facts = [fact for change in self.changes if (fact := first_figure(change, subject))]
        if not subject or not facts:
            return self.last_words
        return f"{FACT_LABELS[subject]} {chain_values(facts)}"

    @property
    def subject(self) -> str:
        """Its figures behind the words of its slugline, for a page that has the headline elsewhere; empty for none."""
        stem = designators.topic_stem(self.newest.metadata_values.slugline)
        told = gettext("{label}: {change}").format(label=topic_name(stem), change=self.brief)
        return told if stem and self.brief else ""

    @property
    def keys(self) -> set[int]:
        """The keys of the filings that changed it."""
        return {change.pk for change in self.changes}

    @property
    def gravest_subject(self) -> str:
        """The key of the gravest thing of which a figure changed; empty for none."""
        facts = [fact for change in self.changes for fact in figure_facts(change) if fact.subject in FACT_LABELS]
        return max(facts, key=lambda fact: fact.weight).subject if facts else ""

    @property
    def last_words(self) -> str:
        """The gravest fact that its latest changes have, in a few words; empty for none."""
        facts = (fact for change in reversed(self.changes) for fact in change.changed_facts())
        first = next(facts, None)
        return fact_in_brief(first) if first else ""


@dataclass(frozen=True, slots=True)
class ChangeWithoutNote:
    """A change with what its note does not name, in a few words each."""

    change: FilingChange
    facts: list[str]


def chain_values(facts: Sequence[Fact]) -> str:
    """Return the values of a figure one after the other, with the unit that all have: "2 → 5 → 9", "7.4 → 4.7 km".

    Of sums and the like a text has many: what begins with another value than the last one is another figure.
    """
    values = [fact_values(facts[0])[0]]
    for before, fact in pairwise([facts[0], *facts]):
        old, new = fact_values(fact)
        if fact.subject not in COUNTED_THINGS and fact is not before and old != values[-1]:
            values = [old]
        values += [new] if new != values[-1] else []
    units = {fact.unit for fact in facts}
    chain = f" {arrow()} ".join(values)
    return join_unit(chain, units.pop()) if len(units) == 1 else chain


def first_figure(change: FilingChange, subject: str) -> Fact | None:
    """Return the first figure of a subject that a filing changed: a version is told by one value."""
    return next((fact for fact in figure_facts(change) if fact.subject == subject), None)


def figure_facts(change: FilingChange) -> list[Fact]:
    """Return the figures that a filing changed; a cell of a table is a figure of its own."""
    return [fact for fact in change.changed_facts() if fact.kind is FactKind.FIGURE and not fact.is_in_table]


def latest_span() -> Span | None:
    """Return the 24 hours up to the newest change; None where nothing ever changed. One query.

    By the wire's time and not by the clock: the page is the same until something changes.
    """
    place = FilingChange.objects.readable().values_list("place", flat=True).first()
    if place is None:
        return None
    end = split_place(place)[0] + timedelta(milliseconds=1)
    return Span(end - DAY, end)


def span_of_day(day: date) -> Span:
    """Return a day of the site's zone as a span."""
    return Span(*day_bounds(day))


def most_changed(span: Span, count: int = MOST_CHANGED, *, least: int = 1) -> list[ChangedStory]:
    """Return the stories that changed most in a span, each at least so often, the busiest first. Three queries."""
    changes = FilingChange.objects.between(*span.places)
    busiest = [story for story, times in changes.busiest_stories(count).items() if times >= least]
    if not busiest:
        return []
    newest = {filing.story_id: filing for filing in Filing.public.newest().filter(live__story__in=busiest)}
    rows: dict[int, list[FilingChange]] = {}
    for change in changes.readable().of_stories(busiest)[:CHANGES_OF_STORIES]:
        rows.setdefault(change.story_id, []).insert(0, change)
    return [ChangedStory(newest[story], rows[story]) for story in busiest if story in newest and story in rows]


def most_changed_lately(count: int, *, least: int) -> list[ChangedStory]:
    """Return the stories that changed most in the 24 hours up to the newest change. Four queries."""
    span = latest_span()
    return most_changed(span, count, least=least) if span else []


def drop_translations(stories: Iterable[ChangedStory]) -> list[ChangedStory]:
    """Return the stories without those that have the slugline of one before them in another language."""
    languages: dict[str, str] = {}
    kept = []
    for story in stories:
        stem, language = designators.topic_stem(story.newest.metadata_values.slugline), story.newest.language
        if not stem or languages.setdefault(stem, language) == language:
            kept.append(story)
    return kept


def changes_without_note(span: Span, count: int = WITHOUT_NOTE) -> list[ChangeWithoutNote]:
    """Return what changed in a span without a note, the latest first. One query."""
    return name_facts(FilingChange.objects.between(*span.places).readable().without_note()[:count])


def latest_without_note(count: int) -> list[ChangeWithoutNote]:
    """Return what changed last without a note, the latest first. One query."""
    return name_facts(FilingChange.objects.readable().without_note()[:count])


def name_facts(rows: Iterable[FilingChange]) -> list[ChangeWithoutNote]:
    """Return changes with the facts that no note names, in the words of the page's language."""
    return [ChangeWithoutNote(row, list_in_brief(row.facts_without_note())) for row in rows]


def changes_etag_parts(changed: Iterable[ChangedStory], unnoted: Iterable[ChangeWithoutNote] = ()) -> list[object]:
    """Return all that two lists of changes are made of."""
    return [
        *([story.newest.standing_digest, [change.pk for change in story.changes]] for story in changed),
        *([row.change.filing.standing_digest, row.change.get_absolute_url()] for row in unnoted),
    ]
