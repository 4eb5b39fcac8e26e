"""What each filing changed, kept for the lists of changes: found after a filing, so that nobody at the desk waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from stories.compare import Comparison, Fate, changed_facts, compare, facts_without_note, merge_places
from stories.designators import Kind
from stories.display.comparison_cache import READERS_BUDGET
from stories.models import Filing, FilingChange, Generation, PublicStory, State, Story, Sweep, place_of

RULES = 2  # grows when other facts are found: what is kept is found anew
STORIES_A_SWEEP = 50  # of a sweep; the next goes on
FILINGS_AT_ONCE = 50  # texts that are held in memory, and rows of a transaction
MOST_FACTS = 12  # of a filing
FORWARD = f"filing changes {RULES}"
BACKWARD = f"filing changes before {RULES}"  # counts from below up to 0: keys of stories, negated, newest first
NEW_LEADS = frozenset({Kind.LEAD, Kind.LEAD_ALL, Kind.WRITETHRU, Kind.UPDATE, Kind.WRAPUP})
COLUMNS = [field.name for field in FilingChange._meta.concrete_fields if not field.primary_key]


def keep_changes(now: datetime) -> int:
    """Keep what the filings of stories changed that were filed since the last sweep, then of older stories.

    Return the number of changes found. A sweep that was stopped is done again, and two workers do each other no harm.
    """
    count = 0
    for name, (keys, reached) in ((FORWARD, find_changed_stories()), (BACKWARD, find_older_stories())):
        count += sum(map(keep_story, keys))
        if reached is not None:
            Sweep.objects.mark_done(name, reached, now=now)
    return count


def find_changed_stories() -> tuple[list[int], int | None]:
    """Return the keys of the next stories that changed since the last sweep, and how far that is; None for as far."""
    done = Sweep.objects.done_until(FORWARD)
    if done is None:
        return [], Generation.objects.order_by("-total").values_list("total", flat=True).first() or 0
    rows = Generation.objects.filter(story_id__gt=0, total__gt=done).order_by("total")
    totals = list(rows.values_list("total", flat=True)[:STORIES_A_SWEEP])
    if not totals:
        return [], None
    return list(rows.filter(total__lte=totals[-1]).values_list("story_id", flat=True)), totals[-1]


def find_older_stories() -> tuple[list[int], int | None]:
    """Return the keys of the next stories of an archive whose changes were never found, and how far that is."""
    done = Sweep.objects.done_until(BACKWARD)
    if done == 0:
        return [], None
    rows = Story.objects.filter(pk__lt=-done) if done is not None else Story.objects.all()
    keys = list(rows.order_by("-pk").values_list("pk", flat=True)[:STORIES_A_SWEEP])
    return keys, -keys[-1] if keys else 0


def keep_story(story_id: int) -> int:
    """Keep what the filings of a story changed of which that is not known yet; return how many they are."""
    public_story = Filing.public.chain(story_id)
    if public_story is None or not public_story.is_live:
        return 0
    pairs = list(unknown_pairs(public_story))
    slices = (pairs[start : start + FILINGS_AT_ONCE] for start in range(0, len(pairs), FILINGS_AT_ONCE))
    return sum(keep_pairs(public_story, some) for some in slices)


def unknown_pairs(public_story: PublicStory) -> Iterator[tuple[int, int]]:
    """Yield the numbers of filings whose change is not kept, each with that of the text before it.

    Of a chain without moves the filings above the highest number that is kept, and what stands right behind them: copy
    that came late stands between two that are kept.
    """
    shape = public_story.shape
    kept = FilingChange.objects.filter(story=public_story.story_id, rules=RULES)
    is_moved = shape.has_arrivals or bool(shape.gone)
    known = 0 if is_moved else kept.order_by("-number").values_list("number", flat=True).first() or 0
    numbers = range(known + 1, shape.total + 1)
    behind = {number: shape.between(shape.place(number) + 1, shape.place(number) + 2) for number in shape.breaks}
    checked = {*numbers, *(later for number in numbers for later in behind.get(number, ()))}
    for number in sorted(checked):
        before = shape.predecessor(number) if shape.has_words(number) else 0
        if before and shape.has_words(before):
            yield number, before


def keep_pairs(public_story: PublicStory, pairs: Sequence[tuple[int, int]]) -> int:
    """Keep the changes of some filings; return how many there are. None where the story was withdrawn meanwhile."""
    numbers = {number for pair in pairs for number in pair}
    texts = Filing.public.with_filings(public_story, numbers, bodies_of=numbers)
    rows = [
        make_change(old, new)
        for number, before in pairs
        if (old := texts.with_number(before)) and (new := texts.with_number(number))
    ]
    with transaction.atomic():
        is_live = (
            Story.objects.select_for_update(no_key=True).filter(pk=public_story.story_id, state=State.LIVE).exists()
        )
        emptied = Filing.objects.filter(
            story=public_story.story_id, number__in=numbers, taken_down_at__isnull=False
        ).exists()
        if not is_live or emptied:
            return 0
        FilingChange.objects.bulk_create(rows, update_conflicts=True, unique_fields=["filing"], update_fields=COLUMNS)
    return len(rows)


def make_change(old: Filing, new: Filing) -> FilingChange:
    """Return what a filing changed in the text before it."""
    comparison = compare(old.text(), new.text(), budget=READERS_BUDGET)
    facts = merge_places(changed_facts(comparison, new.language))
    unnoted = facts_without_note(
        facts,
        new.note,
        language=new.language,
        is_correction=bool(new.amends),
        is_new_lead=is_new_lead(new),
    )[:MOST_FACTS]
    counts = count_paragraphs(comparison)
    return FilingChange(
        filing=new,
        story_id=new.story_id,
        number=new.number,
        before=old.number,
        place=place_of(new.moved_at, new.pk),
        words=new.words - old.words,
        new_paragraphs=counts[Fate.ADDED],
        cut_paragraphs=counts[Fate.REMOVED],
        moved_paragraphs=counts[Fate.MOVED],
        is_new_headline=any(change.field == "headline" for change in comparison.head_rows),
        facts=[fact.as_data() for fact in facts[:MOST_FACTS]],
        unnoted=[fact.as_data() for fact in unnoted],
        unnoted_weight=max((fact.weight for fact in unnoted), default=0),
        rules=RULES,
    )


def is_new_lead(filing: Filing) -> bool:
    """Return whether a filing has a new top: news of its own, in which a toll may rise."""
    value = filing.designator_value
    return value is not None and not NEW_LEADS.isdisjoint(value.kinds)


def count_paragraphs(comparison: Comparison) -> Counter[Fate]:
    """Return how many paragraphs are new, cut and moved."""
    return Counter(Fate.MOVED if change.has_moved else change.fate for change in comparison.changes)
