"""Words that two texts share: the shortest edit script, slid and cleaned for a reader's eye."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stories.compare.core.tokens import Vocabulary, is_word, pieces
from stories.compare.core.work import Work


class Run(NamedTuple):
    """Run of `size` pieces that are the same in both, from piece `a` of the one and piece `b` of the other."""

    a: int
    b: int
    size: int


class Reading:
    """Text in pieces, and as a string with a character for each piece."""

    __slots__ = ("_starts", "code", "pieces", "text")

    def __init__(self, text: str, cut: list[str], code: str) -> None:
        self.text = text
        self.pieces = cut
        self.code = code
        self._starts: list[int] = []

    @classmethod
    def of(cls, text: str, vocabulary: Vocabulary) -> Reading:
        """Read the text with a vocabulary that both texts share."""
        cut = pieces(text)
        return cls(text, cut, vocabulary.code(cut))

    @property
    def starts(self) -> list[int]:
        """The start of each piece, and the end of the text."""
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self.pieces))]
        return self._starts

    def between(self, start: int, end: int) -> Reading:
        """Return the pieces from start to end as a text of their own."""
        text = self.text[self.starts[start] : self.starts[end]]
        return Reading(text, self.pieces[start:end], self.code[start:end])


Pair = tuple[int, int]

ANCHORED_FROM = 30_000_000  # pairs of pieces, about 5,500 words twice: more are first cut at what is found but once
ANCHOR = 3  # pieces in a row
CLEARLY_SHARED = 0.7  # share of words and signs that leaves no doubt about the words alone
WHOLE_BELOW = 0.4  # share of words under which a reader is better served by the whole old text, then the new
CRUMB_LETTERS = 4  # "of the" between two changed phrases is no landmark
CRUMBLING = 6  # changed words and signs on both sides together, from which on such crumbs go with them
LANDMARK = 4  # words that stand by themselves between changes
CONFETTI = 3  # changes between two landmarks, beyond which the stretch must share enough
STOPS = frozenset(".!?…。！？।۔")
PAUSES = frozenset(",;:—–、，；：،؛")
CLOSING = "\"'”’»)]"


def common_runs(a: str, b: str, work: Work) -> list[Run] | None:
    """Return the runs that a shortest edit script keeps, in order; None if the budget does not reach.

    Of very long texts, stretches that stand in each but once are kept first, and the shortest script is
    looked for between them.
    """
    head = _common_head(a, b)
    tail = _common_head(a[head:][::-1], b[head:][::-1])
    runs = [Run(0, 0, head)] if head else []
    middle = a[head : len(a) - tail], b[head : len(b) - tail]
    if all(middle):
        within = _middle_runs(*middle, work)
        if within is None:
            return None
        runs += [Run(run.a + head, run.b + head, run.size) for run in within]
    return [*runs, Run(len(a) - tail, len(b) - tail, tail)] if tail else runs


def _common_head(a: str, b: str) -> int:
    """Count the characters at the head of both that are the same."""
    least, most = 0, min(len(a), len(b))
    while least < most:
        middle = (least + most + 1) // 2
        if a[least:middle] == b[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _middle_runs(a: str, b: str, work: Work) -> list[Run] | None:
    """Return the runs of texts without a common head or tail; very long ones are cut at anchors first."""
    if len(a) * len(b) <= ANCHORED_FROM:
        return _shortest_script(a, b, work)
    found = anchors(a, b)
    if not found:
        return _shortest_script(a, b, work)
    runs: list[Run] = []
    at_a = at_b = 0
    for anchor in [*found, Run(len(a), len(b), 0)]:
        within = _shortest_script(a[at_a : anchor.a], b[at_b : anchor.b], work) or ()
        runs += [Run(run.a + at_a, run.b + at_b, run.size) for run in within]
        runs.append(anchor)
        at_a, at_b = anchor.a + anchor.size, anchor.b + anchor.size
    return runs[:-1]


def _shortest_script(a: str, b: str, work: Work) -> list[Run] | None:
    """Return the runs that one shortest edit script keeps; None if the budget does not reach."""
    if not work.spend_at_once(len(a) * len(b)):
        return None
    return [Run(*block) for block in Indel.editops(a, b).as_matching_blocks() if block.size]


def common_series(a: Sequence[str], b: Sequence[str], work: Work) -> list[Pair] | None:
    """Return the places of equal texts in the longest series that keeps the order of both; None past the budget."""
    if not work.spend_at_once(len(a) * len(b)):
        return None
    numbers: dict[str, int] = {}
    one, two = ([numbers.setdefault(text, len(numbers)) for text in texts] for texts in (a, b))
    runs = Indel.editops(one, two).as_matching_blocks()
    return [(run.a + step, run.b + step) for run in runs for step in range(run.size)]


def anchors(a: str, b: str) -> list[Run]:
    """Return stretches that stand once in each text, in the longest series that keeps the order of both."""
    places, new_places = _unique_stretches(a), _unique_stretches(b)
    shared = [(place, new_places[words]) for words, place in places.items() if words in new_places]
    chain: list[Run] = []
    for at, new_at in longest_rise(shared):
        last = chain[-1] if chain else Run(0, 0, 0)
        if chain and at - last.a == new_at - last.b <= last.size:
            chain[-1] = Run(last.a, last.b, at - last.a + ANCHOR)
        elif at >= last.a + last.size and new_at >= last.b + last.size:
            chain.append(Run(at, new_at, ANCHOR))
    return chain


def _unique_stretches(text: str) -> dict[str, int]:
    """Return the stretches that the text has but once with their places, in order."""
    stretches = [text[at : at + ANCHOR] for at in range(len(text) - ANCHOR + 1)]
    counts = Counter(stretches)
    return {words: at for at, words in enumerate(stretches) if counts[words] == 1}


def split_by_paragraph(
    runs: Iterable[Run], bounds: Sequence[int], new_bounds: Sequence[int]
) -> Iterator[tuple[Pair, Run]]:
    """Yield runs through several paragraphs as runs within one of each text, with the numbers of the paragraphs.

    The bounds are where paragraphs begin, and where the last one ends; the runs within count from there.
    """
    for a, b, size in runs:
        left = size
        while left:
            i, j = bisect_right(bounds, a) - 1, bisect_right(new_bounds, b) - 1
            step = min(left, bounds[i + 1] - a, new_bounds[j + 1] - b)
            yield (i, j), Run(a - bounds[i], b - new_bounds[j], step)
            a, b, left = a + step, b + step, left - step


def longest_rise(pairs: list[Pair]) -> list[Pair]:
    """Return, of pairs sorted by their first numbers, the most whose second numbers rise too."""
    ends: list[int] = []  # the least second number that a series of each length ends with
    tops: list[int] = []
    before: list[int] = []
    for place, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        tops[length : length + 1] = [place]
    series = []
    place = tops[-1] if tops else -1
    while place >= 0:
        series.append(pairs[place])
        place = before[place]
    return series[::-1]


def make_legible(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs for a reader's eye: insertions at the seams of sentences, no crumbs between changed phrases."""
    return drop_confetti(drop_crumbs(slide_runs(runs, a, b), a, b), a, b)


def slide_runs(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Move pure insertions and deletions along equal words: into the next change, else to the beginning of a clause."""
    settled = [Run(0, 0, 0), *runs, Run(len(a.pieces), len(b.pieces), 0)]
    for place in range(len(settled) - 1):
        before, after = settled[place], settled[place + 1]
        if before.a + before.size == after.a:
            text, start, end = b, before.b + before.size, after.b
        elif before.b + before.size == after.b:
            text, start, end = a, before.a + before.size, after.a
        else:
            continue
        if not _may_slide(text.code, start, end, before.size, after.size):
            continue
        joins = _are_apart(settled[place - 1], before), _are_apart(after, settled[min(place + 2, len(settled) - 1)])
        by = _best_slide(text, start, end, before.size, after.size, joins)
        settled[place] = Run(before.a, before.b, before.size + by)
        settled[place + 1] = Run(after.a + by, after.b + by, after.size - by)
    return [run for run in settled if run.size]


def _may_slide(code: str, start: int, end: int, room_before: int, room_after: int) -> bool:
    """Return whether code[start:end] may be moved by a piece at least without changing either text."""
    if start == end:
        return False
    return bool(room_before and code[start - 1] == code[end - 1]) or bool(room_after and code[start] == code[end])


def _are_apart(run: Run, following: Run) -> bool:
    """Return whether something changed between two runs."""
    return following.a > run.a + run.size or following.b > run.b + run.size


def _best_slide(
    text: Reading, start: int, end: int, room_before: int, room_after: int, joins: tuple[bool, bool]
) -> int:
    """Return by how many pieces text[start:end] is best moved: negative towards the head, 0 where all places are alike.

    `joins`: whether the run before it, and the one after it, stand between this and another change. Where the
    room is used up, two changes become one.
    """
    code = text.code
    left = right = 0
    while left < room_before and code[start - left - 1] == code[end - left - 1]:
        left += 1
    while right < room_after and code[start + right] == code[end + right]:
        right += 1
    joining = {by for by, is_one in zip((-room_before, room_after), joins, strict=True) if by and is_one}
    return max(range(-left, right + 1), key=lambda by: (by in joining, _seam_quality(text, start + by), by == 0, by))


def _seam_quality(text: Reading, at: int) -> int:
    """Return how good a place to begin a change is behind a piece, from 1 to 3."""
    if at == 0:
        return 3
    before = text.pieces[at - 1]
    sign = before.rstrip()
    if sign in CLOSING and at > 1:
        sign = text.pieces[at - 2].rstrip()
    if sign[-1:] in STOPS or "\n" in before:
        return 3
    return 2 if sign in PAUSES else 1


def drop_crumbs(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs without single small words and signs that stand between changed phrases."""
    kept: list[Run] = []
    end_a = end_b = 0
    for run, following in pairwise([*runs, Run(len(a.pieces), len(b.pieces), 0)]):
        if run.size < LANDMARK and _is_crumb(run, a):
            before = max(run.a - end_a, run.b - end_b)
            after = max(following.a - run.a, following.b - run.b) - run.size
            if before and after and before + after >= CRUMBLING:
                continue
        kept.append(run)
        end_a, end_b = run.a + run.size, run.b + run.size
    return kept


def _is_crumb(run: Run, a: Reading) -> bool:
    return len("".join(a.pieces[run.a : run.a + run.size]).rstrip()) <= CRUMB_LETTERS


def drop_confetti(runs: list[Run], a: Reading, b: Reading) -> list[Run]:
    """Return the runs without those of a stretch that is cut into many small changes and shares too little."""
    if sum(run.size < LANDMARK for run in runs) < CONFETTI:
        return runs
    kept: list[Run] = []
    stretch: list[Run] = []
    start_a = start_b = 0
    for run in [*runs, Run(len(a.pieces), len(b.pieces), LANDMARK)]:
        if run.size < LANDMARK:
            stretch.append(run)
            continue
        shared = 2 * sum(small.size for small in stretch)
        if len(stretch) < CONFETTI or shared >= WHOLE_BELOW * (run.a - start_a + run.b - start_b):
            kept += stretch
        kept.append(run)
        stretch = []
        start_a, start_b = run.a + run.size, run.b + run.size
    return kept[:-1]


def is_shared(runs: Sequence[Run], a: Reading, b: Reading, least: float = WHOLE_BELOW) -> bool:
    """Return whether the runs keep enough words of both texts to be shown in one; signs count only without words."""
    kept, both = sum(run.size for run in runs), len(a.code) + len(b.code)
    if 2 * kept >= CLEARLY_SHARED * both:
        return True
    words = sum(map(is_word, a.pieces)) + sum(map(is_word, b.pieces))
    if words:
        kept = sum(is_word(piece) for run in runs for piece in a.pieces[run.a : run.a + run.size])
    return 2 * kept >= least * (words or both)
