"""The pairs of paragraphs of two texts: by likeness and in order first, the moved ones after."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from stories.compare.core.words import WHOLE_BELOW, Pair, anchors, common_series, longest_rise, split_by_paragraph
from stories.compare.core.work import Work
from stories.compare.likeness import (
    PART,
    PART_PIECES,
    SURE,
    Hit,
    Side,
    find_absorbed_parts,
    find_spill,
    heaviest_chain,
    hits,
    measure,
    stands_out,
)
from stories.compare.telling_words import TELLING, common_weight, weigh_words

MOVED_ALIKE = 0.65  # likeness from which a changed paragraph at another place has moved
APART = 0.2  # by which a moved paragraph is more like its old self than like anything else
MOVED_WORDS = 8  # least words of a paragraph that moved and changed
REPEATED_WORDS = 4  # least words of an unchanged one whose text stands in the copy more than once
SHAKEN = 0.15  # share of paragraphs missing here and there, from which on equal ones may have been paired wrongly
FEW = 400  # pairs of paragraphs up to which a single one is enough, as it costs little to look
SPILLED = 15  # letters that a paragraph must have lost or won, before its neighbours are asked for them
REWRITTEN = 64  # pairs of paragraphs between two that stayed, up to which those written anew are looked for
SETTLED = 1_000  # moves, beyond which what stays and what moves is left as it was found
PAIR_STANDING = 10**18  # weight of a paragraph that stands still, beyond all that kept their numbers,
NUMBERED = 10**9  # and of one that kept its number, beyond all letters


class Gap(NamedTuple):
    """Paragraphs without a partner between two pairs, which may be the ends of the texts."""

    before: Pair
    after: Pair
    olds: list[int]
    news: list[int]


class Alignment:
    """Pairs of paragraphs that stay in order, and pairs that moved; numbers from 0.

    A paragraph that was split or joined is in more pairs than one. What is in none was removed or added.
    """

    def __init__(self, old: Side, new: Side, work: Work) -> None:
        self.old, self.new, self.work = old, new, work
        self.pairs = equal_in_order(old.texts, new.texts, work)
        self.moved: list[Pair] = []
        self._free_old = set(range(len(old.texts))) - {i for i, _ in self.pairs}
        self._free_new = set(range(len(new.texts))) - {j for _, j in self.pairs}
        if self._is_shaky() and not work.has_given_up:
            self._realign()
        self._move_unchanged()
        near: list[Hit] = []
        if self._free_old and self._free_new and not work.has_given_up:
            near = self._hits_in_gaps()
            self._pair(near, SURE)
            self._move_changed(near)
        self._settle()
        if not work.has_given_up:
            self._part()
            sure = len(self.pairs)
            self._pair(near, WHOLE_BELOW)
            self._pair_telling()
            if len(self.pairs) > sure:
                self._part()
            self._spill()

    def gaps(self) -> list[Gap]:
        """Return the places with paragraphs that have no partner, in order."""
        found: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in sorted(self._free_old):
            found[bisect_left(self.pairs, (i, 0))][0].append(i)
        for j in sorted(self._free_new):
            found[bisect_left(self.pairs, j, key=itemgetter(1))][1].append(j)
        ends = (-1, -1), (len(self.old.texts), len(self.new.texts))
        return [
            Gap(
                self.pairs[place - 1] if place else ends[0],
                self.pairs[place] if place < len(self.pairs) else ends[1],
                *found[place],
            )
            for place in sorted(found)
        ]

    def _is_shaky(self) -> bool:
        """Return whether copy that repeats itself had equal paragraphs paired, and much is missing here and there."""
        texts, new_texts = self.old.texts, self.new.texts
        repeated = {text for counts in (self._old_counts, self._new_counts) for text in counts if counts[text] > 1}
        if not any(text in self._old_counts and text in self._new_counts for text in repeated):
            return False
        missing = sum(abs(len(gap.olds) - len(gap.news)) for gap in self.gaps()) - abs(len(texts) - len(new_texts))
        return missing > (0 if len(texts) * len(new_texts) <= FEW else SHAKEN * max(len(texts), len(new_texts)))

    def _realign(self) -> None:
        """Pair anew by likeness, equal paragraphs among the others."""
        olds, news = range(len(self.old.texts)), range(len(self.new.texts))
        found = heaviest_chain(hits(self.old, olds, self.new, news, SURE, self.work))
        if sum(hit.shared for hit in found) > sum(len(self.old.code(i)) for i, _ in self.pairs):
            self._free_old, self._free_new = set(olds), set(news)
            self.pairs = []
            for hit in found:
                self._keep(hit.old, hit.new)

    def _hits_in_gaps(self) -> list[Hit]:
        """Return the paragraphs that are alike at the same place."""
        gaps = [gap for gap in self.gaps() if gap.olds and gap.news]
        return [hit for gap in gaps for hit in hits(self.old, gap.olds, self.new, gap.news, WHOLE_BELOW, self.work)]

    def _pair(self, near: list[Hit], least: float) -> None:
        """Pair paragraphs that are so much alike, in order, so that the most words stay."""
        alike = [hit for hit in near if hit.likeness >= least and self._are_free(hit) and self._fits(hit.old, hit.new)]
        for hit in heaviest_chain(alike):
            self._keep(hit.old, hit.new)

    def _pair_telling(self) -> None:
        """Pair paragraphs between kept neighbours that were written anew: most names and figures are the same."""
        for gap in self.gaps():
            if not 0 < len(gap.olds) * len(gap.news) <= REWRITTEN:
                continue
            words, new_words = (
                {place: weigh_words(side.texts[place]) for place in places}
                for side, places in ((self.old, gap.olds), (self.new, gap.news))
            )
            shares = ((i, j, common_weight(words[i], new_words[j])) for i in gap.olds for j in gap.news)
            for hit in heaviest_chain([Hit(i, j, share, share) for i, j, share in shares if share >= TELLING]):
                self._keep(hit.old, hit.new)

    def _are_free(self, hit: Hit) -> bool:
        return hit.old in self._free_old and hit.new in self._free_new

    def _fits(self, i: int, j: int) -> bool:
        """Return whether the pair crosses none of those that stay."""
        place = bisect_left(self.pairs, (i, j))
        before = self.pairs[place - 1] if place else (-1, -1)
        after = self.pairs[place] if place < len(self.pairs) else (i, j)
        return before[1] <= j <= after[1]

    def _keep(self, i: int, j: int) -> None:
        """Take a pair in order, if it crosses none."""
        if self._fits(i, j):
            insort(self.pairs, (i, j))
            self._free_old.discard(i)
            self._free_new.discard(j)

    def _move(self, i: int, j: int) -> None:
        self.moved.append((i, j))
        self._free_old.discard(i)
        self._free_new.discard(j)

    def _move_unchanged(self) -> None:
        """Find the paragraphs that stand at another place word for word."""
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for i in sorted(self._free_old, reverse=True):
            waiting[self.old.texts[i]].append(i)
        for j in sorted(self._free_new):
            text = self.new.texts[j]
            if waiting.get(text) and self._is_telling(text):
                self._move(waiting[text].pop(), j)

    def _is_telling(self, text: str) -> bool:
        """Return whether a text found at another place must be the one that stood elsewhere."""
        if measure(text) >= REPEATED_WORDS:
            return True
        return bool(text.strip()) and self._old_counts[text] == 1 == self._new_counts[text]

    @cached_property
    def _old_counts(self) -> Counter[str]:
        return Counter(self.old.texts)

    @cached_property
    def _new_counts(self) -> Counter[str]:
        return Counter(self.new.texts)

    def _move_changed(self, near: list[Hit]) -> None:
        """Find the paragraphs that stand at another place with some words changed."""
        olds = [i for i in sorted(self._free_old) if measure(self.old.texts[i]) >= MOVED_WORDS]
        news = [j for j in sorted(self._free_new) if measure(self.new.texts[j]) >= MOVED_WORDS]
        if not (olds and news):
            return
        if len(self.gaps()) > 1:
            near = hits(self.old, olds, self.new, news, MOVED_ALIKE, self.work)
        alike = [hit for hit in near if hit.likeness >= MOVED_ALIKE and self._may_move(hit.old, hit.new)]
        for hit in sorted(alike, key=lambda hit: -hit.shared):
            if self._are_free(hit) and self._stands_out(hit.old, hit.new, hit.likeness - APART):
                self._move(hit.old, hit.new)

    def _stands_out(self, i: int, j: int, below: float) -> bool:
        """Return whether both are less like what is around either than that: copy that repeats itself does not move."""
        return stands_out(self.new.code(j), self.old, i, below) and stands_out(self.old.code(i), self.new, j, below)

    def _settle(self) -> None:
        """Choose what stays: as few paragraphs as possible have moved.

        Of equal choices those that kept their number stand still, then the longest.
        """
        if not self.moved or len(self.moved) > SETTLED:
            return
        by_new = itemgetter(1)
        ends = {bisect_left(self.pairs, pair) for pair in self.moved}
        ends |= {bisect_left(self.pairs, j, key=by_new) for _, j in self.moved}
        stretches = [self.pairs[first:last] for first, last in pairwise([0, *sorted(ends), len(self.pairs)])]
        groups = {group[0]: group for group in [*stretches, *([pair] for pair in self.moved)] if group}
        weighed = [Hit(*first, 1.0, sum(self._weight(*pair) for pair in group)) for first, group in groups.items()]
        staying = {(hit.old, hit.new) for hit in heaviest_chain(weighed)}
        self.pairs = [pair for first in sorted(staying) for pair in groups[first]]
        moved, self.moved = self.moved, [pair for pair in self.moved if pair not in staying]
        for pair in (pair for first in groups.keys() - staying - set(moved) for pair in groups[first]):
            self._let_go(*pair)
        self._move_unchanged()  # what was let go may stand elsewhere word for word
        self._keep_unmoved()

    def _keep_unmoved(self) -> None:
        """Keep in order what passed none of those that stay."""
        for pair in self.moved.copy():
            if self._fits(*pair):
                self.moved.remove(pair)
                self._keep(*pair)

    def _weight(self, i: int, j: int) -> int:
        """Return the weight of a pair that stays; one that may not move, as it tells too little, has less."""
        text = self.old.texts[i]
        may_move = (text == self.new.texts[j] and text.count(" ") >= REPEATED_WORDS) or self._may_move(i, j)
        return PAIR_STANDING * may_move + NUMBERED * (i == j) + len(text)

    def _may_move(self, i: int, j: int) -> bool:
        if self._is_unchanged(i, j):
            return self._is_telling(self.old.texts[i])
        return min(measure(self.old.texts[i]), measure(self.new.texts[j])) >= MOVED_WORDS

    def _let_go(self, i: int, j: int) -> None:
        """Take a pair out of the order: it moved, or its paragraphs are free again."""
        if self._may_move(i, j):
            self.moved.append((i, j))
        else:
            self._free_old.add(i)
            self._free_new.add(j)

    def _part(self) -> None:
        """Find paragraphs that were split or joined."""
        for gap in self.gaps():
            self._extend(gap)
        for gap in self.gaps():
            self._scatter(gap)

    def _spill(self) -> None:
        """Find words at the end of a paragraph that now begin the next one, or the other way round."""
        pairs = self.pairs.copy()
        grown = [len(self.new.texts[j]) - len(self.old.texts[i]) for i, j in pairs]
        for place, (before, after) in enumerate(pairwise(grown)):
            if max(before, after) < SPILLED or min(before, after) > -SPILLED:
                continue
            (i, j), (k, m) = pairs[place : place + 2]
            if k - i != 1 or m - j != 1:
                continue
            olds, news = (self.old.code(i), self.old.code(k)), (self.new.code(j), self.new.code(m))
            forward = find_spill(olds, news, self.work)
            if forward is not None:
                self._keep(*((i, m) if forward else (k, j)))

    def _is_unchanged(self, i: int, j: int) -> bool:
        return self.old.texts[i] == self.new.texts[j]

    def _extend(self, gap: Gap) -> None:
        """Give the paragraphs around a gap what was split off from them, or joined to them."""
        for (i, j), step in ((gap.before, 1), (gap.after, -1)):
            if not 0 <= i < len(self.old.texts):
                continue
            grown = len(self.new.texts[j]) - len(self.old.texts[i])
            if gap.news and grown <= -SPILLED:
                news = [(place, self.new.code(place)) for place in gap.news if place in self._free_new]
                for place in find_absorbed_parts(self.old.code(i), self._partners(i), news[::step], self.work, step):
                    self._keep(i, place)
            if gap.olds and grown >= SPILLED:
                olds = [(place, self.old.code(place)) for place in gap.olds if place in self._free_old]
                for place in find_absorbed_parts(
                    self.new.code(j), self._old_partners(j), olds[::step], self.work, step
                ):
                    self._keep(place, j)

    def _partners(self, i: int) -> str:
        """Return the words of the new paragraphs that an old one is paired with."""
        mine = self.pairs[bisect_left(self.pairs, (i, 0)) : bisect_left(self.pairs, (i + 1, 0))]
        return "".join(self.new.code(j) for _, j in mine)

    def _old_partners(self, j: int) -> str:
        by_new = itemgetter(1)
        mine = self.pairs[bisect_left(self.pairs, j, key=by_new) : bisect_left(self.pairs, j + 1, key=by_new)]
        return "".join(self.old.code(i) for i, _ in mine)

    def _scatter(self, gap: Gap) -> None:
        """Find paragraphs that were cut into so many that none of them is like the whole."""
        if not gap.news or not gap.olds:
            return
        olds, news = [self.old.code(i) for i in gap.olds], [self.new.code(j) for j in gap.news]
        bounds, new_bounds = [0, *accumulate(map(len, olds))], [0, *accumulate(map(len, news))]
        found: Counter[Pair] = Counter()
        for pair, run in split_by_paragraph(anchors("".join(olds), "".join(news)), bounds, new_bounds):
            found[pair] += run.size
        for (i, j), size in found.items():
            if size >= max(PART_PIECES, PART * min(len(olds[i]), len(news[j]))):
                self._keep(gap.olds[i], gap.news[j])


def equal_in_order(old: Sequence[str], new: Sequence[str], work: Work) -> list[Pair]:
    """Return the pairs of the longest run of paragraphs that are the same in the same order."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    pairs = [(place, place) for place in range(head)]
    middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle and new_middle:
        pairs += [(i + head, j + head) for i, j in _pair_equal(middle, new_middle, work)]
    return pairs + [(len(old) - place, len(new) - place) for place in range(tail, 0, -1)]


def _pair_equal(old: Sequence[str], new: Sequence[str], work: Work) -> Iterable[Pair]:
    """Return the pairs of equal paragraphs in the longest run that keeps the order of both texts."""
    counts, new_counts = Counter(old), Counter(new)
    olds = [i for i, text in enumerate(old) if text in new_counts]
    news = [j for j, text in enumerate(new) if text in counts]
    repeated = any(counts[old[i]] > 1 for i in olds) or any(new_counts[new[j]] > 1 for j in news)
    if repeated:
        pairs = common_series([old[i] for i in olds], [new[j] for j in news], work)
        if pairs is not None:
            return [(olds[a], news[b]) for a, b in pairs]
    places = {new[j]: j for j in news if new_counts[new[j]] == 1}
    return longest_rise([(i, places[old[i]]) for i in olds if counts[old[i]] == 1 and old[i] in places])
