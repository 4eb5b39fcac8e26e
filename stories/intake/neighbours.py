"""Copy of a source beside which new copy of it is looked at: gathered in few queries for all that arrives together.

Which story copy belongs to is found by `stories.matching` from the evidence that is gathered here: copy under its id
and those that it goes on from, copy that goes on from it, copy under its keyword, and copy that shares its rarest
terms. Each query is bounded and answered by an index, so that a piece costs the same however much copy there is.
What was taken is added, so that the next piece of the same arrival is looked at beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models.functions import Lower

from stories.intake import stops
from stories.intake.known_copies import KeptCopy, copies_in_stories, copy_of_item
from stories.intake.near_rows import rows_with_keywords, rows_with_terms
from stories.intake.pieces import ArrivingItem
from stories.intake.rarities import rarity_of
from stories.intake.same_copy import load_same_copies
from stories.intake.term_mentions import TermMentions
from stories.matching import Evidence, Rarity, Thresholds
from stories.models import OPEN_STATES, Item, ItemTerm, Outcome, Source, Story
from stories.models.columns import length_of
from stories.models.item import LANGUAGE_MARK

SAME_DAY = timedelta(hours=24)
NEAR = timedelta(hours=48)  # AP keeps a keyword for two news days
MOST_APART = timedelta(hours=24)  # between pieces that are looked for in one span of time
KEYWORD_DAYS = timedelta(days=7)  # in which a keyword is seen to be borne by many stories
SAME_LIMIT = 200  # rows for a piece
LINKED_LIMIT = 40
KEYWORD_LIMIT = 200  # the latest
TERM_LIMIT = 1_000  # of the index
STORIES_OF_KEYWORD = 16  # that are compared, the nearest in time
COPIES_LIMIT = 400  # that are compared
TERM_LENGTH = length_of(ItemTerm, "term")
TEXT_COLUMNS = (
    *("text_digest", "folded_digest", "identity", "version", "moved_at", "rank", "keyword", "dated_on", "language"),
    "story_id",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of copy as far as it says where other copy belongs. The story is None for copy that has none."""

    number: int
    story: int | None
    moved_at: datetime


class Neighbours:
    """Copy of one source that pieces which arrive together are looked at beside.

    The rows of the pieces are not saved yet. `add` those that were taken, with their stories.
    """

    def __init__(self, source: Source, arriving: Sequence[ArrivingItem]) -> None:
        self.source = source
        self.texts: defaultdict[tuple[object, ...], list[Mention]] = defaultdict(list)
        self.words: defaultdict[tuple[object, ...], list[Mention]] = defaultdict(list)
        self.names: defaultdict[str, list[Mention]] = defaultdict(list)
        self.replaced: defaultdict[str, list[Mention]] = defaultdict(list)
        self.keywords: defaultdict[str, list[Mention]] = defaultdict(list)
        self.terms: defaultdict[str, TermMentions] = defaultdict(TermMentions)
        self.copies: dict[int, list[KeptCopy]] = {}
        self.stopped: set[str] = set()  # ids of items that were stopped before any story of them was there
        self.stopped_headlines: defaultdict[str, list[datetime]] = defaultdict(list)  # by digest, when it was stopped
        self.begun: defaultdict[str, list[Story]] = defaultdict(list)  # by editors, by their sluglines
        self.same_copies: dict[int, Item] = {}
        self.gather(arriving)

    @cached_property
    def rarity(self) -> Rarity:
        """How rare each term is in the last copy of the source. One query or two, which known texts do without."""
        return rarity_of(self.source)

    def gather(self, arriving: Sequence[ArrivingItem]) -> None:
        """Gather what the pieces may be compared with. Nine queries, however many they are; two for known texts."""
        self.find_texts([one.item for one in arriving])
        self.load_same_copies(self.same_text(one.item) for one in arriving)
        new = [one for one in arriving if self.same_text(one.item) is None]
        if not new:
            return
        sought = [self.rarity.terms_to_seek(one.profile) for one in new]
        self.find_terms(new, sought)
        items = [one.item for one in new]
        self.find_words(items)
        self.find_names(items)
        self.find_keywords(items)
        self.find_begun(items)
        self.find_stopped_headlines(one.headline_digest for one in new)
        self.load(story for one, terms in zip(items, sought, strict=True) for story in self.stories_beside(one, terms))

    def find_texts(self, arriving: Sequence[Item]) -> None:
        """Find copy with the same text."""
        earlier = Item.objects.with_story().filter(source=self.source).only(*TEXT_COLUMNS)
        digests = {item.text_digest for item in arriving}
        for item in earlier.filter(text_digest__among=digests)[: SAME_LIMIT * len(arriving)]:
            self.texts[text_key(item)].append(mention(item))

    def find_words(self, arriving: Sequence[Item]) -> None:
        """Find copy with the same words."""
        earlier = Item.objects.with_story().filter(source=self.source).only(*TEXT_COLUMNS)
        digests = {item.folded_digest for item in arriving} - {""}
        for item in earlier.filter(folded_digest__among=digests)[: SAME_LIMIT * len(arriving)] if digests else ():
            self.words[words_key(item)].append(mention(item))

    def find_names(self, arriving: Sequence[Item]) -> None:
        """Find copy under the ids of the pieces and of what they go on from, and copy that goes on from them."""
        most = LINKED_LIMIT * len(arriving)
        earlier = Item.objects.filter(source=self.source).only(
            "identity", "replaces", "story_id", "moved_at", "outcome"
        )
        names = {name for item in arriving for name in names_of(item)}
        for item in earlier.filter(identity__among=names)[:most] if names else ():
            self.note_name(item)
        own = {item.identity for item in arriving} - {""}
        for item in earlier.filter(replaces__among=own, story__isnull=False)[:most] if own else ():
            self.replaced[item.replaces].append(mention(item))

    def note_name(self, item: Item) -> None:
        """Note the id of a piece of copy: it leads to its story, or says that its source stopped it before."""
        if item.story_id is not None:
            self.names[item.identity].append(mention(item))
        elif item.outcome == Outcome.WAITING:
            self.stopped.add(item.identity)

    def find_keywords(self, arriving: Sequence[Item]) -> None:
        """Find copy under the keywords of the pieces, of the last days. A query for each part of time."""
        found: set[tuple[str, Mention]] = set()  # each once: the spans of the parts overlap
        for items in part_by_time([item for item in arriving if item.keyword]):
            keywords, near = {item.keyword for item in items}, span(items, KEYWORD_DAYS, NEAR)
            rows = rows_with_keywords(self.source, keywords, near, most=KEYWORD_LIMIT * len(items))
            found.update((keyword, Mention(number, story, moved_at)) for keyword, number, story, moved_at in rows)
        for keyword, one in found:
            self.keywords[keyword].append(one)

    def find_begun(self, arriving: Sequence[Item]) -> None:
        """Find the stories that editors began under the keywords of the pieces, before copy of them came."""
        keywords = {item.keyword for item in arriving} - {""}
        if keywords:
            keywords |= {keyword.lower() for keyword in keywords}  # the same, but for Cherokee
            named = Story.objects.alias(line=Lower("slugline")).filter(source=self.source, line__among=keywords)
            of_days = named.filter(created_at__range=span(arriving, SAME_DAY, SAME_DAY))
            for story in of_days.filter(state__in=OPEN_STATES, items=None).defer("body"):
                self.begun[story.slugline.lower()].append(story)

    def find_stopped_headlines(self, digests: Iterable[str]) -> None:
        """Find the headlines of the pieces that stops named before them."""
        for digest, at in stops.find_stopped_headlines(self.source, digests):
            self.stopped_headlines[digest].append(at)

    def load_same_copies(self, numbers: Iterable[int | None]) -> None:
        """Load copy that is the same as some pieces. One query, where there is any."""
        unknown = {number for number in numbers if number is not None} - self.same_copies.keys()
        if unknown:
            self.same_copies |= load_same_copies(unknown)

    def find_terms(self, arriving: Sequence[ArrivingItem], sought: Sequence[list[str]]) -> None:
        """Find copy that shares terms which the pieces are found by. A query for each part of time.

        One query for all parts is answered by reading whatever the source has.
        """
        terms = {id(one.item): fit_terms(of_one) for one, of_one in zip(arriving, sought, strict=True)}
        found: defaultdict[str, set[tuple[datetime, int]]] = defaultdict(
            set
        )  # each once: the spans of the parts overlap
        for items in part_by_time([one.item for one in arriving]):
            wanted = {term for item in items for term in terms[id(item)]}
            near = span(items, NEAR, NEAR)
            for term, moved_at, story in rows_with_terms(self.source, wanted, near, most=TERM_LIMIT * len(items)):
                found[term].add((moved_at, story))
        for term, mentions in found.items():
            self.terms[term] = TermMentions(mentions)

    def load(self, stories: Iterable[int]) -> None:
        """Load the copy of stories that was not loaded yet. One query, where there are any."""
        unknown = {story for story in stories if story not in self.copies}
        self.copies |= {story: [] for story in unknown}
        for kept in (
            copies_in_stories(unknown, self.source, most=COPIES_LIMIT * (1 + len(unknown) // 40)) if unknown else ()
        ):
            self.copies[kept.copy.story or 0].append(kept)

    def linked_stories(self, item: Item) -> set[int]:
        """Return the stories under the ids of a piece that is new, and of what it goes on from."""
        if self.same_text(item) is not None:
            return set()
        linked = (other.story for name in names_of(item) for other in self.names.get(name, ()))
        return {story for story in linked if story is not None}

    def expected_stories(self, item: Item) -> set[int]:
        """Return the stories that a piece is likely of: those under its ids, or the nearest one under its keyword."""
        if self.same_text(item) is not None:
            return set()
        nearest = self.stories_under_keyword(item)[:1] if item.keyword else []
        return self.linked_stories(item) or {story for story in nearest if story is not None}

    def stories_beside(self, item: Item, sought: Sequence[str]) -> list[int]:
        """Return the stories that a piece may belong to: linked, under its keyword, or with terms that it seeks."""
        linked = [mention for name in sorted(names_of(item)) for mention in self.names[name]]
        linked += self.replaced[item.identity] if item.identity else []
        under_keyword = self.stories_under_keyword(item)
        stories = [*(other.story for other in linked), *under_keyword, *self.stories_sharing_terms(item, sought)]
        return list(dict.fromkeys(story for story in stories if story is not None))

    def stories_under_keyword(self, item: Item) -> list[int | None]:
        """Return the stories under the keyword of a piece whose copy is nearest in time, within two news days."""
        near = [other for other in self.keywords[item.keyword] if abs(other.moved_at - item.moved_at) <= NEAR]
        near.sort(key=lambda other: (abs(other.moved_at - item.moved_at), -other.number))
        return list(dict.fromkeys(other.story for other in near))[:STORIES_OF_KEYWORD]

    def stories_sharing_terms(self, item: Item, sought: Sequence[str]) -> list[int]:
        """Return the stories of copy that shares most of the terms that tell most."""
        known = ((term, self.terms.get(fit_term(term))) for term in sought)
        return self.rarity.best_stories(
            {term: mentions.near(item.moved_at, NEAR) for term, mentions in known if mentions is not None}
        )

    def evidence(self, arriving: ArrivingItem, *, write: Callable[[], None]) -> Evidence:
        """Return what bears on finding the story of a piece; `write` is called before more copy is loaded."""
        item, sought = arriving.item, self.rarity.terms_to_seek(arriving.profile)
        stories = self.stories_beside(item, sought)
        if not self.copies.keys() >= set(stories):
            write()
            self.load(stories)
        under_keyword = {
            other.story
            for other in self.keywords[item.keyword]
            if -NEAR <= item.moved_at - other.moved_at <= KEYWORD_DAYS
        }
        return Evidence(
            copies=tuple(kept.copy for story in stories for kept in self.copies[story]),
            rarity=self.rarity,
            stories_of_keyword=len(under_keyword),
            thresholds=thresholds_of(self.source),
        )

    def copies_of(self, story: int) -> list[KeptCopy]:
        """Return the copy of a story, each text once."""
        self.load([story])
        return self.copies[story]

    def same_text(self, item: Item) -> int | None:
        """Return the first copy that is the same: id, version and text; or, where there is no id, source and text."""
        same = [other.number for other in self.texts[text_key(item)] if is_same_time(item, other)]
        return min(same, default=None)

    def same_words(self, item: Item) -> list[int]:
        """Return the copy with the same words, rank and language within a day, the first first."""
        same = self.words[words_key(item)] if item.folded_digest else []
        return sorted(other.number for other in same if abs(other.moved_at - item.moved_at) <= SAME_DAY)

    def begun_by_editor(self, item: Item) -> Story | None:
        """Return the story that an editor began that day for the keyword of a piece, before copy of it came."""
        begun = self.begun.get(item.keyword.lower(), [])
        of_day = [story for story in begun if abs(story.created_at - item.moved_at) <= SAME_DAY]
        return max(of_day, key=lambda story: (story.updated_at, story.pk), default=None)

    def was_named_by_stop(self, arriving: ArrivingItem) -> bool:
        """Return whether a stop of the last day that still waits for its story named the headline of a piece."""
        since = arriving.item.received_at - stops.WAITS_FOR
        return any(at >= since for at in self.stopped_headlines[arriving.headline_digest])

    def was_stopped(self, item: Item) -> bool:
        """Return whether its source stopped an item, or the one that it is a language of, before a story was there."""
        return bool(self.stopped & {item.identity, item.identity.partition(LANGUAGE_MARK)[0]})

    def terms_to_keep(self, arriving: ArrivingItem) -> list[str]:
        """Return the terms by which later copy finds a piece; none for a duplicate, and without a story."""
        if arriving.item.story_id is None or arriving.item.outcome == Outcome.DUPLICATE:
            return []
        return fit_terms(self.rarity.terms_to_keep(arriving.profile))

    def add(self, arriving: ArrivingItem, terms: Iterable[str], *, opened: bool) -> None:
        """Add a piece that was taken. A story that it opened has no other copy."""
        item = arriving.item
        if item.identity:
            self.note_name(item)
        if item.story_id is None:
            if item.outcome == Outcome.WAITING:
                self.stopped_headlines[item.folded_digest].append(item.received_at)
            return
        for begun in self.begun.values():
            begun[:] = [story for story in begun if story.pk != item.story_id]
        here = mention(item)
        for term in terms:
            self.terms[term].add(item.moved_at, item.story_id)
        self.texts[text_key(item)].append(here)
        if item.folded_digest:
            self.words[words_key(item)].append(here)
        if item.replaces:
            self.replaced[item.replaces].append(here)
        if item.keyword:
            self.keywords[item.keyword].append(here)
        if opened:
            self.copies[item.story_id] = []
        if item.outcome != Outcome.DUPLICATE and item.story_id in self.copies:
            copy = copy_of_item(item, arriving.profile, zone=self.source.zone)
            is_in_chain = item.outcome != Outcome.LATE or item.filing_id is not None
            self.copies[item.story_id].append(KeptCopy(copy, item.filing_id, is_in_chain))


def mention(item: Item) -> Mention:
    """Return a row as a mention."""
    return Mention(item.pk, item.story_id, item.moved_at)


def names_of(item: Item) -> set[str]:
    """Return the ids that lead to the story of a piece: its own, its first language's, and those it goes on from."""
    return {item.identity, item.identity.partition(LANGUAGE_MARK)[0], *item.follows} - {""}


def text_key(item: Item) -> tuple[object, ...]:
    """Return what the same copy has in common: text, id and version; or, where there is no id, text and head."""
    if item.identity:
        return item.text_digest, item.identity, item.version
    return item.text_digest, "", item.rank, item.keyword, item.dated_on


def words_key(item: Item) -> tuple[object, ...]:
    """Return what copy that came by another route has in common."""
    return item.folded_digest, item.rank, item.language


def is_same_time(item: Item, other: Mention) -> bool:
    """Return whether earlier copy with the text of a piece is of its version time, where its id and time are known."""
    return not (item.identity and item.is_timed) or other.moved_at == item.moved_at


def part_by_time(arriving: Sequence[Item]) -> list[list[Item]]:
    """Return pieces in parts of a day: what moved weeks apart is not looked for in all that is between."""
    parts: list[list[Item]] = []
    for item in sorted(arriving, key=lambda item: item.moved_at):
        if not parts or item.moved_at > parts[-1][0].moved_at + MOST_APART:
            parts.append([])
        parts[-1].append(item)
    return parts


def span(arriving: Sequence[Item], before: timedelta, after: timedelta) -> tuple[datetime, datetime]:
    """Return the span of time around pieces of copy; late copy may look for a story that is ahead of it."""
    times = [item.moved_at for item in arriving]
    return min(times) - before, max(times) + after


def fit_terms(terms: Iterable[str]) -> list[str]:
    """Return terms as the index keeps them."""
    return [fit_term(term) for term in terms]


def fit_term(term: str) -> str:
    """Return a term as the index keeps it."""
    return term[:TERM_LENGTH]


def thresholds_of(source: Source) -> Thresholds:
    """Return how sure and how likely a story must be: as the source's page says, else as for all."""
    own = {"sure": source.sure_from, "likely": source.likely_from}
    return Thresholds(**{name: value for name, value in own.items() if value is not None})
