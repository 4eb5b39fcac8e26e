"""The growth of a text over its versions: since when each sentence stands, and what stood where it was cut.

A sentence is the same in two versions where its words are, whatever its blanks and the form of its quotation marks.
One that was worded anew keeps its earlier wordings; one that went for good is a cut, at the place where it stood.
A row of a table counts as one sentence, the same where its cells are; it is known by its first cell.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stories.compare.core.sentences import sentences
from stories.compare.core.tokens import pieces
from stories.compare.tables import TAB, TABLE_KINDS

LIKE = 0.5  # share of the words from which on a new sentence is a new wording of one that went
HEADLINE_KIND = "headline"  # kind of paragraph, of which each wording takes the place of the one before
ROW_KINDS = frozenset(kind.value for kind in TABLE_KINDS)
PAIRS = 10_000  # sentences that went times new ones, from which on none are held against each other
MOST_LETTERS = 1_500_000  # of all versions together; the oldest beyond are left out
_PLAIN_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\u00ad": None})


class GrownVersion(NamedTuple):
    """A version: its number, and its paragraphs with the names of their kinds."""

    number: int
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that stood from one version to another; `cut_in` is the version without them, 0 for the newest's."""

    text: str
    first: int
    last: int
    cut_in: int = 0


@dataclass(frozen=True, slots=True)
class GrownSentence:
    """A sentence, and its earlier wordings, the latest first."""

    wording: Wording
    earlier: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class GrownParagraph:
    """A paragraph of the newest version, and the sentences that were cut behind its own."""

    kind: str
    sentences: tuple[GrownSentence, ...]
    cuts: tuple[GrownSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """The newest of some versions as it grew. `opening` was cut before its first sentence."""

    opening: tuple[GrownSentence, ...]
    paragraphs: tuple[GrownParagraph, ...]
    first: int  # the oldest version that was looked at


@dataclass(eq=False, slots=True)
class _Life:
    text: str
    first: int
    last: int
    paragraph: int
    kind: str
    cut_in: int = 0
    before: _Life | None = None  # in the last version that had it
    earlier: _Life | None = None
    became: _Life | None = None
    cuts: list[_Life] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        return self.kind in ROW_KINDS

    def wording(self) -> Wording:
        return Wording(self.text, self.first, self.last, self.cut_in)

    def sentence(self) -> GrownSentence:
        return GrownSentence(self.wording(), tuple(life.wording() for life in self.ancestors()))

    def ancestors(self) -> Iterator[_Life]:
        life = self.earlier
        while life:
            yield life
            life = life.earlier


def normal_form(text: str) -> str:
    """Return words as they are held against others: blanks folded, quotation marks of one form, one case."""
    return " ".join(text.translate(_PLAIN_SIGNS).casefold().split())


def sentence_form(text: str, kind: str) -> str:
    """Return a sentence of a paragraph of a kind as it is known again; a tab parts the cells of a row."""
    return TAB.join(map(normal_form, text.split(TAB))) if kind in ROW_KINDS else normal_form(text)


def affordable_versions(versions: Sequence[GrownVersion]) -> Sequence[GrownVersion]:
    """Return the newest of some versions, oldest first, as many as may be held against each other: one at least."""
    letters = 0
    for count, version in enumerate(reversed(versions)):
        letters += sum(len(text) for _, text in version.paragraphs)
        if letters > MOST_LETTERS and count:
            return versions[-count:]
    return versions


def trace_growth(versions: Sequence[GrownVersion]) -> Growth:
    """Return how the last of some versions grew out of those before it, which stand in their order."""
    living: list[_Life] = []
    gone: list[_Life] = []
    for version in versions:
        living, cut = _follow(living, version)
        gone += cut
    opening: list[_Life] = []
    for life in gone:
        place = _find_place(life)
        (place.cuts if place else opening).append(life)
    newest = versions[-1] if versions else GrownVersion(0, ())
    return Growth(
        tuple(life.sentence() for life in opening),
        tuple(_grow_paragraphs(living, newest)),
        versions[0].number if versions else 0,
    )


def cut_sentences(text: str, kind: str = "") -> list[str]:
    """Return the sentences of a paragraph, without white space at their edges; a row of a table is one, as it is."""
    if kind in ROW_KINDS:
        return [text] if text.strip() else []
    return [words for start, end in sentences(text) if (words := text[start:end].strip())]


def phrase_spans(versions: Sequence[GrownVersion], phrase: str) -> list[Wording]:
    """Return the runs of versions in which a phrase stands, each with the version that cut it."""
    words = normal_form(phrase)
    spans: list[Wording] = []
    is_open = False
    for version in versions:
        if words and any(words in normal_form(text) for _, text in version.paragraphs):
            first = spans.pop().first if is_open else version.number
            spans.append(Wording(phrase, first, version.number))
            is_open = True
        elif is_open:
            last = spans.pop()
            spans.append(Wording(phrase, last.first, last.last, version.number))
            is_open = False
    return spans


def _split(version: GrownVersion) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a version, with the places of their paragraphs."""
    for place, (kind, text) in enumerate(version.paragraphs):
        yield from ((place, words) for words in cut_sentences(text, kind))


def _follow(living: list[_Life], version: GrownVersion) -> tuple[list[_Life], list[_Life]]:
    """Return the sentences of a version, those of the one before it going on; and those that it cut."""
    pool: dict[str, deque[_Life]] = defaultdict(deque)
    for life in living:
        pool[sentence_form(life.text, life.kind)].append(life)
    present: list[_Life] = []
    fresh: list[_Life] = []
    for place, text in _split(version):
        kind = version.paragraphs[place][0]
        same = pool[sentence_form(text, kind)]
        life = same.popleft() if same else _Life(text, version.number, version.number, place, kind)
        if life.first == version.number:
            fresh.append(life)
        life.last, life.paragraph, life.text = version.number, place, text
        present.append(life)
    lost = [life for life in living if life.last != version.number]
    for life in lost:
        life.cut_in = version.number
    _pair_wordings(lost, fresh)
    for before, life in zip([None, *living], living, strict=False):
        life.before = before if life.cut_in else None
    return present, [life for life in lost if life.became is None]


def _pair_wordings(lost: Sequence[_Life], fresh: Sequence[_Life]) -> None:
    """Tie each new sentence to the lost one that it words anew, if any."""
    for name in (_first_cell, _other_cells):
        _pair_rows(lost, fresh, name)
    lost, fresh = ([life for life in lives if not life.is_row] for lives in (lost, fresh))
    if len(lost) * len(fresh) > PAIRS:
        return
    words = {id(life): normal_words(life.text) for life in (*lost, *fresh)}
    for new in fresh:
        likes = (
            (1.0 if new.kind == HEADLINE_KIND == old.kind else likeness(words[id(old)], words[id(new)]), -at, old)
            for at, old in enumerate(lost)
            if not old.became and (old.kind == HEADLINE_KIND) == (new.kind == HEADLINE_KIND)
        )
        best = max(likes, key=lambda like: like[:2], default=None)
        if best and best[0] >= LIKE:
            new.earlier, best[2].became = best[2], new


def _pair_rows(lost: Iterable[_Life], fresh: Iterable[_Life], name: Callable[[str], str]) -> None:
    """Tie each new row of a table to the lost one that has the same name, if any, in their order."""
    left: dict[str, deque[_Life]] = defaultdict(deque)
    for old in lost:
        if old.is_row and not old.became:
            left[name(old.text)].append(old)
    for new in fresh:
        called = name(new.text) if new.is_row and not new.earlier else ""
        if called and left[called]:
            new.earlier = left[called].popleft()
            new.earlier.became = new


def _first_cell(row: str) -> str:
    return normal_form(row.partition(TAB)[0])


def _other_cells(row: str) -> str:
    """Return what a row says behind its first cell, with its tabs; nothing where that is too little to know it by."""
    cells = [normal_form(cell) for cell in row.split(TAB)[1:]]
    return TAB.join(cells) if sum(map(bool, cells)) > 1 else ""


def normal_words(text: str) -> frozenset[str]:
    """Return the words and figures of a text in their normal forms, without signs."""
    return frozenset(word for piece in pieces(normal_form(text)) if (word := re.sub(r"\W+", "", piece)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two sentences have in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _find_place(life: _Life) -> _Life | None:
    """Return the sentence of the newest version behind which a cut one stood; None where it stood before all."""
    place = life.before
    while place is not None and place.cut_in:
        place = place.became or place.before
    return place


def _grow_paragraphs(living: Iterable[_Life], newest: GrownVersion) -> Iterator[GrownParagraph]:
    """Yield the paragraphs of the newest version."""
    within: dict[int, list[_Life]] = defaultdict(list)
    for life in living:
        within[life.paragraph].append(life)
    for place, (kind, _text) in enumerate(newest.paragraphs):
        lives = within[place]
        cuts = tuple(cut.sentence() for life in lives for cut in life.cuts)
        yield GrownParagraph(kind, tuple(life.sentence() for life in lives), cuts)
