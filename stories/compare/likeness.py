"""The likeness of paragraphs, and the heaviest run of pairs that keeps the order of both texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from stories.compare.core.tokens import Vocabulary
from stories.compare.core.words import Pair, Reading
from stories.compare.core.work import Work

SURE = 0.6  # likeness from which a paragraph at the same place is the same one
AROUND = 12  # paragraphs before and after a place
LIKEST = 8  # paragraphs anywhere else in a long text
LOOKED_AT = 1_000_000  # pairs of paragraphs, beyond which only those at about the same place are looked at
COUNTED_FIRST = 1_000_000  # pairs of pieces from which on words are counted before their order is looked at
OF_HIT = 4_000  # what it costs to weigh one pair against the others
PART = 0.7  # share of a paragraph's words that stand in its neighbour's partner: it was split off, or joined
PART_PIECES = 4
SPILLED_PIECES = 6  # least words and signs that pass from a paragraph into the next one
LONG_WORD = 6  # letters and a blank that a word of English has
CHEAPER = 4  # a likeness costs a quarter of an edit script, as nothing has to be traced back


class Side:
    """Paragraphs of one text, each read into pieces when it is first needed.

    `names` are the words by which they are found to be alike, where those are others.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary, names: Sequence[str] | None = None) -> None:
        self.texts = texts
        self._names = names or texts
        self._vocabulary = vocabulary
        self._readings: dict[int, Reading] = {}

    def reading(self, place: int) -> Reading:
        """Return a paragraph in pieces."""
        if place not in self._readings:
            self._readings[place] = Reading.of(self._names[place], self._vocabulary)
        return self._readings[place]

    def code(self, place: int) -> str:
        """Return a paragraph as a string with a character for each piece."""
        return self.reading(place).code


def measure(text: str) -> int:
    """Return about how many words a text has: half its characters where no blank parts them.

    Long words count as more than one: Arabic writes "and the" as a part of the word behind them.
    """
    blanks = text.count(" ")
    return max(blanks + 1, len(text) // LONG_WORD) if blanks else len(text) // 2


class Hit(NamedTuple):
    """Pair of paragraphs that are alike: by how much, from 0 to 1, and the number of pieces they share in order."""

    old: int
    new: int
    likeness: float
    shared: float


def hits(old: Side, olds: Sequence[int], new: Side, news: Sequence[int], least: float, work: Work) -> list[Hit]:
    """Return pairs of the given paragraphs that are at least so much alike; none if the budget does not reach.

    Of many new ones, those at about the same place; if none of them is surely the same, the likest of all, too.
    """
    if len(olds) == 1 == len(news):
        return _hit(old, olds[0], new, news[0], least, work)
    queries, choices = [old.code(i) for i in olds], [new.code(j) for j in news]
    if not work.spend(sum(map(len, queries)) * sum(map(len, choices)) // CHEAPER):
        return []
    found: dict[Pair, Hit] = {}
    elsewhere = LIKEST if len(olds) * len(news) <= LOOKED_AT else 0
    for place, (i, code) in enumerate(zip(olds, queries, strict=True)):
        for at, likeness in _likest(code, choices, place * len(news) // len(olds), least, elsewhere):
            if not work.spend(OF_HIT):
                return []
            found[i, news[at]] = Hit(i, news[at], likeness, likeness * (len(code) + len(choices[at])) / 2)
    return list(found.values())


def _likest(code: str, choices: Sequence[str], place: int, least: float, elsewhere: int) -> list[tuple[int, float]]:
    if len(choices) <= 2 * AROUND:
        return _extract(code, choices, 0, least, None)
    first = max(0, place - AROUND)
    near = _extract(code, choices[first : place + AROUND + 1], first, least, None)
    if elsewhere and not any(likeness >= SURE for _, likeness in near):
        near += _extract(code, choices, 0, least, elsewhere)
    return near


def _extract(code: str, choices: Sequence[str], first: int, least: float, limit: int | None) -> list[tuple[int, float]]:
    found = process.extract(code, choices, scorer=Indel.normalized_similarity, score_cutoff=least, limit=limit)
    return [(first + at, likeness) for _, likeness, at in found]


def _hit(old: Side, i: int, new: Side, j: int, least: float, work: Work) -> list[Hit]:
    one, other = old.code(i), new.code(j)
    most = len(one) + len(other)
    if len(one) * len(other) > COUNTED_FIRST and 2 * (Counter(one) & Counter(other)).total() < least * most:
        return []
    if not work.spend(len(one) * len(other) // CHEAPER):
        return []
    likeness = Indel.normalized_similarity(one, other)
    return [Hit(i, j, likeness, likeness * most / 2)] if likeness >= least else []


def heaviest_chain(found: Sequence[Hit]) -> list[Hit]:
    """Return, of the pairs, those in the same order in both texts that share the most words together."""
    if len(found) < 2:
        return list(found)
    ordered = sorted(found, key=lambda hit: (hit.old, -hit.new))
    places = {new: place for place, new in enumerate(sorted({hit.new for hit in ordered}), start=1)}
    nothing: tuple[float, int] = (0, -1)  # whole, as the weights may be, which are large then
    best = [nothing] * (len(places) + 1)  # a binary indexed tree: the heaviest chain that ends before a place
    came_from: list[int] = []
    for number, hit in enumerate(ordered):
        heaviest, own = nothing, places[hit.new]
        place = own - 1
        while place:
            if best[place] > heaviest:
                heaviest = best[place]
            place &= place - 1
        came_from.append(heaviest[1])
        chained = (heaviest[0] + hit.shared, number)
        while own < len(best):
            if chained > best[own]:
                best[own] = chained
            own += own & -own
    chain = []
    number = max(best)[1]
    while number >= 0:
        chain.append(ordered[number])
        number = came_from[number]
    return chain[::-1]


def stands_out(words: str, side: Side, place: int, below: float) -> bool:
    """Return whether the words are less like the paragraphs around a place than that, the one at the place left out."""
    around = range(max(0, place - AROUND), min(len(side.texts), place + AROUND + 1))
    choices = [side.code(other) for other in around if other != place]
    return process.extractOne(words, choices, scorer=Indel.normalized_similarity, score_cutoff=below) is None


def find_spill(codes: tuple[str, str], others: tuple[str, str], work: Work) -> bool | None:
    """Return whether the end of a paragraph stands in the next one's partner now; False for the other way round.

    `codes` are two paragraphs in a row, `others` what they are paired with. None if nothing passed over.
    """
    if not work.spend(sum(map(len, codes)) * sum(map(len, others)) // CHEAPER):
        return None
    staying = count_shared(codes[0], others[0])
    left, new_left = len(codes[0]) - staying, len(others[0]) - staying
    if left >= SPILLED_PIECES and count_shared(codes[0], "".join(others)) - staying >= max(SPILLED_PIECES, PART * left):
        return True
    if new_left >= SPILLED_PIECES and count_shared("".join(codes), others[0]) - staying >= max(
        SPILLED_PIECES, PART * new_left
    ):
        return False
    return None


def find_absorbed_parts(
    whole: str, partner: str, parts: Iterable[tuple[int, str]], work: Work, step: int = 1
) -> list[int]:
    """Return the numbers of the parts whose words the whole has after its partner's, before them where step is -1."""
    found: list[int] = []
    whole, partner = whole[::step], partner[::step]
    left = Counter(whole) - Counter(partner)
    for number, words in parts:
        enough = max(PART_PIECES, PART * len(words))
        if (left & Counter(words)).total() < enough:
            continue
        if not work.spend(len(whole) * (2 * len(partner) + len(words)) // CHEAPER):
            break
        more = partner + words[::step]
        if count_shared(whole, more) - count_shared(whole, partner) >= enough:
            found.append(number)
            partner = more
            left -= Counter(words)
    return found


def count_shared(one: str, other: str) -> int:
    """Count the words that stand in both in the same order."""
    return int(LCSseq.similarity(one, other))
