"""Questions to the database about a piece of copy: what may be of its story, and its place in the chain.

Which story it is, is found by `stories.matching` from the evidence that is gathered here: copy under its id and those
that it goes on from, copy that goes on from it, copy under its keyword, and copy that shares its rarest terms. Each
query is bounded and answered by an index, so that a piece costs the same however much copy there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from stories import matching
from stories.intake.known_copies import COMPARED, known_copy
from stories.intake.rarities import rarity_of
from stories.matching import Evidence, KnownCopy, Rarity, Thresholds
from stories.models import OPEN_STATES, Item, ItemTerm, Outcome, Source, State, Story, filing_chain, length_of
from stories.models.item import LANGUAGE_MARK
from stories.wire import WireItem

NEAR = timedelta(hours=48)  # AP keeps a keyword for two news days
SAME_DAY = timedelta(hours=24)
KEYWORD_DAYS = timedelta(days=7)  # in which a keyword is seen to be borne by many stories
LINKED_LIMIT = 20  # copies
KEYWORD_LIMIT = 200  # copies, the latest
TERM_LIMIT = 1_000  # rows of the index
STORIES_OF_KEYWORD, STORIES_OF_TERMS = 16, 12  # that are compared
COPIES_LIMIT = 300  # that are compared


def gather_evidence(item: Item, source: Source) -> Evidence:
    """Gather what is known of a source that bears on a piece of its copy. Four to eight queries."""
    rarity = rarity_of(source)
    under_keyword = keyword_rows(item)
    stories = dict.fromkeys(linked_stories(item))
    stories |= dict.fromkeys(nearest_stories(item, under_keyword))
    stories |= dict.fromkeys(stories_sharing_terms(item, source, rarity))
    return Evidence(
        copies=copies_of(stories),
        rarity=rarity,
        stories_of_keyword=len({story for story, _at in under_keyword}),
        thresholds=thresholds_of(source),
    )


def thresholds_of(source: Source) -> Thresholds:
    """Return how sure and how likely a story must be: as the source's page says, else as for all."""
    own = {"sure": source.sure_from, "likely": source.likely_from}
    return Thresholds(**{name: value for name, value in own.items() if value is not None})


def linked_stories(item: Item) -> list[int]:
    """Return the stories of copy with the same id from the same source, or that links lead to in either direction."""
    named = {item.identity, item.identity.partition(LANGUAGE_MARK)[0], *item.follows} - {""}
    if not named:
        return []
    of_source = Item.objects.with_story().filter(source=item.source)
    by_id = of_source.filter(identity__in=named).order_by("-pk").values_list("story_id", flat=True)
    stories = list(by_id[:LINKED_LIMIT])
    if item.identity:
        by_link = of_source.filter(replaces=item.identity).order_by("pk").values_list("story_id", flat=True)
        stories += by_link[:LINKED_LIMIT]
    return stories


def keyword_rows(item: Item) -> list[tuple[int, datetime]]:
    """Return story and time of the copy under the same keyword in the last days, the latest first."""
    if not item.keyword:
        return []
    rows = Item.objects.with_keyword(
        item.source, item.keyword, between=(item.moved_at - KEYWORD_DAYS, item.moved_at + NEAR)
    )
    return list(rows.values_list("story_id", "moved_at")[:KEYWORD_LIMIT])


def nearest_stories(item: Item, rows: Iterable[tuple[int, datetime]]) -> list[int]:
    """Return the stories under the keyword that have copy nearest in time, within two news days."""
    distances = sorted((abs(at - item.moved_at), -story) for story, at in rows)
    near = dict.fromkeys(-story for distance, story in distances if distance <= NEAR)
    return list(near)[:STORIES_OF_KEYWORD]


def stories_sharing_terms(item: Item, source: Source, rarity: Rarity) -> list[int]:
    """Return the stories of copy that shares the most of the rarest terms, weighed by their rarity. Two queries."""
    terms = fit_terms(rarity.terms_to_seek(matching.read_profile(item.profile)))
    between = (item.moved_at - NEAR, item.moved_at + NEAR)
    rows = ItemTerm.objects.filter(source=source, term__in=terms, moved_at__range=between)
    weights: defaultdict[int, float] = defaultdict(float)
    for other, term in rows.order_by().values_list("item_id", "term")[:TERM_LIMIT]:
        weights[other] += rarity.weight(term)
    likeliest = sorted(weights, key=lambda other: (-weights[other], other))[: 2 * STORIES_OF_TERMS]
    stories = dict(Item.objects.with_story().filter(pk__in=likeliest).values_list("pk", "story_id"))
    return list(dict.fromkeys(stories[other] for other in likeliest if other in stories))[:STORIES_OF_TERMS]


def index_terms(item: Item, rarity: Rarity) -> list[str]:
    """Return the terms that a piece of copy is found again by."""
    return fit_terms(rarity.terms_to_keep(matching.read_profile(item.profile)))


def fit_terms(terms: Iterable[str]) -> list[str]:
    """Return terms as the index keeps them."""
    length = length_of(ItemTerm, "term")
    return [term[:length] for term in terms]


def index_item(item: Item) -> None:
    """Keep the rarest terms of a saved piece of copy, so that later copy finds it by them. One query."""
    if item.source is not None:
        terms = index_terms(item, rarity_of(item.source))
        rows = [ItemTerm(item=item, source=item.source, term=term, moved_at=item.moved_at) for term in terms]
        ItemTerm.objects.bulk_create(rows)


def copies_of(stories: Iterable[int]) -> tuple[KnownCopy, ...]:
    """Return the copy of some stories, each text once, the earliest first."""
    rows = Item.objects.filter(story__in=list(stories)).exclude(outcome=Outcome.DUPLICATE).select_related("source")
    latest = rows.only(*COMPARED, "source__time_zone").order_by("-pk")[:COPIES_LIMIT]
    return tuple(known_copy(row) for row in reversed(latest))


def story_with_source(number: int) -> Story:
    """Return a story, or the one that it was joined to."""
    story = Story.objects.select_related("source").get(pk=number)
    while story.state == State.JOINED and story.joined_to_id:
        story = Story.objects.select_related("source").get(pk=story.joined_to_id)
    return story


def stories_in_other_languages(item: Item, piece: WireItem) -> list[Story]:
    """Return the stories of the other languages of an item and of those that it links to, each once.

    What stops the item stops them.
    """
    named = dict.fromkeys(filter(None, (item.identity, *piece.follows)))
    known = [
        Item.objects.in_other_languages(item.source, identity).select_related("story__source") for identity in named
    ]
    return list({other.story.pk: other.story for items in known for other in items if other.story}.values())


def find_begun_by_editor(item: Item) -> Story | None:
    """Return the story that an editor began that day for the same source and keyword, before copy of it came."""
    if not item.keyword:
        return None
    first, last = item.moved_at - SAME_DAY, item.moved_at + SAME_DAY
    begun = Story.objects.filter(source=item.source, slugline__iexact=item.keyword, state__in=OPEN_STATES)
    # Its last change is looked for first, as the desk's list is in that order.
    begun = begun.filter(updated_at__gte=first, created_at__range=(first, last), items=None)
    return begun.select_related("source").order_by("-updated_at", "-pk").first()


def filing_before(item: Item, story: Story) -> int | None:
    """Return the number of the filing that late copy follows, 0 where it opens the chain; None for the newest copy."""
    rows = Item.objects.of(story).select_related("source").only(*COMPARED, "source__time_zone")
    chain = [earlier for earlier in rows if earlier.outcome != Outcome.LATE or earlier.filing_id]
    mine, known = known_copy(item), {earlier.pk: known_copy(earlier) for earlier in chain}
    if not any(matching.precedes(mine, other) for other in known.values()):
        return None
    copies = {earlier.filing_id: known[earlier.pk] for earlier in chain if earlier.filing_id}
    ordered = [
        (filing.number, matching.precedes(mine, copies[filing.pk]))
        for filing in filing_chain(story)
        if filing.pk in copies
    ]
    before = [number for number, _ in takewhile(lambda filed: not filed[1], ordered)]
    return before[-1] if before else 0
